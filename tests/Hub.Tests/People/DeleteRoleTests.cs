using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;

namespace Hub.Tests.People;

public sealed class DeleteRoleTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Fact]
    public async Task A_deleted_role_leaves_its_members()
    {
        var scim = await hub.Open();
        var user = await scim.NewUser("one");
        await scim.NewGroup("Guides", user);
        var role = (long)(await scim.Rest.Get("/api/v1/roles")).Items[0]!["id"]!;
        var renamed = await scim.Rest.Send(HttpMethod.Put, $"/api/v1/roles/{role}", new { name = "Leaders" });
        Assert.Equal(1, (int)renamed.Expect(HttpStatusCode.OK).Data["member_count"]!);
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await scim.Rest.Send(HttpMethod.Delete, $"/api/v1/roles/{role}", null)).Status
        );
        Assert.Null((await scim.User(user))["groups"]);
        Assert.Empty((await scim.Rest.Get("/api/v1/roles")).Items);
    }

    [Fact]
    public async Task A_name_is_free_once_its_role_is_gone()
    {
        var rest = (await hub.Open()).Rest;
        var made = await rest.Send(HttpMethod.Post, "/api/v1/roles", new { name = "Guides" });

        (await rest.Send(HttpMethod.Delete, $"/api/v1/roles/{made.Id}", null)).Expect(HttpStatusCode.NoContent);
        var again = await rest.Send(HttpMethod.Post, "/api/v1/roles", new { name = "Guides" });

        Assert.NotEqual(made.Id, again.Expect(HttpStatusCode.Created).Id);
    }

    [Fact]
    public async Task One_that_is_not_there_or_is_another_organization_s_is_404()
    {
        var (ours, theirs) = ((await hub.Open()).Rest, (await hub.Open()).Rest);
        var path = $"/api/v1/roles/{(await ours.Send(HttpMethod.Post, "/api/v1/roles", new { name = "Guides" })).Id}";

        var missing = await ours.Send(HttpMethod.Delete, "/api/v1/roles/99", null);
        var foreign = await theirs.Send(HttpMethod.Delete, path, null);

        missing.ExpectProblem(HttpStatusCode.NotFound, "role_not_found");
        foreign.ExpectProblem(HttpStatusCode.NotFound, "role_not_found");
        (await ours.Get(path)).Expect(HttpStatusCode.OK);
    }
}
