using Hub.Delivery.Deliveries;
using Hub.Delivery.Replays;
using Hub.Storage.Sqlite.Engine;

namespace Hub.Storage.Sqlite.Queue;

/// <summary>
/// After the clock was set back: what was to wait for so and so long is due that much earlier, as if the clock had always
/// been so. Timers that mean a time of day keep it.
/// </summary>
internal sealed class DueShift(TableLanes lanes, TimeSpan back) : WriteWork<bool>
{
    private static readonly string[] Waiting = [DeliveryMessageBody.LanePrefix, ReplayHandler.Lane];

    public static bool Concerns(string lane) =>
        Array.Exists(Waiting, prefix => lane.StartsWith(prefix, StringComparison.Ordinal));

    protected override bool Write(Connection connection)
    {
        foreach (var prefix in Waiting)
            connection
                .Prepare("UPDATE queue SET due=due-? WHERE lane >= ? AND lane < ?")
                .Bind(back.Ticks / TimeSpan.TicksPerMicrosecond)
                .Bind(prefix)
                .Bind($"{prefix[..^1]}{(char)(prefix[^1] + 1)}")
                .Run();
        return true;
    }

    /// <summary>Those of earlier commits have been told of theirs by then, and no scan comes in between.</summary>
    protected override void Publish(bool answer) => lanes.Shift(back);
}
