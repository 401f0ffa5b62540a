using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Tokens;

public sealed class TokensTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    [Fact]
    public async Task A_token_works_at_once_and_its_secret_is_shown_once()
    {
        var created = await hub.Admin.CreateToken(
            new { name = "My Integration", abilities = new[] { "tickets:read" } }
        );

        created.Expect(HttpStatusCode.Created);
        var token = (string)created.Json["token"]!;
        Assert.Equal($"{created.Id}", token.Split('|')[0]);
        Assert.Equal("""["tickets:read"]""", created.Data["abilities"]!.ToJsonString());
        (await hub.Host.As(token).ListTickets()).Expect(HttpStatusCode.OK);
        var read = await hub.Admin.Get(created.Header("Location")!);
        Assert.Equal("My Integration", (string)read.Expect(HttpStatusCode.OK).Data["name"]!);
        var listed = await hub.Admin.Get("/api/v1/tokens?per_page=100");
        Assert.Contains(listed.Items, one => (long)one!["id"]! == created.Id);
        Assert.DoesNotContain(token.Split('|')[1], listed.Text);
    }

    [Fact]
    public async Task Without_abilities_it_may_do_everything()
    {
        var token = (string)(await hub.Admin.CreateToken(new { name = "All" })).Json["token"]!;

        (await hub.Host.As(token).CreateToken(new { name = "Child" })).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_revoked_token_is_refused_from_the_next_request_on()
    {
        var created = await hub.Admin.CreateToken(new { name = "Short-lived" });
        var client = hub.Host.As((string)created.Json["token"]!);
        await client.ListTickets();

        var revoked = await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/tokens/{created.Id}", null);

        revoked.Expect(HttpStatusCode.NoContent);
        (await client.ListTickets()).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        (await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/tokens/{created.Id}", null)).ExpectProblem(
            HttpStatusCode.NotFound,
            "token_not_found"
        );
    }

    [Fact]
    public async Task Another_organization_s_tokens_are_neither_listed_nor_revoked()
    {
        var theirs = long.Parse(hub.Neighbour.Token!.Split('|')[0]);

        var revoked = await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/tokens/{theirs}", null);
        var listed = await hub.Admin.Get("/api/v1/tokens?per_page=100");

        revoked.ExpectProblem(HttpStatusCode.NotFound, "token_not_found");
        (await hub.Admin.Get($"/api/v1/tokens/{theirs}")).ExpectProblem(HttpStatusCode.NotFound, "token_not_found");
        Assert.DoesNotContain(listed.Items, one => (long)one!["id"]! == theirs);
        (await hub.Neighbour.ListTickets()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Managing_takes_all_scopes_and_listing_takes_admin_read()
    {
        var almost = await hub.Host.WithScopes("admin:read", "tickets:write", "users:write");

        (await almost.Get("/api/v1/tokens")).Expect(HttpStatusCode.OK);
        (await almost.CreateToken(new { name = "Mine" })).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (await almost.Send(HttpMethod.Delete, "/api/v1/tokens/1", null)).ExpectProblem(
            HttpStatusCode.Forbidden,
            "missing_scope"
        );
    }

    [Fact]
    public async Task All_ten_scopes_by_name_are_all_scopes()
    {
        var all = await hub.Host.WithScopes([.. Domain.Tokens.Scope.All]);

        (await all.CreateToken(new { name = "Mine" })).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("{}", "name")]
    [InlineData("""{"name":"A","abilities":["tickets:delete"]}""", "abilities")]
    [InlineData("""{"name":"A","abilities":[null]}""", "abilities")]
    [InlineData("""{"name":"A","expires_at":"2020-01-01T00:00:00Z"}""", "expires_at")]
    [InlineData("""{"name":"A","expires_at":"tomorrow"}""", "expires_at")]
    public async Task A_value_that_does_not_fit_is_named(string body, string field) =>
        (await hub.Admin.CreateToken(body)).ExpectInvalid(field);
}

public sealed class TokenTimeTests(HubWithFakeClock hub) : IClassFixture<HubWithFakeClock>
{
    [Fact]
    public async Task A_token_works_until_it_expires()
    {
        var end = hub.Clock.GetUtcNow().AddHours(1);
        var created = await hub.Admin.CreateToken(new { name = "An hour", expires_at = end });
        var client = hub.Host.As((string)created.Json["token"]!);

        (await client.ListTickets()).Expect(HttpStatusCode.OK);
        hub.Clock.Advance(TimeSpan.FromHours(1));
        (await client.ListTickets()).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Its_last_use_is_written_down_behind_the_requests()
    {
        var created = await hub.Admin.CreateToken(new { name = "Used" });
        await hub.Host.As((string)created.Json["token"]!).ListTickets();

        var used = await Wait.For(
            async () =>
            {
                hub.Clock.Advance(TimeSpan.FromSeconds(10));
                var listed = await hub.Admin.Get("/api/v1/tokens?per_page=100");
                return listed.Items.Single(one => (long)one!["id"]! == created.Id)!["last_used_at"];
            },
            at => at is not null
        );

        Assert.Equal(created.Data["created_at"]!.ToJsonString(), used!.ToJsonString());
    }
}
