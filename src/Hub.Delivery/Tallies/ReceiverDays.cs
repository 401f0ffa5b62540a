using System.Text.Json.Serialization;
using Hub.Domain.Documents;

namespace Hub.Delivery.Tallies;

/// <summary>How a receiver answered on the last days, the oldest first; days on which nothing was sent are not among them.</summary>
public sealed record ReceiverDays(IReadOnlyList<ReceiverDay> Days)
{
    /// <summary>So many days are kept, the one of the newest attempt among them.</summary>
    public const int Kept = 7;

    public static readonly ReceiverDays None = new([]);

    /// <summary>One for each subscription, beside it and under its id.</summary>
    public static readonly DocumentType<ReceiverDays> Document = new DocumentType<ReceiverDays>(
        "receiver_days",
        static () => ReceiverDaysJson.Default.ReceiverDays
    )
        .Instant("last_at", static one => one.LastAt)
        .Index("last_at");

    /// <summary>The newest attempt; as its day's beginning where an earlier hub counted it, which kept no more of it.</summary>
    [JsonIgnore]
    public DateTimeOffset? LastAt =>
        Days is [.., var last] ? last.LastAt ?? new DateTimeOffset(last.Day, TimeOnly.MinValue, TimeSpan.Zero) : null;

    public ReceiverDays Plus(IEnumerable<ReceiverDay> more)
    {
        var days = Days.Concat(more)
            .GroupBy(static one => one.Day)
            .Select(static one => one.Aggregate(static (day, more) => day.Plus(more)))
            .OrderBy(static one => one.Day)
            .ToList();
        return days is [] ? this : new([.. days.Where(one => one.Day > days[^1].Day.AddDays(-Kept))]);
    }
}

/// <summary>The attempts of a day in UTC: how many were acknowledged, and how many were not.</summary>
/// <param name="LastAt">The newest of them; absent where an earlier hub counted them.</param>
public sealed record ReceiverDay(DateOnly Day, long Acknowledged, long Failed, DateTimeOffset? LastAt = null)
{
    /// <summary>With what was counted elsewhere of the same day.</summary>
    public ReceiverDay Plus(ReceiverDay more) =>
        this with
        {
            Acknowledged = Acknowledged + more.Acknowledged,
            Failed = Failed + more.Failed,
            LastAt = more.LastAt is { } at && !(LastAt >= at) ? at : LastAt,
        };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReceiverDays))]
internal sealed partial class ReceiverDaysJson : JsonSerializerContext;
