using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;

namespace Hub.Tests.People;

public sealed class GetRoleTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Fact]
    public async Task One_that_is_not_there_is_404()
    {
        var rest = (await hub.Open()).Rest;
        (await rest.Get("/api/v1/roles/99")).ExpectProblem(HttpStatusCode.NotFound, "role_not_found");
    }

    [Fact]
    public async Task One_of_another_organization_is_404()
    {
        var (ours, theirs) = ((await hub.Open()).Rest, (await hub.Open()).Rest);
        var made = await ours.Send(HttpMethod.Post, "/api/v1/roles", new { name = "Guides" });

        (await theirs.Get($"/api/v1/roles/{made.Id}")).ExpectProblem(HttpStatusCode.NotFound, "role_not_found");
    }

    [Fact]
    public async Task It_counts_the_agents_and_roles_that_are_directly_in_it()
    {
        var scim = await hub.Open();
        var inner = await scim.NewGroup("Inner", await scim.NewUser("one"), await scim.NewUser("two"));
        await scim.NewGroup("Outer", inner);

        var roles = (await scim.Rest.Get("/api/v1/roles")).Items;

        Assert.Equal(
            [("Inner", 2), ("Outer", 1)],
            roles.Select(role => ((string)role!["name"]!, (int)role["member_count"]!))
        );
    }
}
