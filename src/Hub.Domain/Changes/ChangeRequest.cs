using System.Text.Json.Serialization;
using Hub.Domain.Records;

namespace Hub.Domain.Changes;

/// <summary>Something that is to be done to what people rely on, and that a board decides on before it is done.</summary>
public sealed record ChangeRequest : Record
{
    /// <summary>Approvals that a change takes where it says neither how many nor who is on its board.</summary>
    private const int UsualQuorum = 2;

    public required string Title { get; init; }

    public string? Description { get; init; }

    public ChangeType Type { get; init; } = ChangeType.Normal;

    public ChangeRisk Risk { get; init; } = ChangeRisk.Medium;

    public ChangeStatus Status { get; init; } = ChangeStatus.Draft;

    public string? Reason { get; init; }

    public string? RollbackPlan { get; init; }

    public DateTimeOffset? PlannedStart { get; init; }

    public DateTimeOffset? PlannedEnd { get; init; }

    public long? AssigneeId { get; init; }

    /// <summary>The agents who decide on it; any agent where there are none.</summary>
    public IReadOnlyList<long> BoardIds { get; init; } = [];

    /// <summary>How many approvals it takes; what is usual when absent.</summary>
    public int? Quorum { get; init; }

    /// <summary>What was decided since it was last submitted, one vote an agent.</summary>
    public IReadOnlyList<ChangeVote> Votes { get; init; } = [];

    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>When the board approved or rejected it.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>When it was implemented, failed or was cancelled.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What whoever finished it had to say.</summary>
    public string? Outcome { get; init; }

    /// <summary>How many approvals it takes: without a word of its own, more than half of its board.</summary>
    [JsonIgnore]
    public int Needed => Quorum ?? (BoardIds.Count > 0 ? (BoardIds.Count / 2) + 1 : UsualQuorum);

    [JsonIgnore]
    public int Approvals => Votes.Count(vote => vote.Decision == ChangeDecision.Approve);

    [JsonIgnore]
    public int Rejections => Votes.Count(vote => vote.Decision == ChangeDecision.Reject);
}

/// <summary>What an agent of the board decided.</summary>
public sealed record ChangeVote(long AgentId, ChangeDecision Decision, string? Comment, DateTimeOffset At);

/// <summary>How a change comes about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeType>))]
public enum ChangeType
{
    [JsonStringEnumMemberName("standard")]
    Standard,

    [JsonStringEnumMemberName("normal")]
    Normal,

    [JsonStringEnumMemberName("emergency")]
    Emergency,
}

/// <summary>How much may go wrong.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeRisk>))]
public enum ChangeRisk
{
    [JsonStringEnumMemberName("low")]
    Low,

    [JsonStringEnumMemberName("medium")]
    Medium,

    [JsonStringEnumMemberName("high")]
    High,
}

/// <summary>Where a change request stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeStatus>))]
public enum ChangeStatus
{
    [JsonStringEnumMemberName("draft")]
    Draft,

    [JsonStringEnumMemberName("submitted")]
    Submitted,

    [JsonStringEnumMemberName("approved")]
    Approved,

    [JsonStringEnumMemberName("rejected")]
    Rejected,

    [JsonStringEnumMemberName("scheduled")]
    Scheduled,

    [JsonStringEnumMemberName("implemented")]
    Implemented,

    [JsonStringEnumMemberName("failed")]
    Failed,

    [JsonStringEnumMemberName("cancelled")]
    Cancelled,
}

/// <summary>What an agent votes for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChangeDecision>))]
public enum ChangeDecision
{
    [JsonStringEnumMemberName("approve")]
    Approve,

    [JsonStringEnumMemberName("reject")]
    Reject,
}

[JsonSerializable(typeof(ChangeRequest))]
internal sealed partial class ChangeJson : JsonSerializerContext;
