using System.Text.Json.Serialization;
using Hub.Domain.Records;
using Hub.Domain.Tickets;

namespace Hub.Domain.Problems;

/// <summary>The cause behind incidents: it is looked for, becomes known, and is done away with.</summary>
public sealed record ProblemRecord : LinkedRecord
{
    public required string Title { get; init; }

    public string? Description { get; init; }

    public ProblemStatus Status { get; init; } = ProblemStatus.Open;

    public TicketPriority Priority { get; init; } = TicketPriority.Medium;

    public ProblemImpact Impact { get; init; } = ProblemImpact.Medium;

    public string? RootCause { get; init; }

    public string? Workaround { get; init; }

    public long? AssigneeId { get; init; }

    public long? DepartmentId { get; init; }

    /// <summary>Since when it is a known error; one that is resolved stays known.</summary>
    public DateTimeOffset? KnownErrorAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public static readonly Kind<ProblemRecord> Kind = RecordKinds.Declare<ProblemRecord>(
        "problem",
        "problems",
        ProblemJson.Default,
        fields =>
            fields
                .Text("status", one => Names<ProblemStatus>.Of(one.Status))
                .Integer("assignee_id", one => one.AssigneeId)
                .Integer("department_id", one => one.DepartmentId)
                .Folded("text", one => $"{one.Title}\n{one.Description}\n{one.RootCause}\n{one.Workaround}")
                .LinksTickets()
                .Index("status", "id")
                .Index("assignee_id", "id")
                .Index("department_id", "id")
    );
}

/// <summary>Where a problem stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProblemStatus>))]
public enum ProblemStatus
{
    [JsonStringEnumMemberName("open")]
    Open,

    [JsonStringEnumMemberName("investigating")]
    Investigating,

    [JsonStringEnumMemberName("known_error")]
    KnownError,

    [JsonStringEnumMemberName("resolved")]
    Resolved,

    [JsonStringEnumMemberName("closed")]
    Closed,
}

/// <summary>How much a problem disturbs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProblemImpact>))]
public enum ProblemImpact
{
    [JsonStringEnumMemberName("low")]
    Low,

    [JsonStringEnumMemberName("medium")]
    Medium,

    [JsonStringEnumMemberName("high")]
    High,
}

[JsonSerializable(typeof(ProblemRecord))]
internal sealed partial class ProblemJson : JsonSerializerContext;
