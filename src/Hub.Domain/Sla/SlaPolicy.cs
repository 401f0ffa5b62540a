using Hub.Domain.Records;
using Hub.Domain.Tickets;

namespace Hub.Domain.Sla;

/// <summary>How soon which tickets are to be answered and resolved, and what happens when they are not.</summary>
public sealed record SlaPolicy : Record
{
    public required string Name { get; init; }

    /// <summary>The policy with the lowest one that a ticket meets is its policy; of equal ones the oldest.</summary>
    public int Position { get; init; }

    public bool IsActive { get; init; } = true;

    /// <summary>Only tickets with one of these; any when empty. The same goes for departments and companies.</summary>
    public IReadOnlyList<TicketPriority> Priorities { get; init; } = [];

    public IReadOnlyList<long> DepartmentIds { get; init; } = [];

    /// <summary>Companies that the requester belongs to.</summary>
    public IReadOnlyList<long> CompanyIds { get; init; } = [];

    /// <summary>When its clocks run; always when absent.</summary>
    public long? CalendarId { get; init; }

    /// <summary>Working minutes until an agent's first public reply; no target when absent.</summary>
    public int? FirstResponseMinutes { get; init; }

    /// <summary>Working minutes until it is resolved; no target when absent.</summary>
    public int? ResolutionMinutes { get; init; }

    /// <summary>Working minutes from a breach to the escalation; nothing is escalated when absent.</summary>
    public int? EscalateAfterMinutes { get; init; }

    /// <summary>The agent who gets an escalated ticket; it stays where it is when absent.</summary>
    public long? EscalateToId { get; init; }

    /// <summary>Whether an escalated ticket's priority goes up by one.</summary>
    public bool RaisesPriority { get; init; }

    /// <summary>The on-call rotation that is paged when a deadline is missed; nobody when absent.</summary>
    public long? PageRotationId { get; init; }

    public static readonly Kind<SlaPolicy> Kind = RecordKinds.Declare<SlaPolicy>(
        "sla_policy",
        "sla-policies",
        SlaJson.Default,
        fields =>
            fields
                .Folded("name", one => one.Name, unique: true)
                .Integer("position", one => one.Position)
                .Flag("is_active", one => one.IsActive)
                .Integer("calendar_id", one => one.CalendarId)
                .Integer("escalate_to_id", one => one.EscalateToId)
                .Integer("page_rotation_id", one => one.PageRotationId)
                .IntegerArray("department_ids", one => one.DepartmentIds)
                .IntegerArray("company_ids", one => one.CompanyIds)
    );

    /// <summary>Whether what it says holds together.</summary>
    public Decision<SlaPolicy> Check() =>
        FirstResponseMinutes is null && ResolutionMinutes is null
            ? Refusal.Invalid(
                "validation_failed",
                "A policy has a target: first_response_minutes, resolution_minutes or both.",
                "resolution_minutes"
            )
            : this;

    /// <summary>Whether the ticket is one of its.</summary>
    /// <param name="company">The one that the requester belongs to.</param>
    public bool Covers(Ticket ticket, long? company) =>
        IsActive
        && (Priorities.Count == 0 || Priorities.Contains(ticket.Priority))
        && IsAmong(DepartmentIds, ticket.DepartmentId)
        && IsAmong(CompanyIds, company);

    private static bool IsAmong(IReadOnlyList<long> ids, long? id) =>
        ids.Count == 0 || (id is { } known && ids.Contains(known));
}
