using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Reports;
using Hub.Ports.Store;
using Hub.Reports;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Reports;

/// <summary>The counters are what a recount of the tickets comes to, however they came to be.</summary>
public sealed class RecountTests(HubWithReports hub) : IClassFixture<HubWithReports>
{
    private static readonly string[] Policies = ["first_response_minutes", "resolution_minutes"];

    [Fact]
    public async Task Whatever_is_done_to_tickets_the_counters_follow()
    {
        foreach (var target in Policies)
            await hub.Admin.Send(
                HttpMethod.Post,
                "/api/v1/sla/policies",
                new Dictionary<string, object> { ["name"] = target, [target] = 60 }
            );
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(15).WithEndSize(40),
            Prop.ForAll(RandomActs.Some.ToArbitrary(), acts =>
            {
                hub.Do(acts).GetAwaiter().GetResult();
                AssertCounted().GetAwaiter().GetResult();
            })
        );
    }

    [Fact]
    public async Task What_is_handed_over_again_is_counted_once()
    {
        var counting = Service<ReportCounting>();
        var place = (await counting.Progress(CancellationToken.None))!.Value.Place;
        var ticket = await hub.Admin.NewTicket();
        await hub.Admin.UpdateTicket(ticket, new { status = "resolved" });
        for (var times = 0; times < 3; times++)
        for (var (at, isEnd) = (place, false); !isEnd; )
        {
            var page = await counting.Follow(at, CancellationToken.None);
            (at, isEnd) = (page.Place, page.IsEnd);
        }

        await AssertCounted();
    }

    [Fact]
    public async Task Two_who_count_at_once_count_nothing_twice()
    {
        for (var number = 0; number < 20; number++)
            await hub.Admin.UpdateTicket(await hub.Admin.NewTicket(), new { status = "resolved" });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(hub.Counted)));

        await AssertCounted();
    }

    [Fact]
    public async Task A_number_that_is_wrong_is_found_and_a_rebuild_mends_it()
    {
        await hub.Admin.NewTicket();
        await hub.Counted();
        var organization = await hub.Host.OrganizationOf(hub.Admin);
        var partition = await Service<ReportBook>().PartitionOf(organization, CancellationToken.None);
        var day = (
            await hub.Host.Store.Query(
                ReportDocuments.Day,
                OrganizationId.Hub,
                new Query { Partition = partition, Limit = 1 },
                CancellationToken.None
            )
        ).Items[0];
        await hub.Host.Store.Commit(
            new Commit(OrganizationId.Hub, partition)
            {
                Changes =
                [
                    new Put<CountedSpan>(
                        ReportDocuments.Day,
                        day.Id,
                        day.Value with
                        {
                            Counts = [],
                        },
                        Expected.Anything
                    ),
                ],
            },
            CancellationToken.None
        );

        Assert.NotEmpty(await Differences());
        await Service<ReportRecounting>().Rebuild(organization, CancellationToken.None);
        Assert.Empty(await Differences());
    }

    [Fact]
    public async Task Days_that_begin_elsewhere_are_counted_anew()
    {
        var neighbour = await hub.Host.OpenOrganization("TOKYO");
        await neighbour.NewTicket();
        await hub.Counted();

        (
            await neighbour.Send(HttpMethod.Put, "/api/v1/alerts/settings", new { time_zone = "Pacific/Kiritimati" })
        ).Expect(HttpStatusCode.OK);
        var report = await Wait.For(
            async () =>
            {
                await hub.Counted();
                return (await neighbour.Report("volume")).Data;
            },
            data => (string)data["time_zone"]! == "Pacific/Kiritimati" && !(bool)data["building"]!
        );

        var today = DateOnly.FromDateTime(hub.Clock.GetUtcNow().AddHours(14).DateTime);
        Assert.Equal($"{today:yyyy-MM-dd}", (string)report["to"]!);
        Assert.Equal(1, (int)report["total"]!["created"]!);
        Assert.Empty(await Differences(neighbour));
    }

    [Fact]
    public async Task A_target_that_was_met_before_there_was_one_is_counted()
    {
        var own = await hub.Host.OpenOrganization("LATER");
        await own.AddReply(await own.NewTicket(), new { body = "On it" });
        await hub.Counted();
        var policy = new { name = "Later", first_response_minutes = 60 };
        (await own.Send(HttpMethod.Post, "/api/v1/sla/policies", policy)).Expect(HttpStatusCode.Created);

        await Wait.For(
            async () => (int)(await own.Report("sla")).Data["total"]!["first_response_met"]!,
            met => met == 1
        );
        Assert.Empty(await Differences(own));
    }

    private T Service<T>()
        where T : class => hub.Host.App.Services.GetRequiredService<T>();

    private async Task<IReadOnlyList<CountDifference>> Differences(HubClient? client = null) =>
        (
            await Service<ReportRecounting>()
                .Verify(await hub.Host.OrganizationOf(client ?? hub.Admin), CancellationToken.None)
        ).Differences;

    /// <summary>Deadlines may pass meanwhile.</summary>
    private async Task AssertCounted() =>
        await Wait.For(
            async () =>
            {
                await hub.Counted();
                return await Differences();
            },
            differences => differences.Count == 0
        );
}
