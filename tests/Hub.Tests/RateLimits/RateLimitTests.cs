using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;

namespace Hub.Tests.RateLimits;

public sealed class HubWithSmallLimits : HubWithFakeClock
{
    private protected override Task<HubHost> StartHost() =>
        StartHost([
            "--RateLimits:Enabled=true",
            "--RateLimits:Read=4",
            "--RateLimits:CreateTicket=3",
            "--RateLimits:CreateReply=2",
            "--RateLimits:Write=50",
        ]);
}

public sealed class RateLimitTests(HubWithSmallLimits hub) : IClassFixture<HubWithSmallLimits>
{
    [Fact]
    public async Task The_headers_count_down_and_the_window_opens_again()
    {
        var client = await hub.Host.WithScopes("tickets:read");

        var first = await client.ListTickets();
        hub.Clock.Advance(TimeSpan.FromSeconds(20));
        var second = await client.GetTicket(1);
        await client.Get("/api/v1/departments");
        await client.ListTickets();
        var fifth = await client.ListTickets();
        hub.Clock.Advance(TimeSpan.FromSeconds(40));
        var next = await client.ListTickets();

        Assert.Equal(("4", "3", "60", "4;w=60"), Headers(first));
        Assert.Equal(("4", "2", "40", "4;w=60"), Headers(second));
        fifth.ExpectProblem(HttpStatusCode.TooManyRequests, "rate_limit_exceeded");
        Assert.Equal(("4", "0", "40", "4;w=60"), Headers(fifth));
        Assert.Equal("40", fifth.Header("Retry-After"));
        Assert.Equal(("4", "3", "60", "4;w=60"), Headers(next.Expect(HttpStatusCode.OK)));
    }

    [Fact]
    public async Task Each_allowance_is_counted_by_itself()
    {
        var client = await hub.Host.WithScopes("tickets:read", "tickets:write");

        var id = await client.NewTicket();
        await client.CreateTicket("{}");
        await client.NewTicket();
        (await client.CreateTicket()).ExpectProblem(HttpStatusCode.TooManyRequests, "rate_limit_exceeded");

        (await client.AddReply(id, new { body = "1" })).Expect(HttpStatusCode.Created);
        (await client.AddReply(id, new { body = "2" })).Expect(HttpStatusCode.Created);
        var third = await client.AddReply(id, new { body = "3" });
        third.ExpectProblem(HttpStatusCode.TooManyRequests, "rate_limit_exceeded");
        Assert.Equal("2;w=60", third.Header("RateLimit-Policy"));

        var update = await client.UpdateTicket(id, new { subject = "Renamed" });
        Assert.Equal("50", update.Expect(HttpStatusCode.OK).Header("RateLimit-Limit"));
        (await client.GetTicket(id)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_token_s_use_is_not_another_s()
    {
        var (one, other) = (await hub.Host.WithScopes("tickets:read"), await hub.Host.WithScopes("tickets:read"));
        for (var count = 0; count < 5; count++)
            await one.ListTickets();

        (await one.ListTickets()).Expect(HttpStatusCode.TooManyRequests);
        (await other.ListTickets()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_has_its_own_limit_for_each_kind_of_request()
    {
        var made = await hub.Admin.CreateToken(new { name = "Busy", requests_per_minute = 7 });
        Assert.Equal(7, (int)made.Expect(HttpStatusCode.Created).Data["requests_per_minute"]!);
        var client = hub.Host.As((string)made.Json["token"]!);
        for (var count = 0; count < 7; count++)
            (await client.ListTickets()).Expect(HttpStatusCode.OK);

        var eighth = await client.ListTickets();
        eighth.ExpectProblem(HttpStatusCode.TooManyRequests, "rate_limit_exceeded");
        Assert.Equal("7", eighth.Header("RateLimit-Limit"));
        Assert.Equal("7", (await client.CreateTicket()).Expect(HttpStatusCode.Created).Header("RateLimit-Limit"));
        // A token that it makes may have no more.
        (await client.CreateToken(new { name = "Child", requests_per_minute = 8 })).ExpectInvalid(
            "requests_per_minute"
        );
        var child = await client.CreateToken(new { name = "Child" });
        Assert.Equal(7, (int)child.Expect(HttpStatusCode.Created).Data["requests_per_minute"]!);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    public async Task A_limit_that_is_none_is_refused(int limit) =>
        (await hub.Admin.CreateToken(new { name = "None", requests_per_minute = limit })).ExpectInvalid(
            "requests_per_minute"
        );

    [Fact]
    public async Task A_refused_scope_uses_up_the_allowance_too()
    {
        var client = await hub.Host.WithScopes("kb:read");

        for (var count = 0; count < 4; count++)
            (await client.ListTickets()).Expect(HttpStatusCode.Forbidden);

        (await client.ListTickets()).Expect(HttpStatusCode.TooManyRequests);
    }

    private static (string?, string?, string?, string?) Headers(Answer answer) =>
        (
            answer.Header("RateLimit-Limit"),
            answer.Header("RateLimit-Remaining"),
            answer.Header("RateLimit-Reset"),
            answer.Header("RateLimit-Policy")
        );
}

/// <summary>A hub that gives an organization less than its tokens could use up.</summary>
public sealed class HubWithSharedLimit : HubWithFakeClock
{
    private protected override Task<HubHost> StartHost() =>
        StartHost([
            "--RateLimits:Enabled=true",
            "--RateLimits:Organization=8",
            "--RateLimits:MostPerToken=5",
            "--RateLimits:Read=5",
        ]);
}

public sealed class OrganizationLimitTests(HubWithSharedLimit hub) : IClassFixture<HubWithSharedLimit>
{
    [Fact]
    public async Task Tokens_of_one_organization_have_no_more_together_and_take_nothing_from_another()
    {
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        var one = await hub.Host.WithScopes("tickets:read");
        var provider = await ScimHub.Provider(hub.Host, hub.Admin, "Okta");
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var count = 0; count < 5; count++)
            (await one.ListTickets()).Expect(HttpStatusCode.OK);
        // What the token may not do any more is not the organization's.
        (await one.ListTickets()).ExpectProblem(HttpStatusCode.TooManyRequests, "rate_limit_exceeded");
        for (var count = 0; count < 3; count++)
            (await provider.Get("/Users")).Ok();

        var refused = await hub.Admin.ListTickets();
        refused.ExpectProblem(HttpStatusCode.TooManyRequests, "organization_rate_limit_exceeded");
        Assert.Equal("60", refused.Header("Retry-After"));
        Assert.Equal("60", (await provider.Get("/Users")).ExpectError(429).Header("Retry-After"));
        var neighbour = await hub.Host.OpenOrganization("OTHER");
        (await neighbour.ListTickets()).Expect(HttpStatusCode.OK);
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        (await hub.Admin.ListTickets()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_may_not_be_given_more_than_the_ceiling()
    {
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        var asked = new { name = "Greedy", requests_per_minute = 6 };
        (await hub.Admin.CreateToken(asked)).ExpectInvalid("requests_per_minute");
        (await hub.Admin.Send(HttpMethod.Post, "/api/v1/scim-tokens", asked)).ExpectInvalid("requests_per_minute");
    }
}

public sealed class NoRateLimitTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Switched_off_nothing_is_counted() =>
        Assert.Null((await hub.Admin.ListTickets()).Header("RateLimit-Limit"));
}
