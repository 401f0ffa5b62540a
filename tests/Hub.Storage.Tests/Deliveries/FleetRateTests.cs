using Hub.Delivery.Sending;
using Hub.Domain.Organizations;
using Hub.Storage.Tests.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Storage.Tests.Deliveries;

/// <summary>Three hubs that share a store count an organization's minute together.</summary>
public sealed class FleetRateTests : IAsyncDisposable
{
    private const int Limit = 60;
    private static readonly OrganizationId Acme = new(Guid.Parse("0197a000-0000-7000-8000-000000000001"));
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SqliteEngine engine = SqliteEngine.Create();
    private readonly List<DateTimeOffset> sent = [];

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_sliding_minute_of_the_fleet_holds_more_than_allowed(int seed)
    {
        var random = new Random(seed);
        var hubs = Enumerable.Range(0, 3).Select(_ => new Hub(engine)).ToList();
        for (var step = 0; step < 600; step++)
        {
            foreach (var hub in hubs)
                for (var asked = random.Next(0, 6); asked > 0; asked--)
                    if (await hub.TrySend())
                        sent.Add(engine.Time.GetUtcNow());
            engine.Time.Advance(TimeSpan.FromSeconds(random.NextDouble()));
        }

        Assert.True(sent.Count > Limit);
        for (var first = 0; first + Limit < sent.Count; first++)
            Assert.True(
                sent[first + Limit] - sent[first] >= Minute,
                $"{Limit + 1} within {sent[first + Limit] - sent[first]}"
            );
    }

    [Fact]
    public async Task Hubs_that_always_have_something_to_send_use_nearly_all_of_the_minute()
    {
        var hubs = Enumerable.Range(0, 3).Select(_ => new Hub(engine)).ToList();
        for (var second = 0; second < 600; second++)
        {
            foreach (var hub in hubs)
                while (await hub.TrySend())
                    sent.Add(engine.Time.GetUtcNow());
            engine.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(sent.Count, 9 * Limit, 10 * Limit);
    }

    [Fact]
    public async Task A_trickle_over_several_hubs_is_never_held_up()
    {
        var hubs = Enumerable.Range(0, 3).Select(_ => new Hub(engine)).ToList();
        for (var second = 0; second < 300; second++)
        {
            // Three quarters of the limit, each time by another hub.
            if (second % 4 != 3)
                Assert.True(await hubs[second % 3].TrySend());
            engine.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task What_a_hub_that_died_had_taken_is_free_again_a_minute_later()
    {
        var (dead, alive) = (new Hub(engine), new Hub(engine));
        while (await dead.TrySend()) { }
        Assert.False(await alive.TrySend());

        engine.Time.Advance(Minute + TimeSpan.FromSeconds(4));

        Assert.True(await alive.TrySend());
    }

    [Fact]
    public async Task What_comes_at_once_goes_at_once()
    {
        var hub = new Hub(engine);

        var sendings = await Task.WhenAll(Enumerable.Range(0, Limit).Select(_ => Task.Run(() => hub.TrySend())));

        Assert.DoesNotContain(false, sendings);
        Assert.False(await hub.TrySend());
    }

    [Fact]
    public async Task Replays_that_all_want_to_go_at_once_leave_a_quarter_to_what_is_fresh()
    {
        var hub = new Hub(engine);

        var replays = await Task.WhenAll(
            Enumerable.Range(0, Limit).Select(_ => Task.Run(() => hub.TrySend(forReplays: true)))
        );
        var fresh = 0;
        while (await hub.TrySend())
            fresh++;

        // The grant with which the quarter is reached may be half a replay's, half kept.
        Assert.InRange(fresh, Limit / 4 - 2, Limit / 4 + 2);
        Assert.Equal(Limit, fresh + replays.Count(static went => went));
    }

    [Fact]
    public async Task Organizations_do_not_share_their_minutes()
    {
        var hub = new Hub(engine);
        while (await hub.TrySend()) { }

        Assert.True(await hub.TrySend(new OrganizationId(Guid.NewGuid())));
    }

    /// <summary>One hub's view of the rate.</summary>
    private sealed class Hub(SqliteEngine engine)
    {
        private readonly FleetRate rate = new(
            engine.Store,
            Limit,
            static () => { },
            engine.Time,
            NullLogger<FleetRate>.Instance
        );

        public async Task<bool> TrySend(OrganizationId? organization = null, bool forReplays = false) =>
            await rate.Take(organization ?? Acme, forReplays, default);
    }
}
