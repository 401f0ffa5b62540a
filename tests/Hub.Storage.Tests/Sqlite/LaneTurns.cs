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

    private QueueMessage Message(string id, string lane, TimeSpan dueIn = default) =>
        new(id, lane, engine.Time.GetUtcNow() + dueIn, Array.Empty<byte>());
}
