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
    public async Task Whoever_was_deleted_is_still_named_and_cannot_be_changed()
    {
        var scim = await hub.Open();
        var uuid = await scim.NewUser(
            "bjensen",
            ""","displayName":"Barbara Jensen","emails":[{"value":"b@acme.com"}]"""
        );
        var id = (long)(await scim.Rest.Get("/api/v1/users?email=B@acme.com")).Items.Single()!["id"]!;
        await scim.Delete($"/Users/{uuid}");

        var left = await scim.Rest.Get($"/api/v1/users/{id}");

        Assert.Equal("Barbara Jensen", (string)left.Expect(HttpStatusCode.OK).Data["name"]!);
        Assert.Equal(("b@acme.com", "bjensen"), ((string)left.Data["email"]!, (string)left.Data["user_name"]!));
        Assert.Equal(uuid, (string)left.Data["uuid"]!);
        Assert.False((bool)left.Data["is_active"]!);
        Assert.NotNull(left.Data["deleted_at"]);
        Assert.Empty((await scim.Rest.Get("/api/v1/users")).Items);
        (await scim.Rest.Send(HttpMethod.Put, $"/api/v1/users/{id}", new { name = "X" })).ExpectProblem(
            HttpStatusCode.NotFound,
            "user_not_found"
        );
    }

    [Fact]
    public async Task One_of_another_organization_is_404()
    {
        var (ours, theirs) = ((await hub.Open()).Rest, (await hub.Open()).Rest);
        var made = await ours.Send(HttpMethod.Post, "/api/v1/users", new { email = "x@y.z", name = "X" });

        (await theirs.Get($"/api/v1/users/{made.Id}")).ExpectProblem(HttpStatusCode.NotFound, "user_not_found");
    }
}
