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
    public static readonly DocumentType<ReceiverDays> Document = new("receiver_days", static () =>
        ReceiverDaysJson.Default.ReceiverDays
    );

    public ReceiverDays Plus(IEnumerable<ReceiverDay> more)
    {
        var days = Days.Concat(more)
            .GroupBy(static one => one.Day)
            .Select(static one => new ReceiverDay(
                one.Key,
                one.Sum(static day => day.Acknowledged),
                one.Sum(static day => day.Failed)
            ))
            .OrderBy(static one => one.Day)
            .ToList();
        return days is [] ? this : new([.. days.Where(one => one.Day > days[^1].Day.AddDays(-Kept))]);
    }
}

/// <summary>The attempts of a day in UTC: how many were acknowledged, and how many were not.</summary>
public sealed record ReceiverDay(DateOnly Day, long Acknowledged, long Failed);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReceiverDays))]
internal sealed partial class ReceiverDaysJson : JsonSerializerContext;
