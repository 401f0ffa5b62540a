using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;

namespace Hub.Tests.Access;

/// <summary>A hub that has patience with three wrong tokens a minute, behind a proxy on this machine.</summary>
public sealed class HubWithBrake : HubWithFakeClock
{
    private int addresses;

    /// <summary>One that no test of this hub has had: what a test fails at must not count against another.</summary>
    public string NewAddress() => $"203.0.1.{Interlocked.Increment(ref addresses)}";

    private protected override Task<HubHost> StartHost() =>
        StartHost([
            "--RateLimits:Enabled=true",
            "--RateLimits:FailedAuthentication=3",
            "--RateLimits:Read=10000",
            "--RateLimits:Write=10000",
            "--RateLimits:Scim=10000",
            "--Hub:TrustedProxies:0=127.0.0.0/8",
            "--Hub:TrustedProxies:1=10.1.1.1",
        ]);
}

/// <summary>Whoever sends wrong tokens is told to wait; whoever has a right one never is.</summary>
public sealed class AuthenticationThrottleTests(HubWithBrake hub) : IClassFixture<HubWithBrake>
{
    [Fact]
    public async Task Wrong_tokens_have_to_wait_for_a_minute()
    {
        var from = hub.NewAddress();
        for (var count = 0; count < 3; count++)
            (await Guess(from)).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");

        var braked = await Guess(from);
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        var later = await Guess(from);

        braked.ExpectProblem(HttpStatusCode.TooManyRequests, "too_many_failures");
        Assert.Equal("60", braked.Header("Retry-After"));
        later.ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Right_ones_from_the_same_address_pass_known_or_new()
    {
        var from = hub.NewAddress();
        var fresh = (string)(await hub.Admin.CreateToken(new { name = "Fresh" })).Json["token"]!;
        var provider = await ScimHub.Provider(hub.Host, hub.Admin, "Fresh");
        (await Get(HubHost.FirstToken, from)).Expect(HttpStatusCode.OK);
        await Exhaust(from);

        (await Get(HubHost.FirstToken, from)).Expect(HttpStatusCode.OK);
        (await Get(fresh, from)).Expect(HttpStatusCode.OK);
        (await provider.Get("/Users", ("X-Forwarded-For", from))).Ok();
        (await hub.Host.As(fresh).Get("/scim/v2/Users", ("X-Forwarded-For", from))).ExpectError(429);
        (await Guess(from)).Expect(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_token_in_steady_use_passes_while_its_last_use_is_written_down()
    {
        var from = hub.NewAddress();
        var made = await hub.Admin.CreateToken(new { name = "Steady" });
        var steady = (string)made.Json["token"]!;
        var version = (await hub.Admin.Get(made.Header("Location")!)).ETag;
        (await Get(steady, from)).Expect(HttpStatusCode.OK);
        object? used = null;
        while (used is null)
        {
            hub.Clock.Advance(TimeSpan.FromSeconds(10));
            await Exhaust(from);
            (await Get(steady, from)).Expect(HttpStatusCode.OK);
            used = (await hub.Admin.Get(made.Header("Location")!)).Data["last_used_at"];
        }

        (await Get(steady, from)).Expect(HttpStatusCode.OK);
        Assert.Equal(version, (await hub.Admin.Get(made.Header("Location")!)).ETag);
    }

    [Fact]
    public async Task Identity_providers_with_wrong_tokens_have_to_wait_too_in_SCIM_s_form()
    {
        var from = hub.NewAddress();
        for (var count = 0; count < 3; count++)
            (await Wrong()).ExpectError(401);
        var braked = await Wrong();

        Assert.Equal("60", braked.ExpectError(429).Header("Retry-After"));
        (await hub.Host.As("scim_wrong").Get("/scim/v2/Me", ("X-Forwarded-For", from))).ExpectError(429);

        Task<Answer> Wrong() => hub.Host.As("scim_wrong").Get("/scim/v2/Users", ("X-Forwarded-For", from));
    }

    [Fact]
    public async Task One_client_behind_the_proxy_locks_out_no_other()
    {
        await Exhaust(hub.NewAddress());

        (await Guess(hub.NewAddress())).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Only_what_trusted_proxies_say_of_the_client_counts()
    {
        var client = hub.NewAddress();
        await Exhaust(client);

        // The client's own words stand before those of the proxies.
        (await Guess($"203.0.113.99, {client}")).Expect(HttpStatusCode.TooManyRequests);
        (await Guess($"{client}, 10.1.1.1")).Expect(HttpStatusCode.TooManyRequests);
        (await Guess($"{client}, {hub.NewAddress()}")).Expect(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("2001:db8:1:1::1", "2001:db8:1:1:ffff::2", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:198.51.100.7", "198.51.100.7", true)]
    [InlineData("198.51.100.8", "198.51.100.9", false)]
    public async Task An_address_of_IPv6_is_one_with_its_network_of_64_bits(string one, string other, bool same)
    {
        await Exhaust(one);

        (await Guess(other)).Expect(same ? HttpStatusCode.TooManyRequests : HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Guesses_at_one_token_from_everywhere_have_to_wait_and_the_token_does_not()
    {
        var made = await hub.Admin.CreateToken(new { name = "Guessed at" });
        for (var count = 0; count < 3; count++)
            (await Get($"{made.Id}|guess{count}", hub.NewAddress())).Expect(HttpStatusCode.Unauthorized);

        (await Get($"{made.Id}|guess", hub.NewAddress())).ExpectProblem(
            HttpStatusCode.TooManyRequests,
            "too_many_failures"
        );
        (await Get((string)made.Json["token"]!, hub.NewAddress())).Expect(HttpStatusCode.OK);
    }

    private Task<Answer> Guess(string from) => Get("999999|guess", from);

    private Task<Answer> Get(string token, string from) =>
        hub.Host.As(token).Get("/api/v1/tickets", ("X-Forwarded-For", from));

    private async Task Exhaust(string from)
    {
        while ((await Guess(from)).Status != HttpStatusCode.TooManyRequests) { }
    }
}

public sealed class UntrustedProxyTests
{
    [Fact]
    public async Task Without_trusted_proxies_nobody_may_say_who_they_are()
    {
        await using var host = await HubHost.Start("--RateLimits:Enabled=true", "--RateLimits:FailedAuthentication=1");
        var guess = host.As("1|guess");

        (await guess.Get("/api/v1/tickets", ("X-Forwarded-For", "203.0.113.1"))).Expect(HttpStatusCode.Unauthorized);
        (await guess.Get("/api/v1/tickets", ("X-Forwarded-For", "203.0.113.2"))).Expect(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_stops_the_start()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => HubHost.Start("--Hub:TrustedProxies:0=proxy"));

        Assert.Contains("Hub:TrustedProxies", StartRefusal.Explain(failure));
    }
}
