using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;

namespace Hub.Tests.People;

public sealed class GetUserTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Fact]
    public async Task One_that_is_not_there_is_404()
    {
        var rest = (await hub.Open()).Rest;
        (await rest.Get("/api/v1/users/99")).ExpectProblem(HttpStatusCode.NotFound, "user_not_found");
    }

    [Fact]
    public async Task One_of_another_organization_is_404()
    {
        var (ours, theirs) = ((await hub.Open()).Rest, (await hub.Open()).Rest);
        var made = await ours.Send(HttpMethod.Post, "/api/v1/users", new { email = "x@y.z", name = "X" });

        (await theirs.Get($"/api/v1/users/{made.Id}")).ExpectProblem(HttpStatusCode.NotFound, "user_not_found");
    }
}
