using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Access;

/// <summary>When the issuer is asked for its keys, and what holds while it has none.</summary>
public sealed class EntraKeyTests
{
    [Fact]
    public async Task Keys_are_fetched_with_the_first_token_and_not_before_nor_again()
    {
        await using var hub = await Start();
        (await hub.Admin.ListTickets()).Expect(HttpStatusCode.OK);
        (await hub.Host.As("1|wrong").ListTickets()).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal(0, hub.Issuer.KeyRequests);

        for (var request = 0; request < 3; request++)
            (await hub.As(hub.OfApplication("Helpdesk.Agent")).ListTickets()).Expect(HttpStatusCode.OK);
        Assert.Equal(1, hub.Issuer.KeyRequests);
    }

    [Fact]
    public async Task A_key_that_was_rolled_is_found_and_the_old_one_ends()
    {
        await using var hub = await Start();
        var old = hub.As(hub.OfApplication("Helpdesk.Agent"));
        (await old.ListTickets()).Expect(HttpStatusCode.OK);

        hub.Issuer.RollKey();
        var rolled = hub.As(hub.OfApplication("Helpdesk.Agent"));
        await Wait.For(() => rolled.ListTickets(), answer => answer.Status == HttpStatusCode.OK);

        Assert.Equal(2, hub.Issuer.KeyRequests);
    }

    [Fact]
    public async Task A_storm_of_unknown_keys_asks_the_issuer_next_to_nothing()
    {
        await using var hub = await Start();
        (await hub.As(hub.OfApplication("Helpdesk.Agent")).ListTickets()).Expect(HttpStatusCode.OK);

        for (var guess = 0; guess < 100; guess++)
            (
                await hub.Host.As(hub.Issuer.Sign(hub.OfApplication("Helpdesk.Owner"), $"guess-{guess}")).ListTickets()
            ).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");

        Assert.InRange(hub.Issuer.KeyRequests, 1, 2);
        (await hub.As(hub.OfApplication("Helpdesk.Agent")).ListTickets()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_issuer_that_is_down_is_an_outage_and_not_a_wrong_token()
    {
        await using var hub = await Start();
        hub.Issuer.IsDown = true;
        var client = hub.As(hub.OfApplication("Helpdesk.Agent"));

        var answer = await client.ListTickets();
        hub.Issuer.IsDown = false;

        answer.ExpectProblem(HttpStatusCode.ServiceUnavailable, "sign_in_unavailable");
        Assert.Equal("5", answer.Header("Retry-After"));
        await Wait.For(() => client.ListTickets(), later => later.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Switched_off_a_token_of_an_issuer_is_a_wrong_one()
    {
        await using var issuer = await LocalIssuer.Start();
        await using var host = await HubHost.Start($"--Entra:Instance={issuer.Root}");

        (await host.As(issuer.Sign([])).ListTickets()).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal(0, issuer.KeyRequests);
    }

    private static async Task<HubWithEntra> Start()
    {
        var hub = new HubWithEntra();
        await hub.InitializeAsync();
        return hub;
    }
}

public sealed class HubWithEntraAndLimits : HubWithEntra
{
    private protected override string[] Settings =>
        ["--RateLimits:Enabled=true", "--RateLimits:FailedAuthentication=3", "--RateLimits:Read=4"];
}

/// <summary>How often somebody with a token of Entra ID may ask, and somebody with a wrong one.</summary>
public sealed class EntraLimitTests(HubWithEntraAndLimits hub) : IClassFixture<HubWithEntraAndLimits>
{
    [Fact]
    public async Task Each_application_and_each_person_has_an_allowance_of_their_own_whatever_the_token()
    {
        var (ada, grace) = (Guid.NewGuid(), Guid.NewGuid());
        for (var request = 0; request < 4; request++)
            (await Person(ada).ListTickets()).Expect(HttpStatusCode.OK);

        hub.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Person(ada).ListTickets()).ExpectProblem(HttpStatusCode.TooManyRequests, "rate_limit_exceeded");
        Assert.Equal("3", Left(await Person(grace).ListTickets()));
        Assert.Equal("3", Left(await hub.As(hub.OfApplication("Helpdesk.Agent")).ListTickets()));

        HubClient Person(Guid id) => hub.As(hub.OfPerson(id, "nobody@company.com", "access", "Helpdesk.Agent"));
        static string? Left(Answer answer) => answer.Header("RateLimit-Remaining");
    }

    [Fact]
    public async Task Wrong_tokens_have_to_wait_while_good_ones_from_the_same_address_go_on()
    {
        var claims = hub.OfApplication("Helpdesk.Agent");
        claims["aud"] = "somebody else";
        var wrong = hub.As(claims);
        for (var count = 0; count < 3; count++)
            (await wrong.ListTickets()).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");

        var held = await wrong.ListTickets();
        var good = await hub.As(hub.OfPerson(Guid.NewGuid(), "x@y.z", "access", "Helpdesk.Agent")).ListTickets();
        hub.Clock.Advance(TimeSpan.FromMinutes(1));

        held.ExpectProblem(HttpStatusCode.TooManyRequests, "too_many_failures");
        good.Expect(HttpStatusCode.OK);
        (await wrong.ListTickets()).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }
}

public sealed class EntraOptionsTests
{
    private const string Id = HubWithEntra.Tenant;

    [Theory]
    [InlineData(
        "Entra:TenantId",
        "contoso",
        "Entra:TenantId must be a tenant's id (a GUID) or organizations, not 'contoso'."
    )]
    [InlineData(
        "Entra:TenantId",
        "organizations",
        "Entra:Organizations must list tenants when Entra:TenantId is organizations."
    )]
    [InlineData("Entra:ClientId", "", "Entra:ClientId must be an application's id (a GUID), not ''.")]
    [InlineData(
        "Entra:Instance",
        "http://login.example.com",
        "Entra:Instance must be an https address, not 'http://login.example.com'."
    )]
    [InlineData("Entra:Audience", "a b", "Entra:Audience must be one audience, without spaces.")]
    [InlineData("Entra:Roles:0:Name", "Agent", "Entra:Roles:0:Abilities must list abilities, or be * for all.")]
    [InlineData("Entra:Scopes:0:Abilities", "*", "Entra:Scopes:0:Name must name an app role or scope.")]
    [InlineData(
        "Entra:Organizations:0:Tenant",
        Id,
        "Entra:Organizations:0:Prefix must be the prefix of an organization."
    )]
    public async Task A_bad_value_stops_the_start_with_a_line_that_names_the_key(
        string key,
        string value,
        string line
    ) => Assert.Equal(line, await RefusalWith($"--{key}={value}"));

    [Fact]
    public async Task An_ability_that_is_none_is_named() =>
        Assert.StartsWith(
            "Entra:Roles:0:Abilities has 'tickets:destroy', which is no ability; there are admin:read, ",
            await RefusalWith("--Entra:Roles:0:Name=Agent", "--Entra:Roles:0:Abilities=tickets:read,tickets:destroy")
        );

    [Fact]
    public async Task Good_values_start_without_a_request_to_anybody() =>
        Assert.Null(await RefusalWith("--Entra:Instance=https://login.invalid"));

    private static async Task<string?> RefusalWith(params string[] settings)
    {
        var folder = HubHost.NewFolder();
        try
        {
            await using var app = HubHost.Create(
                folder,
                null,
                ["--Entra:Enabled=true", $"--Entra:TenantId={Id}", $"--Entra:ClientId={Id}", .. settings]
            );
            var failure = await Record.ExceptionAsync(() => HubApplication.Prepare(app));
            return failure is null ? null : StartRefusal.Explain(failure);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
