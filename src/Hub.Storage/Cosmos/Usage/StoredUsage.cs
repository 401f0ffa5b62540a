using System.Text.Json.Serialization;
using Hub.Domain.Documents;

namespace Hub.Storage.Cosmos.Usage;

/// <summary>The bytes that an organization has stored, in one of the hub's own documents.</summary>
internal sealed record StoredUsage
{
    public const string Partition = "usage";

    public static readonly DocumentType<StoredUsage> Document = new("usage", static () =>
        UsageJson.Default.StoredUsage
    );

    public static readonly StoredUsage None = new();

    /// <summary>Bodies of documents.</summary>
    public long Documents { get; init; }

    /// <summary>Bodies of events, by the day since 1970 on which their time to live has taken them.</summary>
    public IReadOnlyDictionary<long, long> Events { get; init; } = new Dictionary<long, long>();

    public StoredUsage Plus(StoredUsage more) =>
        new()
        {
            Documents = Documents + more.Documents,
            Events = Events
                .Concat(more.Events)
                .GroupBy(static day => day.Key, static day => day.Value)
                .ToDictionary(static day => day.Key, static day => day.Sum()),
        };

    /// <summary>Without the events that are gone by then.</summary>
    public StoredUsage At(DateTimeOffset now)
    {
        var today = EventDays.Of(now);
        return this with { Events = Events.Where(day => day.Key > today).ToDictionary() };
    }

    public long BytesAt(DateTimeOffset now)
    {
        var today = EventDays.Of(now);
        return Documents + Events.Where(day => day.Key > today).Sum(static day => day.Value);
    }
}

/// <summary>The days on which events go. Those that are kept for long go by several days at a time, so that there are some thirty.</summary>
internal static class EventDays
{
    private const int Most = 30;

    public static long Of(DateTimeOffset time) => time.ToUnixTimeSeconds() / (24 * 3600);

    /// <param name="goes">When their time to live is over.</param>
    /// <param name="secondsToLive">How long it was.</param>
    public static long After(DateTimeOffset goes, int secondsToLive)
    {
        var step = Math.Max(1, secondsToLive / (24 * 3600) / Most);
        return (Of(goes) / step + 1) * step;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StoredUsage))]
internal sealed partial class UsageJson : JsonSerializerContext;
