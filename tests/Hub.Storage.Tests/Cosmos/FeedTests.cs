using System.Text;
using System.Text.Json.Nodes;
using Hub.Delivery.SettingAside;
using Hub.Domain;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.LocalCloud.Cosmos;
using Hub.LocalCloud.Cosmos.Faults;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Documents;
using Hub.Storage.Tests.Conformance;

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
    public async Task Items_that_cannot_be_read_hold_up_nothing_behind_them_and_are_listed()
    {
        var before = await Commit(0, 10);
        await Inject("event-broken", ItemNames.EventType, """{"id": 7}""");
        await Inject("event-deep", ItemNames.EventType, new string('[', 100) + new string(']', 100));
        await Inject("timer-broken", ItemNames.TimerType, "1");
        var after = await Commit(10, 10);

        await using var relay = new Relayed(cosmos.Hub);
        await relay.Has([.. before, .. after]);

        var listed = await Eventually(3);
        Assert.Equal(
            ["event p0/event-broken", "event p0/event-deep", "timer p0/timer-broken"],
            listed.Select(one => $"{one.Sort} {one.Place}").Order()
        );
        Assert.False(cosmos.Hub.Feeding.IsStuck);
    }

    [Fact]
    public async Task Lists_and_replays_leave_out_what_cannot_be_read()
    {
        var (one, other) = (Thing.Happened(), Thing.Happened());
        foreach (var (id, happened) in new[] { ("a", one), ("b", other) })
            await cosmos.Store.Commit(Thing.Change(Thing.Put(id, new Thing())) with { Events = [happened] }, default);
        await Spoil(ItemId.Document(Thing.Document, "a"), Thing.Partition);
        await Spoil(ItemId.Event(one.Id), Thing.Partition);

        var page = await cosmos.Store.Query(Thing.Document, Thing.Acme, new(), default);
        var replayed = new List<Guid>();
        await foreach (var happened in cosmos.Hub.Events.Since(Thing.Acme, DateTimeOffset.UnixEpoch, default))
            replayed.Add(happened.Id);

        Assert.Equal("b", Assert.Single(page.Items).Id);
        Assert.Equal([other.Id], replayed);
        Assert.Null(await cosmos.Hub.Events.Get(EventReference.Of(one), default));
        Assert.Equal(2, (await Eventually(2)).Count);
    }

    [Fact]
    public void A_feed_that_cannot_hand_over_says_so_until_it_can()
    {
        var clock = new ManualTime();
        var health = new FeedHealth(clock);

        health.Begun("1");
        health.Failed("1");
        health.Begun("2");
        clock.Advance(FeedHealth.Patience + TimeSpan.FromSeconds(1));
        health.Progressed();
        health.Moved("2");

        Assert.True(health.IsStuck);
        health.Moved("1");
        Assert.False(health.IsStuck);
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

    /// <summary>An item that no hub of today would write, in the organization's partition p0.</summary>
    private async Task Inject(string id, string type, string body)
    {
        await cosmos.Store.Commit(Thing.In(Thing.Acme, "p0", Thing.Put($"before-{id}", new Thing())), default);
        var core = await cosmos.Hub.Account.Core(default);
        var item = $$"""
            {"id": "{{id}}", "organizationId": "{{Thing.Acme.Value}}", "partition": "p0", "type": "{{type}}",
             "commit": "{{Guid.NewGuid()}}", "n": 0, "body": {{body}}}
            """;
        using var written = await core.CreateItemStreamAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(item)),
            Keys.Of(Thing.Acme, "p0")
        );
        Assert.True(written.IsSuccessStatusCode, written.ErrorMessage);
    }

    /// <summary>The item's body is a number from now on.</summary>
    private async Task Spoil(string id, string partition)
    {
        var core = await cosmos.Hub.Account.Core(default);
        var key = Keys.Of(Thing.Acme, partition);
        using var found = await core.ReadItemStreamAsync(id, key);
        var item = JsonNode.Parse(found.Content)!.AsObject();
        item["body"] = 7;
        using var written = await core.ReplaceItemStreamAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(item.ToJsonString())),
            id,
            key
        );
        Assert.True(written.IsSuccessStatusCode, written.ErrorMessage);
    }

    private async Task<IReadOnlyList<SetAsideItem>> Eventually(int many)
    {
        using var patience = new CancellationTokenSource(LocalCosmos.WaitLimit);
        while (true)
        {
            var page = await cosmos.Store.Query(SetAsideItem.Document, Thing.Acme, new(), patience.Token);
            if (page.Items.Count >= many)
                return [.. page.Items.Select(one => one.Value)];
        }
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
