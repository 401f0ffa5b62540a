using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Scim;

/// <summary>Who may ask, how often, and what happens to access that ends.</summary>
public sealed class AccessTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Fact]
    public async Task Without_a_token_there_is_a_challenge()
    {
        var scim = await hub.Open();
        foreach (var path in (string[])["/Users", "/Groups/x", "/Schemas", "/nowhere", "/"])
            Assert.StartsWith("Bearer", (await scim.As(null).Get(path)).ExpectError(401).Header("WWW-Authenticate"));
        Assert.Contains(
            "invalid_token",
            (await scim.As("wrong").Get("/Users")).ExpectError(401).Header("WWW-Authenticate")
        );
        (await scim.As(scim.Rest.Token).Get("/Users")).ExpectError(401);
        (await scim.As("wrong").Get("/ServiceProviderConfig")).ExpectError(401);
    }

    [Fact]
    public async Task Each_provider_has_a_token_of_its_own_that_can_be_revoked()
    {
        var okta = await hub.Open();
        var entra = await ScimHub.Provider(hub.Host, okta.Rest, "Entra ID");
        await okta.NewUser("one");
        Assert.Equal(1, await entra.Count("/Users", "userName eq \"one\""));
        var listed = await okta.Rest.Get("/api/v1/scim-tokens");
        Assert.Equal(["Okta", "Entra ID"], listed.Items.Select(token => (string)token!["name"]!));
        Assert.DoesNotContain(okta.Token!, listed.Text);
        var id = (long)listed.Items[0]!["id"]!;
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await okta.Rest.Send(HttpMethod.Delete, $"/api/v1/scim-tokens/{id}", null)).Status
        );
        (await okta.Get("/Users")).ExpectError(401);
        (await entra.Get("/Users")).Ok();
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await hub.Host.Admin.Send(HttpMethod.Delete, $"/api/v1/scim-tokens/{id + 1}", null)).Status
        );
    }

    [Fact]
    public async Task A_token_says_when_it_was_last_used()
    {
        var clock = new FakeTimeProvider(Samples.Morning);
        await using var host = await HubHost.StartIn(null, builder =>
            builder.Services.AddSingleton<TimeProvider>(clock)
        );
        var scim = await ScimHub.Provider(host, host.Admin, "Okta");
        Assert.Null((await Token())["last_used_at"]);
        (await scim.Get("/Users")).Ok();
        var used = await Wait.For(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                return Token();
            },
            token => token["last_used_at"] is not null
        );
        Assert.Equal("2026-05-24T10:30:00.000Z", (string)used["last_used_at"]!);

        async Task<JsonNode> Token() => (await host.Admin.Get("/api/v1/scim-tokens")).Items[0]!;
    }

    [Fact]
    public async Task A_provider_has_its_own_limit()
    {
        var clock = new FakeTimeProvider(Samples.Morning);
        await using var host = await HubHost.StartIn(
            null,
            builder => builder.Services.AddSingleton<TimeProvider>(clock),
            "--RateLimits:Enabled=true",
            "--RateLimits:Scim=3",
            "--RateLimits:Write=1000",
            "--Hub:Bootstrap:ScimToken=given-secret-of-thirty-two-letters"
        );
        var given = new ScimClient(host.Http, host.Admin, "given-secret-of-thirty-two-letters");
        var other = await ScimHub.Provider(host, host.Admin, "Entra ID", limit: 5);
        for (var request = 0; request < 3; request++)
            (await given.Get("/Users")).Ok();
        var refused = (await given.Get("/Users")).ExpectError(429);
        Assert.Equal("60", refused.Header("Retry-After"));
        for (var request = 0; request < 5; request++)
            (await other.Get("/Users")).Ok();
        (await other.Get("/Users")).ExpectError(429);
        clock.Advance(TimeSpan.FromSeconds(61));
        (await given.Get("/Users")).Ok();
    }

    [Theory]
    [InlineData("active")]
    [InlineData("delete")]
    [InlineData("put")]
    [InlineData("rest")]
    public async Task Ended_access_is_over_with_the_next_request_and_stays_so(string how)
    {
        var scim = await hub.Open();
        var id = await scim.NewUser("bjensen");
        var number = (long)(await scim.Rest.Get("/api/v1/users")).Items[0]!["id"]!;
        var made = await scim.Rest.CreateToken(new { name = "Own", agent_id = number });
        var agent = hub.Host.As((string)made.Expect(HttpStatusCode.Created).Json["token"]!);
        (await agent.ListTickets()).Expect(HttpStatusCode.OK);
        (await scim.As(agent.Token).Get("/Me")).Ok();
        var ended = how switch
        {
            "active" => scim.Patch($"/Users/{id}", """[{"op":"replace","path":"active","value":false}]"""),
            "put" => scim.Put(
                $"/Users/{id}",
                $$"""{"schemas":["{{ScimClient.UserUrn}}"],"userName":"bjensen","active":false}"""
            ),
            "rest" => scim.Rest.Send(HttpMethod.Post, $"/api/v1/users/{number}/deactivate", null),
            _ => scim.Delete($"/Users/{id}"),
        };
        Assert.InRange((int)(await ended).Status, 200, 204);
        (await agent.ListTickets()).Expect(HttpStatusCode.Unauthorized);
        (await scim.As(agent.Token).Get("/Me")).ExpectError(401);
        if (how != "delete")
            await scim.Patch($"/Users/{id}", """[{"op":"replace","path":"active","value":true}]""");
        (await agent.ListTickets()).Expect(HttpStatusCode.Unauthorized);
        var again = await scim.Rest.CreateToken(new { name = "New", agent_id = number });
        Assert.Equal(how == "delete" ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Created, again.Status);
    }

    [Fact]
    public async Task Somebody_in_more_groups_than_one_commit_takes_can_go()
    {
        var scim = await hub.Open();
        var id = await scim.NewUser("everywhere");
        var number = (long)(await scim.Rest.Get("/api/v1/users")).Items[0]!["id"]!;
        var made = await scim.Rest.CreateToken(new { name = "Own", agent_id = number });
        var groups = await Task.WhenAll(Enumerable.Range(0, 110).Select(number => scim.NewGroup($"g{number}", id)));
        Assert.Equal(110, (await scim.User(id))["groups"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.NoContent, (await scim.Delete($"/Users/{id}")).Status);
        (await scim.Get($"/Users/{id}")).ExpectError(404);
        (await hub.Host.As((string)made.Json["token"]!).ListTickets()).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal(0, await scim.Count("/Groups", "members pr"));
        Assert.Empty(await scim.Members(groups[0]));
        await scim.NewUser("everywhere");
    }

    [Fact]
    public async Task Me_is_the_agent_whose_token_it_is()
    {
        var scim = await hub.Open();
        var id = await scim.NewUser("bjensen");
        var number = (long)(await scim.Rest.Get("/api/v1/users")).Items[0]!["id"]!;
        var made = await scim.Rest.CreateToken(new { name = "Own", agent_id = number });
        var me = scim.As((string)made.Json["token"]!);
        var shown = (await me.Get("/Me?attributes=userName")).Ok();
        Assert.Equal(id, (string)shown.Json["id"]!);
        Assert.EndsWith($"/Users/{id}", shown.Header("Location"));
        (await me.Patch("/Me", """[{"op":"replace","path":"nickName","value":"B"}]""")).Ok();
        Assert.Equal("B", (string)(await scim.User(id))["nickName"]!);
        (await me.Put("/Me", $$"""{"schemas":["{{ScimClient.UserUrn}}"],"userName":"bjensen"}""")).Ok();
        (await me.Get("/Users")).ExpectError(401);
        (await scim.Get("/Me")).ExpectError(501);
        (await scim.Post("/Me", "{}")).ExpectError(501);
        Assert.Equal(HttpStatusCode.NoContent, (await me.Delete("/Me")).Status);
        (await scim.Get($"/Users/{id}")).ExpectError(404);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(1_000_001)]
    public async Task An_allowance_that_is_none_is_refused(int limit)
    {
        var rest = (await hub.Open()).Rest;
        var fields = new { name = "Okta", requests_per_minute = limit };
        (await rest.Send(HttpMethod.Post, "/api/v1/scim-tokens", fields)).ExpectInvalid("requests_per_minute");
    }

    [Fact]
    public async Task A_bootstrap_token_works_after_every_start()
    {
        var folder = HubHost.NewFolder();
        for (var start = 0; start < 2; start++)
        {
            await using var host = await HubHost.StartIn(
                folder,
                null,
                "--Hub:Bootstrap:ScimToken=given-secret-of-thirty-two-letters"
            );
            (await new ScimClient(host.Http, host.Admin, "given-secret-of-thirty-two-letters").Get("/Users")).Ok();
        }
        Directory.Delete(folder, recursive: true);
    }
}
