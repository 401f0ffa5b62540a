using System.Text.Json.Serialization;
using Hub.Domain.Records;
using Hub.Domain.Sla;

namespace Hub.Domain.OnCall;

/// <summary>Agents who are on call in turn, and what happens when whoever is paged does not answer.</summary>
public sealed record Rotation : Record
{
    /// <summary>So many overrides that are not long over one rotation has at most.</summary>
    public const int MostOverrides = 100;

    public required string Name { get; init; }

    /// <summary>A name of the IANA time zone database; handovers and hours are told by its clocks.</summary>
    public required string TimeZone { get; init; }

    /// <summary>What a turn is counted in.</summary>
    public HandoverInterval Handover { get; init; } = HandoverInterval.Weekly;

    /// <summary>So many days or weeks one turn lasts.</summary>
    public int TurnLength { get; init; } = 1;

    /// <summary>When one turn follows on another, in minutes since midnight.</summary>
    public int HandoverAt { get; init; }

    /// <summary>The day of the first handover: from then on somebody is on call.</summary>
    public DateOnly StartsOn { get; init; }

    /// <summary>In the order of their turns; one who may come more than once.</summary>
    public IReadOnlyList<long> AgentIds { get; init; } = [];

    /// <summary>The week's hours in which somebody is on call; all of them when empty.</summary>
    public IReadOnlyList<WorkingHours> Hours { get; init; } = [];

    /// <summary>The newest one of those that cover an instant holds.</summary>
    public IReadOnlyList<Override> Overrides { get; init; } = [];

    /// <summary>Minutes that a page waits for an acknowledgement; it waits forever when absent.</summary>
    public int? EscalateAfterMinutes { get; init; }

    /// <summary>Whether the agent who is on call next is paged second.</summary>
    public bool EscalatesToNext { get; init; } = true;

    /// <summary>Whoever is on call in these is paged after that, in their order.</summary>
    public IReadOnlyList<long> EscalateToRotationIds { get; init; } = [];

    /// <summary>These are paged last, in their order.</summary>
    public IReadOnlyList<long> EscalateToAgentIds { get; init; } = [];

    /// <summary>So many times all of them are paged once more.</summary>
    public int Repeats { get; init; }

    /// <summary>Everybody who may be on call in it or be paged by it, by name.</summary>
    [JsonIgnore]
    public IEnumerable<long> Everybody =>
        AgentIds.Concat(EscalateToAgentIds).Concat(Overrides.Select(one => one.AgentId)).Distinct();
}

/// <summary>Somebody is on call instead of whoever would be, at any hour.</summary>
public sealed record Override(long Id, long AgentId, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    public string? Reason { get; init; }

    public bool Covers(DateTimeOffset at) => StartsAt <= at && at < EndsAt;
}

/// <summary>What a turn is counted in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HandoverInterval>))]
public enum HandoverInterval
{
    [JsonStringEnumMemberName("daily")]
    Daily,

    [JsonStringEnumMemberName("weekly")]
    Weekly,
}

[JsonSerializable(typeof(Rotation))]
[JsonSerializable(typeof(Page))]
internal sealed partial class OnCallJson : JsonSerializerContext;
