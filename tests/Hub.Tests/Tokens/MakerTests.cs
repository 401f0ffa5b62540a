using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;

namespace Hub.Tests.Tokens;

/// <summary>What an agent's token makes is the agent's, and ends with them or waits for somebody to take it over.</summary>
public sealed class MakerTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Theory]
    [InlineData("deactivate")]
    [InlineData("delete")]
    [InlineData("scim")]
    public async Task A_provider_token_of_an_agent_ends_with_the_agent(string how)
    {
        var (id, uuid, agent) = await Hire();
        var provider = await ScimHub.Provider(hub.Host, agent, "Hers");
        var listed = (await hub.Admin.Get("/api/v1/scim-tokens?per_page=100")).Items;
        Assert.Contains(listed, one => (long?)one!["agent_id"] == id);
        (await provider.Get("/Users")).Ok();

        await Leave(id, uuid, how);

        (await provider.Get("/Users")).ExpectError(401);
        (await provider.Patch($"/Users/{uuid}", """[{"op":"replace","path":"active","value":true}]""")).ExpectError(
            401
        );
        if (how == "delete")
            return;
        (await hub.Admin.Send(HttpMethod.Post, $"/api/v1/users/{id}/reactivate", null)).Expect(HttpStatusCode.OK);
        (await provider.Get("/Users")).ExpectError(401);
        (await agent.ListTickets()).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_provider_token_of_the_organization_stays()
    {
        var (id, uuid, _) = await Hire();
        var provider = await ScimHub.Provider(hub.Host, hub.Admin, "Everybody's");
        await Leave(id, uuid, "deactivate");

        (await provider.Get("/Users")).Ok();
    }

    [Fact]
    public async Task An_agents_token_names_no_other_agent_and_its_tokens_end_with_the_agent()
    {
        var (id, uuid, agent) = await Hire();
        var (colleague, _, _) = await Hire();
        (await agent.CreateToken(new { name = "A colleague's", agent_id = colleague })).ExpectInvalid("agent_id");
        var own = await agent.CreateToken(new { name = "Own", agent_id = id });
        var unsaid = await agent.CreateToken(new { name = "Unsaid" });
        Assert.Equal(id, (long)unsaid.Expect(HttpStatusCode.Created).Data["agent_id"]!);
        var grandchild = await hub.Host.As((string)unsaid.Json["token"]!).CreateToken(new { name = "Grandchild" });

        await Leave(id, uuid, "deactivate");

        foreach (var made in (Answer[])[own, unsaid, grandchild])
            (await hub.Host.As((string)made.Expect(HttpStatusCode.Created).Json["token"]!).ListTickets()).Expect(
                HttpStatusCode.Unauthorized
            );
    }

    [Fact]
    public async Task No_token_outlives_the_one_that_makes_it()
    {
        var end = DateTimeOffset.UtcNow.AddHours(1);
        var maker = await hub.Admin.CreateToken(new { name = "An hour", expires_at = end });
        var client = hub.Host.As((string)maker.Json["token"]!);

        (await client.CreateToken(new { name = "Two", expires_at = end.AddHours(1) })).ExpectInvalid("expires_at");
        var child = await client.CreateToken(new { name = "Unsaid" });
        var sooner = await client.CreateToken(new { name = "Sooner", expires_at = end.AddMinutes(-30) });
        var provider = await client.Send(HttpMethod.Post, "/api/v1/scim-tokens", new { name = "Okta" });

        Assert.Equal((string)maker.Data["expires_at"]!, (string)child.Data["expires_at"]!);
        sooner.Expect(HttpStatusCode.Created);
        Assert.Equal((string)maker.Data["expires_at"]!, (string)provider.Data["expires_at"]!);
    }

    [Fact]
    public async Task Webhooks_of_an_agent_who_leaves_are_switched_off_for_somebody_to_take_over()
    {
        var (id, uuid, agent) = await Hire();
        var hook = new { url = $"https://example.com/{uuid}", events = new[] { "ticket.created" } };
        var made = await agent.Send(HttpMethod.Post, "/api/v1/webhooks", hook);
        var path = $"/api/v1/webhooks/{made.Expect(HttpStatusCode.Created).Data["id"]}";
        Assert.Equal(id, (long)made.Data["agent_id"]!);
        var everybodys = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/webhooks",
            new { url = $"https://example.org/{uuid}", events = new[] { "ticket.created" } }
        );
        Assert.Null(everybodys.Data["agent_id"]);

        await Leave(id, uuid, "deactivate");

        var left = await Wait.For(() => hub.Admin.Get(path), one => !(bool)one.Data["active"]!);
        Assert.Equal("disabled", (string)left.Data["status"]!);
        Assert.Contains("has left", (string)left.Data["status_reason"]!);
        Assert.True((bool)(await hub.Admin.Get($"/api/v1/webhooks/{everybodys.Data["id"]}")).Data["active"]!);
        (await hub.Admin.Send(HttpMethod.Post, $"/api/v1/users/{id}/reactivate", null)).Expect(HttpStatusCode.OK);
        Assert.False((bool)(await hub.Admin.Get(path)).Data["active"]!);

        var (heir, _, successor) = await Hire();
        var taken = await successor.Send(HttpMethod.Patch, path, new { active = true });
        Assert.Equal(heir, (long)taken.Expect(HttpStatusCode.OK).Data["agent_id"]!);
        Assert.True((bool)taken.Data["active"]!);
    }

    private async Task<(long Id, string Uuid, HubClient Client)> Hire()
    {
        var name = $"agent-{Guid.NewGuid():N}";
        var made = await hub.Admin.Send(HttpMethod.Post, "/api/v1/users", new { email = $"{name}@company.com", name });
        var id = made.Expect(HttpStatusCode.Created).Id;
        var token = await hub.Admin.CreateToken(new { name, agent_id = id });
        return (id, (string)made.Data["uuid"]!, hub.Host.As((string)token.Json["token"]!));
    }

    private async Task Leave(long id, string uuid, string how)
    {
        var answer = how switch
        {
            "deactivate" => await hub.Admin.Send(HttpMethod.Post, $"/api/v1/users/{id}/deactivate", null),
            "delete" => await (await Okta()).Delete($"/Users/{uuid}"),
            _ => await (await Okta()).Patch($"/Users/{uuid}", """[{"op":"replace","path":"active","value":false}]"""),
        };
        Assert.InRange((int)answer.Status, 200, 204);

        Task<ScimClient> Okta() => ScimHub.Provider(hub.Host, hub.Admin, "Okta");
    }
}
