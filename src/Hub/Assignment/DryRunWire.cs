using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain.Assignment;
using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Hub.Tickets;
using Hub.Wire.Bodies;

namespace Hub.Assignment;

/// <summary>A rule to try on the newest tickets.</summary>
/// <example>
/// {"rule": {"name": "Low", "on": ["created"], "actions": {"priority": "low"}}, "tickets": 50}
/// </example>
[RefusesUnknown]
internal sealed record DryRunAssignmentRule
{
    /// <summary>The rule, as one is created.</summary>
    [Required]
    public CreateAssignmentRule? Rule { get; init; }

    /// <summary>On how many of the newest tickets it is tried; 25 when absent.</summary>
    [Range(1, DryRuns.MostTickets), DefaultValue(DryRuns.DefaultTickets)]
    public int? Tickets { get; init; }
}

/// <summary>On which tickets a rule that there is is tried.</summary>
/// <example>{"tickets": 50}</example>
[MayBeEmpty]
internal sealed record DryRunStoredAssignmentRule
{
    /// <summary>On how many of the newest tickets it is tried; 25 when absent.</summary>
    [Range(1, DryRuns.MostTickets), DefaultValue(DryRuns.DefaultTickets)]
    public int? Tickets { get; init; }
}

/// <summary>What a rule would do.</summary>
/// <param name="Checked">On how many tickets it was tried.</param>
/// <param name="Matched">How many of them meet its conditions.</param>
/// <param name="Tickets">Those, the newest first.</param>
internal sealed record AssignmentRuleDryRunResponse(int Checked, int Matched, IReadOnlyList<DryRunTicket> Tickets);

/// <summary>What a rule would do to a ticket that meets its conditions.</summary>
internal sealed record DryRunTicket
{
    /// <summary>The ticket's number.</summary>
    public required long Id { get; init; }

    /// <summary>The ticket's code.</summary>
    public required string Code { get; init; }

    /// <summary>What it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>The fields that would change; none where it is as the rule wants it.</summary>
    public required IReadOnlyList<FieldChangeResponse> Changes { get; init; }

    /// <summary>The agents of whom one would get it, by their ids: a turn comes only with a ticket. Absent where it is known who.</summary>
    public IReadOnlyList<long>? AssigneeOneOf { get; init; }

    /// <summary>What the rule could not do, in sentences; absent when it could do everything.</summary>
    public IReadOnlyList<string>? Problems { get; init; }

    public static DryRunTicket Of(
        Ticket ticket,
        IReadOnlyList<FieldChange> changes,
        Choice choice,
        IReadOnlyList<string> problems
    ) =>
        new()
        {
            Id = ticket.Id,
            Code = ticket.Code,
            Subject = ticket.Subject,
            Changes = [.. changes.Select(FieldChangeResponse.Of)],
            AssigneeOneOf = choice.OneOf,
            Problems = problems.Count > 0 ? problems : null,
        };
}
