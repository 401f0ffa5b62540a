using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;

namespace Hub.Tests.People;

public sealed class ListRolesTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Fact]
    public async Task Roles_come_in_the_order_of_their_ids_page_by_page()
    {
        var rest = (await hub.Open()).Rest;
        foreach (var name in (string[])["Zebras", "Ants", "Mice"])
            (await rest.Send(HttpMethod.Post, "/api/v1/roles", new { name })).Expect(HttpStatusCode.Created);

        var first = await rest.Get("/api/v1/roles?per_page=2");
        var second = await rest.Get("/api/v1/roles?per_page=2&page=2");

        Assert.Equal(["Zebras", "Ants"], first.Items.Select(role => (string)role!["name"]!));
        Assert.Equal(["Mice"], second.Items.Select(role => (string)role!["name"]!));
        Assert.Equal(3, (int)second.Json["meta"]!["total"]!);
    }

    [Fact]
    public async Task Another_organization_s_roles_are_not_listed()
    {
        var (ours, theirs) = ((await hub.Open()).Rest, (await hub.Open()).Rest);
        await ours.Send(HttpMethod.Post, "/api/v1/roles", new { name = "Guides" });

        Assert.Single((await ours.Get("/api/v1/roles")).Items);
        Assert.Empty((await theirs.Get("/api/v1/roles")).Items);
    }
}
