using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Scim;

/// <summary>An identity provider sees its own organization and nothing of another's, whatever it asks for.</summary>
public sealed class IsolationTests(ScimHub hub) : IClassFixture<ScimHub>, IAsyncLifetime
{
    private ScimClient own = null!;
    private ScimClient other = null!;
    private string user = null!;
    private string group = null!;

    public async ValueTask InitializeAsync()
    {
        (own, other) = (await hub.Open(), await hub.Open());
        user = await other.NewUser("theirs", ""","externalId":"x1" """);
        group = await other.NewGroup("Theirs", user);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Ids_of_another_organization_are_unknown()
    {
        const string Change = """[{"op":"replace","path":"displayName","value":"Mine"}]""";
        foreach (
            var (path, urn) in ((string, string)[])
                [($"/Users/{user}", ScimClient.UserUrn), ($"/Groups/{group}", ScimClient.GroupUrn)]
        )
        {
            (await own.Get(path)).ExpectError(404);
            (await own.Patch(path, Change)).ExpectError(404);
            (await own.Put(path, $$"""{"schemas":["{{urn}}"],"userName":"a","displayName":"Mine"}""")).ExpectError(404);
            (await own.Delete(path)).ExpectError(404);
        }
        var bulk = await own.Post(
            "/Bulk",
            $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{"method":"DELETE","path":"/Users/{{user}}"}]}"""
        );
        Assert.Equal("404", (string)bulk.Ok().Json["Operations"]![0]!["status"]!);
        Assert.Equal("theirs", (string)(await other.User(user))["userName"]!);
        Assert.Equal([user], await other.Members(group));
    }

    [Fact]
    public async Task No_list_or_filter_reaches_over()
    {
        foreach (
            var filter in (string[])
                [$"id eq \"{user}\"", "userName eq \"theirs\"", "externalId eq \"x1\"", $"groups.value eq \"{group}\""]
        )
            Assert.Equal(0, await own.Count("/Users", filter));
        Assert.Equal(0, await own.Count("/Groups", $"members.value eq \"{user}\""));
        Assert.Equal(0, (int)(await own.Get("/")).Ok().Json["totalResults"]!);
        Assert.Equal(2, (int)(await other.Get("/")).Ok().Json["totalResults"]!);
    }

    [Fact]
    public async Task Nobody_of_another_organization_becomes_a_member_or_a_named_manager()
    {
        var mine = await own.NewGroup("Mine", user, group);
        Assert.Empty(await own.Members(mine));
        await own.Patch($"/Groups/{mine}", $$"""[{"op":"add","path":"members","value":[{"value":"{{user}}"}]}]""");
        Assert.Empty(await own.Members(mine));
        Assert.Single((await other.User(user))["groups"]!.AsArray());
        var made = await own.CreateUser(
            "me",
            $$""","{{ScimClient.EnterpriseUrn}}":{"manager":{"value":"{{user}}"} }"""
        );
        Assert.Null(made.Json[ScimClient.EnterpriseUrn]!["manager"]!["displayName"]);
    }

    [Fact]
    public async Task The_same_names_and_external_ids_are_free()
    {
        await own.NewUser("theirs", ""","externalId":"x1" """);
        await own.NewGroup("Theirs");
    }

    [Fact]
    public async Task A_cursor_of_another_organization_is_not_taken()
    {
        await other.NewUser("second");
        var cursor = (string)(await other.Get("/Users?cursor=&count=1")).Ok().Json["nextCursor"]!;
        (await other.Get($"/Users?cursor={cursor}&count=1")).Ok();
        (await own.Get($"/Users?cursor={cursor}&count=1")).ExpectError(400, "invalidCursor");
    }

    [Fact]
    public async Task Tokens_are_listed_and_revoked_by_their_own_organization_only()
    {
        // Each organization numbers its own: the second number is nobody's here.
        var made = await other.Rest.Send(HttpMethod.Post, "/api/v1/scim-tokens", new { name = "Theirs" });
        var id = made.Expect(HttpStatusCode.Created).Id;
        var second = other.As((string)made.Json["token"]!);
        var mine = (await own.Rest.Get("/api/v1/scim-tokens")).Expect(HttpStatusCode.OK).Items;
        Assert.DoesNotContain(mine, token => (long)token!["id"]! == id);
        (await own.Rest.Send(HttpMethod.Delete, $"/api/v1/scim-tokens/{id}", null)).Expect(HttpStatusCode.NotFound);
        (await second.Get("/Users")).Ok();
        (await other.Rest.Send(HttpMethod.Delete, $"/api/v1/scim-tokens/{id}", null)).Expect(HttpStatusCode.NoContent);
        (await second.Get("/Users")).ExpectError(401);
        (await other.Get("/Users")).Ok();
        (await own.Get("/Users")).Ok();
    }
}
