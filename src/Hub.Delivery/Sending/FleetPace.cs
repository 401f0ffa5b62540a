using System.Text.Json.Serialization;
using Hub.Delivery.Retries;
using Hub.Domain.Documents;
using Hub.Ports.Store;

namespace Hub.Delivery.Sending;

/// <summary>
/// Keeps a destination's pace over all hubs of a store: each turn is written in one document of the destination, and so is how
/// long it asked to wait. What has no pace is written only where it asked to wait.
/// </summary>
internal sealed class FleetPace(IStore store, TimeProvider time) : DestinationPace(time)
{
    private readonly TimeProvider time = time;

    public override async ValueTask<DateTimeOffset?> Take(Destination to, CancellationToken cancellation)
    {
        if (await base.Take(to, cancellation) is { } known)
            return known;
        if (PaceOf(to) <= TimeSpan.Zero)
            return null;
        while (true)
        {
            var (stored, now) = (await Find(to, cancellation), time.GetUtcNow());
            if (WaitFor(stored, now) is { } wait)
            {
                Wait(to, wait);
                return now + wait;
            }
            if (await Write(to, stored, now + PaceOf(to), cancellation))
                return null;
        }
    }

    public override async Task Hold(Destination to, TimeSpan wait, CancellationToken cancellation)
    {
        Wait(to, wait);
        if (PaceOf(to) <= TimeSpan.Zero)
            return;
        while (true)
        {
            var (stored, now) = (await Find(to, cancellation), time.GetUtcNow());
            if (WaitFor(stored, now) >= wait || await Write(to, stored, now + wait, cancellation))
                return;
        }
    }

    /// <summary>Not one that is longer than any receiver is let ask: a clock has been set back since.</summary>
    private static TimeSpan? WaitFor(Stored<PaceMark>? stored, DateTimeOffset now) =>
        stored?.Value.Next - now is { } wait && wait > TimeSpan.Zero && wait <= RetrySchedule.LongestRetryAfter
            ? wait
            : null;

    private ValueTask<Stored<PaceMark>?> Find(Destination to, CancellationToken cancellation) =>
        store.Get(PaceMark.Document, to.Organization, PaceMark.Partition, to.Mark, cancellation);

    private async Task<bool> Write(
        Destination to,
        Stored<PaceMark>? stored,
        DateTimeOffset next,
        CancellationToken cancellation
    )
    {
        var expected = stored is null ? Expected.Absent : Expected.At(stored.Version);
        var commit = new Commit(to.Organization, PaceMark.Partition)
        {
            Changes = [new Put<PaceMark>(PaceMark.Document, to.Mark, new PaceMark(next), expected)],
        };
        return await store.Commit(commit, cancellation) is CommitResult.Done;
    }
}

/// <summary>When the next request may go to a destination; the document's id is its mark.</summary>
public sealed record PaceMark(DateTimeOffset Next)
{
    public const string Partition = "outbound-pace";

    public static readonly DocumentType<PaceMark> Document = new("pace_mark", static () =>
        PaceMarkJson.Default.PaceMark
    );
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PaceMark))]
internal sealed partial class PaceMarkJson : JsonSerializerContext;
