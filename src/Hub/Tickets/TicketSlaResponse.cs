using Hub.Domain.Sla;

namespace Hub.Tickets;

/// <summary>Where a ticket stands with its policy's deadlines.</summary>
internal sealed record TicketSlaResponse
{
    /// <summary>The policy that covers it.</summary>
    public required long PolicyId { get; init; }

    /// <summary>Whether its clock stands: the ticket is pending, resolved or closed.</summary>
    public required bool Paused { get; init; }

    /// <summary>When an agent must have replied; absent while the clock stands, and where there is no such target.</summary>
    public DateTimeOffset? FirstResponseDueAt { get; init; }

    /// <summary>Whether the first reply came too late, or is late by now.</summary>
    public required bool FirstResponseBreached { get; init; }

    /// <summary>When it must be resolved; absent while the clock stands, and where there is no such target.</summary>
    public DateTimeOffset? ResolutionDueAt { get; init; }

    /// <summary>Whether it was resolved too late, or is late by now.</summary>
    public required bool ResolutionBreached { get; init; }

    /// <summary>When it was last escalated; absent when it was not.</summary>
    public DateTimeOffset? EscalatedAt { get; init; }

    public static TicketSlaResponse? Of(TicketSla? sla) =>
        sla is { PolicyId: { } policy }
            ? new()
            {
                PolicyId = policy,
                Paused = sla.RunningSince is null,
                FirstResponseDueAt = sla.FirstResponse?.DueAt,
                FirstResponseBreached = sla.FirstResponse?.BreachedAt is not null,
                ResolutionDueAt = sla.Resolution?.DueAt,
                ResolutionBreached = sla.Resolution?.BreachedAt is not null,
                EscalatedAt = sla.EscalatedAt,
            }
            : null;
}
