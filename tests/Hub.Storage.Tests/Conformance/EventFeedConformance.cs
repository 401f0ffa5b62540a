using System.Threading.Channels;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Actor = Hub.Domain.Events.Actor;
using HubEvent = Hub.Domain.Events.HubEvent;

namespace Hub.Storage.Tests.Conformance;

/// <summary>What every event feed and event log does.</summary>
public abstract class EventFeedConformance(Func<Task<IEngine>> start) : Conformance(start)
{
    [Fact]
    public async Task Events_are_handed_over_as_they_were_written_and_in_the_order_of_commits()
    {
        await using var relay = Relay();
        var written = await Happen(50);

        Assert.Equal(written, await relay.Take(50));
        var one = Happening() with { Changes = [new("subject", default, default)] };
        one = one with { Changes = null, Actor = new Actor("agent", "7", "Ä \"B\" 🦊") };
        await Commit(Of() with { Events = [one] });
        Assert.Equal(one, await relay.TakeOne());
    }

    [Fact]
    public async Task Events_of_one_commit_keep_their_order()
    {
        await using var relay = Relay();
        var events = Enumerable.Range(0, 20).Select(_ => Happening()).ToArray();
        await Commit(Of() with { Events = events });
        Assert.Equal(events.Select(one => one.Id), await relay.Take(20));
    }

    [Fact]
    public async Task Events_written_while_nobody_listened_are_handed_over_first()
    {
        var before = await Happen(1_500);
        await using var relay = Relay();
        var after = await Happen(20);
        Assert.Equal([.. before, .. after], await relay.Take(1_520));
    }

    [Fact]
    public async Task A_slow_relay_misses_nothing()
    {
        using var slow = new SemaphoreSlim(0);
        await using var relay = Relay(before: () => slow.WaitAsync(Cancel));
        var written = new List<Guid>(await Happen(1));
        for (var round = 0; round < 20; round++)
            written.AddRange(await Happen(500));
        slow.Release(int.MaxValue);
        Assert.Equal(written, await relay.Take(written.Count));
    }

    [Fact]
    public async Task A_batch_whose_relay_failed_is_handed_over_again()
    {
        var written = await Happen(3);
        var failing = Engine.Feed.Run((_, _) => throw new InvalidDataException("relay"), Cancel);
        await Assert.ThrowsAsync<InvalidDataException>(() => failing);
        written.AddRange(await Happen(2));

        await using var relay = Relay();
        Assert.Equal(written, await relay.Take(5));
    }

    [Fact]
    public async Task A_crash_before_the_handover_is_over_repeats_it()
    {
        var seen = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var written = await Happen(3);
        var interrupted = Engine.Feed.Run(
            async (_, cancellation) =>
            {
                seen.TrySetResult();
                await never.Task.WaitAsync(cancellation);
            },
            stop.Token
        );
        await seen.Task;

        await Engine.Crash();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => interrupted);

        await using var relay = Relay();
        Assert.Equal(written, await relay.Take(3));
    }

    [Fact]
    public async Task After_a_crash_nothing_is_left_out_and_order_is_kept()
    {
        List<Guid> before;
        await using (var relay = Relay())
        {
            before = await Happen(5);
            await relay.Take(5);
            await Engine.Crash();
        }
        var after = await Happen(5);

        await using var again = Relay();
        var taken = new List<Guid>();
        while (!after.TrueForAll(taken.Contains))
            taken.Add((await again.TakeOne()).Id);

        Assert.Equal(after, taken[^5..]);
        Assert.Equal(before[^(taken.Count - 5)..], taken[..^5]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(2)]
    [InlineData(-7200)]
    public async Task What_is_committed_after_a_place_was_asked_for_is_not_before_it_whatever_the_clock_does(
        int seconds
    )
    {
        await using var relay = Relay();
        var place = await Engine.Feed.Position(Cancel);

        Time.Step(TimeSpan.FromSeconds(seconds));
        var written = await Happen(3);

        foreach (var id in written)
        {
            var committed = await relay.TakeCommitted();
            Assert.Equal(id, committed.Event.Id);
            Assert.True(committed.Position >= place);
        }
    }

    [Fact]
    public async Task Places_of_events_go_on_after_a_restart()
    {
        await using (var relay = Relay())
        {
            await Happen(3);
            await relay.Take(3);
        }
        var before = await Engine.Feed.Position(Cancel);

        await Engine.Restart();

        Assert.True(await Engine.Feed.Position(Cancel) >= before);
        await Happen(1);
        await using var again = Relay();
        var last = await again.TakeCommitted();
        Assert.True(last.Position >= before);
    }

    [Fact]
    public async Task What_was_committed_long_before_a_place_was_asked_for_is_before_it()
    {
        await using var relay = Relay();
        await Happen(1);
        var committed = await relay.TakeCommitted();

        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(committed.Position < await Engine.Feed.Position(Cancel));
    }

    [Fact]
    public async Task Who_keeps_a_place_of_their_own_is_told_where_things_happened_and_told_again()
    {
        await Happen(3);
        var begin = await Engine.Feed.After(null, Cancel);
        Assert.True(begin is { IsBegin: true, IsEnd: true, Notices: [] });
        await Happen(30);
        var other = new OrganizationId(Guid.NewGuid());
        await Commit(new Commit(other, Partition) { Events = [Happening(other)] });

        var (notices, place) = await Follow(begin.Place);
        Assert.Equal(30, notices.Count(one => one.Organization == Organization && one.Partition == Partition));
        Assert.Single(notices, one => one.Organization == other);
        Assert.Equal(31, (await Follow(begin.Place)).Notices.Count);
        Assert.Empty((await Follow(place)).Notices);

        await Engine.Crash();
        await Happen(1);
        Assert.Single((await Follow(place)).Notices);
        Assert.True((await Engine.Feed.After("another store's", Cancel)).IsBegin);
    }

    [Fact]
    public async Task A_run_ends_when_it_is_cancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var run = Engine.Feed.Run((_, _) => Task.CompletedTask, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task The_log_replays_an_organizations_events_from_a_time_on()
    {
        var (first, second) = (new List<HubEvent>(), new List<HubEvent>());
        var other = new OrganizationId(Guid.NewGuid());
        for (var minute = 0; minute < 1_200; minute++, Time.Advance(TimeSpan.FromMinutes(1)))
        {
            var happened = Happening();
            (minute < 100 ? first : second).Add(happened);
            await Commit(Of() with { Events = [happened] });
            if (minute % 100 == 0)
                await Commit(new Commit(other, Partition) { Events = [Happening(other)] });
        }

        Assert.Equal(second, await Since(Organization, second[0].At));
        Assert.Equal(first.Concat(second), await Since(Organization, DateTimeOffset.UnixEpoch));
        Assert.Empty(await Since(Organization, Time.GetUtcNow()));
        Assert.Equal(12, (await Since(other, DateTimeOffset.UnixEpoch)).Count);
    }

    [Fact]
    public async Task The_log_finds_one_event()
    {
        var happened = Happening();
        await Commit(Of() with { Events = [happened] });

        Assert.Equal(happened, await Engine.Log.Get(EventReference.Of(happened), Cancel));
        Assert.Null(await Engine.Log.Get(EventReference.Of(Happening()), Cancel));
        var foreign = EventReference.Of(happened) with { Organization = new(Guid.NewGuid()) };
        Assert.Null(await Engine.Log.Get(foreign, Cancel));
    }

    [Fact]
    public async Task An_event_is_found_by_its_id_alone_and_only_in_its_organization()
    {
        var happened = Happening();
        await Commit(Of() with { Events = [happened] });

        Assert.Equal(happened, await Engine.Log.Find(happened.Organization, happened.Id, Cancel));
        Assert.Null(await Engine.Log.Find(new(Guid.NewGuid()), happened.Id, Cancel));
        Assert.Null(await Engine.Log.Find(happened.Organization, Guid.NewGuid(), Cancel));
    }

    [Fact]
    public async Task The_newest_events_come_first_and_go_back_to_the_first()
    {
        var written = await Happen(150);
        written.Reverse();
        var foreign = new OrganizationId(Guid.NewGuid());

        Assert.Equal(written, await Newest(Happening().Organization).Take(150).ToListAsync(Cancel));
        Assert.Equal(written[..3], await Newest(Happening().Organization).Take(3).ToListAsync(Cancel));
        Assert.Empty(await Newest(foreign).ToListAsync(Cancel));

        IAsyncEnumerable<Guid> Newest(OrganizationId organization) =>
            Engine.Log.Newest(organization, Cancel).Select(static one => one.Id);
    }

    private async Task<(List<Notice> Notices, string Place)> Follow(string place)
    {
        var notices = new List<Notice>();
        while (true)
        {
            var page = await Engine.Feed.After(place, Cancel);
            Assert.False(page.IsBegin);
            notices.AddRange(page.Notices);
            place = page.Place;
            if (page.IsEnd)
                return (notices, place);
        }
    }

    private async Task<List<HubEvent>> Since(OrganizationId organization, DateTimeOffset since)
    {
        var found = new List<HubEvent>();
        await foreach (var happened in Engine.Log.Since(organization, since, Cancel))
            found.Add(happened);
        return found;
    }

    /// <summary>One commit after the other, so that their order is known.</summary>
    private async Task<List<Guid>> Happen(int many)
    {
        var ids = new List<Guid>();
        foreach (var some in Enumerable.Range(0, many).Select(_ => Happening()).Chunk(25))
        {
            Assert.IsType<CommitResult.Done>(await Commit(Of() with { Events = some }));
            ids.AddRange(some.Select(one => one.Id));
        }
        return ids;
    }

    private RunningRelay Relay(Func<Task>? before = null) => new(Engine.Feed, before, Cancel);

    /// <summary>A relay that passes on what it is handed.</summary>
    private sealed class RunningRelay : IAsyncDisposable
    {
        private readonly Channel<CommittedEvent> handed = Channel.CreateUnbounded<CommittedEvent>();
        private readonly CancellationTokenSource stop;
        private readonly Task run;

        public RunningRelay(IEventFeed feed, Func<Task>? before, CancellationToken cancellation)
        {
            stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            run = feed.Run(
                async (batch, _) =>
                {
                    await (before?.Invoke() ?? Task.CompletedTask);
                    foreach (var committed in batch)
                        handed.Writer.TryWrite(committed);
                },
                stop.Token
            );
        }

        public async Task<HubEvent> TakeOne() => (await TakeCommitted()).Event;

        public async Task<CommittedEvent> TakeCommitted() => await handed.Reader.ReadAsync(stop.Token);

        public async Task<List<Guid>> Take(int many)
        {
            var ids = new List<Guid>();
            while (ids.Count < many)
                ids.Add((await TakeOne()).Id);
            return ids;
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
            stop.Dispose();
        }
    }
}
