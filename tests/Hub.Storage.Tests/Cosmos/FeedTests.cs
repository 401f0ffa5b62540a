using System.Text;
using Hub.Domain;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.LocalCloud.Cosmos;
using Hub.LocalCloud.Cosmos.Faults;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Cosmos;

public sealed class FeedTests : IAsyncLifetime
{
    private LocalCosmos cosmos = null!;

    public async ValueTask InitializeAsync() => cosmos = await LocalCosmos.Start();

    public ValueTask DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task Every_event_is_handed_over_in_the_order_of_its_partition()
    {
        var events = await Commit(0, 30);
        await using var relay = new Relayed(cosmos.Hub);

        events.AddRange(await Commit(30, 30));
        await relay.Has(events);

        AssertInOrder(events, relay.Seen);
    }

    [Fact]
    public async Task Two_hubs_share_the_feed_and_one_goes_on_alone()
    {
        await using var one = new Relayed(cosmos.Hub);
        var first = await Commit(0, 30);
        await one.Has(first);
        await using var two = new Relayed(cosmos.NewHub());

        // Goes on until the second hub has got some of them: it has leases then.
        var all = new List<HubEvent>(first);
        while (two.Seen.IsEmpty)
        {
            all.AddRange(await Commit(all.Count, 10));
            await Relayed.Have(all, one, two);
        }
        await one.DisposeAsync();
        all.AddRange(await Commit(all.Count, 30));
        await Relayed.Have(all, one, two);

        AssertInOrder(all.Skip(all.Count - 30).ToList(), two.Seen);
    }

    [Fact]
    public async Task A_batch_whose_relay_failed_comes_again_with_the_next_run()
    {
        var events = await Commit(0, 5);
        var outage = new IOException("The log is away.");

        var thrown = await Assert.ThrowsAsync<IOException>(() =>
            cosmos.Hub.Feed.Run((_, _) => throw outage, CancellationToken.None).WaitAsync(LocalCosmos.WaitLimit)
        );

        Assert.Same(outage, thrown);
        await using var relay = new Relayed(cosmos.Hub);
        await relay.Has(events);
    }

    [Fact]
    public async Task A_split_loses_nothing_and_keeps_the_order()
    {
        await using var relay = new Relayed(cosmos.Hub);
        var events = await Commit(0, 30);
        await relay.Has(events);

        cosmos.SplitAll();
        events.AddRange(await Commit(30, 30));
        cosmos.SplitAll();
        events.AddRange(await Commit(60, 30));

        await relay.Has(events);
        AssertInOrder(events, relay.Seen);
    }

    [Fact]
    public async Task Trouble_of_the_service_only_delays()
    {
        await using var relay = new Relayed(cosmos.Hub);
        await relay.Has(await Commit(0, 10));
        cosmos.Host.Faults.Chance(0.2, Fault.Throttled(TimeSpan.FromMilliseconds(2)), CosmosOperation.ChangeFeed);
        cosmos.Host.Faults.Chance(0.1, Fault.Unavailable(), container: "leases", seed: 2);
        cosmos.Host.Faults.Chance(0.1, Fault.Unavailable(), CosmosOperation.ChangeFeed, seed: 3);

        await relay.Has(await Commit(10, 60));
    }

    [Fact]
    public async Task Timers_of_a_commit_go_to_the_queue()
    {
        var due = new DateTimeOffset(2027, 5, 1, 12, 0, 0, TimeSpan.Zero);
        var message = new QueueMessage("sla-1", "timers", due, Encoding.UTF8.GetBytes("{\"a\":1}"));
        await cosmos.Store.Commit(
            Thing.Change(Thing.Put("a", new Thing())) with
            {
                Timers = [message, message with { Id = "sla-2" }],
                Events = [Thing.Happened()],
            },
            default
        );

        await using var relay = new Relayed(cosmos.Hub);
        await relay.HasAny();

        var queued = cosmos.Hub.Queue.Messages.ToList();
        Assert.Equal(["sla-1", "sla-2"], queued.Select(one => one.Id).Distinct());
        Assert.Equal((due, "timers"), (queued[0].Due, queued[0].Lane));
        Assert.Equal(message.Body.ToArray(), queued[0].Body.ToArray());
    }

    private async Task<List<HubEvent>> Commit(int from, int count)
    {
        var events = new List<HubEvent>();
        for (var i = from; i < from + count; i += 2)
        {
            // An organization's partitions start out together: several of them make several leases worth having.
            var (organization, partition) = (new OrganizationId(NamedGuid.Of(Guid.Empty, $"o{i % 14}")), $"p{i % 4}");
            HubEvent[] pair = [Thing.Happened(partition, organization), Thing.Happened(partition, organization)];
            var commit = Thing.In(organization, partition, Thing.Put($"t{i}", new Thing())) with { Events = pair };
            Assert.IsType<CommitResult.Done>(await cosmos.Store.Commit(commit, default));
            events.AddRange(pair);
        }
        return events;
    }

    /// <summary>What comes again may come late; the first time is in order.</summary>
    private static void AssertInOrder(IReadOnlyList<HubEvent> events, IEnumerable<HubEvent> seen)
    {
        var wanted = events.Select(one => one.Id).ToHashSet();
        var first = seen.Where(one => wanted.Contains(one.Id)).DistinctBy(one => one.Id).ToLookup(Place);
        foreach (var partition in events.GroupBy(Place))
            Assert.Equal(partition.Select(one => one.Id), first[partition.Key].Select(one => one.Id));

        static (OrganizationId, string) Place(HubEvent happened) => (happened.Organization, happened.Partition);
    }
}
