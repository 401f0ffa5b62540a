using System.Net;
using Hub.Tests.Hosting;

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

public sealed class NoRateLimitTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Switched_off_nothing_is_counted() =>
        Assert.Null((await hub.Admin.ListTickets()).Header("RateLimit-Limit"));
}
