using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Audit;

/// <summary>How long entries are kept, and where a request is said to have come from.</summary>
public sealed class AuditTrailTests
{
    private const string Log = "/api/v1/audit-log?subject_type=department";

    [Fact]
    public async Task Behind_a_trusted_proxy_the_address_is_the_clients()
    {
        await using var hub = await HubHost.Start("--Hub:TrustedProxies:0=127.0.0.0/8");

        await hub.Admin.CreateDepartment(new { name = "Proxied" }, ("X-Forwarded-For", "203.0.113.7"));

        Assert.Equal("203.0.113.7", (string)(await hub.Admin.Get(Log)).Items[0]!["address"]!);
    }

    [Fact]
    public async Task What_the_hub_makes_at_its_first_start_is_told_as_its_own_doing()
    {
        await using var hub = await HubHost.Start();

        var entry = (await hub.Admin.Get(Log)).Items[0]!;

        Assert.Equal("system", (string)entry["actor"]!["type"]!);
        Assert.Null(entry["address"]);
    }

    [Fact]
    public async Task Old_entries_go_when_their_days_are_over()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var hub = await HubHost.StartIn(
            null,
            builder =>
                Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(
                    builder.Services,
                    clock
                ),
            "--Audit:KeepDays=2"
        );
        await hub.Admin.CreateDepartment(new { name = "Old" });
        clock.Advance(TimeSpan.FromDays(1.5));
        await hub.Admin.CreateDepartment(new { name = "Young" });
        clock.Advance(TimeSpan.FromDays(1));

        var end = clock.GetUtcNow().AddHours(20);
        var kept = await Wait.For(
            () =>
            {
                if (clock.GetUtcNow() < end)
                    clock.Advance(TimeSpan.FromMinutes(10));
                return hub.Admin.Get(Log);
            },
            answer => answer.Expect(HttpStatusCode.OK).Items.Count == 1
        );

        Assert.Equal(
            "Young",
            (string)kept.Items[0]!["changes"]!.AsArray().Single(one => (string)one!["field"]! == "name")!["to"]!
        );
    }

    [Fact]
    public async Task A_number_of_days_that_makes_no_sense_stops_the_start()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => HubHost.Start("--Audit:KeepDays=0"));

        Assert.Contains("Audit:KeepDays", StartRefusal.Explain(failure));
    }
}
