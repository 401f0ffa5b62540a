using Hub.Ports.Queue;
using Hub.Storage.Tests.Conformance;

namespace Hub.Storage.Tests.Sqlite;

/// <summary>The embedded queue sees every lane at once: nobody waits for what another lane has before it.</summary>
public sealed class LaneTurns : IAsyncDisposable
{
    private readonly SqliteEngine engine = SqliteEngine.Create();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_lane_s_first_message_comes_within_a_few_leases_however_much_another_has(int minutesAhead)
    {
        var ahead = TimeSpan.FromMinutes(minutesAhead);
        await engine.Queue.Enqueue([Message("first", "quiet", ahead)], default);
        await engine.Queue.Enqueue([.. Enumerable.Range(0, 10_000).Select(n => Message($"{n}", "busy"))], default);
        engine.Time.Advance(ahead);

        var seen = new List<string>();
        for (var turn = 0; turn < 8; turn++)
            foreach (var leased in await engine.Queue.Lease(4, TimeSpan.FromMinutes(1), _ => new LaneRoom(4), default))
            {
                seen.Add(leased.Message.Id);
                await engine.Queue.Complete(leased, default);
            }

        Assert.Contains("first", seen);
    }

    [Fact]
    public async Task Each_lane_that_waits_when_a_hub_starts_is_looked_at_when_its_first_message_is_due()
    {
        string[] lanes = ["", "delivery/a", "delivery/a/replay", "delivery/b", "timer"];
        foreach (var (number, lane) in lanes.Index())
            await engine.Queue.Enqueue(
                [
                    Message($"later-{number}", lane, TimeSpan.FromMinutes(10)),
                    Message($"first-{number}", lane, TimeSpan.FromMinutes(number)),
                    Message($"last-{number}", lane, TimeSpan.FromMinutes(20)),
                ],
                default
            );

        await engine.Restart();

        for (var number = 0; number < lanes.Length; number++)
        {
            var due = await engine.Queue.Lease(9, TimeSpan.FromHours(1), null, default);
            Assert.Equal($"first-{number}", Assert.Single(due).Message.Id);
            engine.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private QueueMessage Message(string id, string lane, TimeSpan dueIn = default) =>
        new(id, lane, engine.Time.GetUtcNow() + dueIn, Array.Empty<byte>());
}
