using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Domain.Tickets;
using Hub.Domain.Workflows;
using Hub.Errors;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Workflows;

/// <summary>What to change of the workflow; fields that are left out stay as they are.</summary>
/// <example>{"resolutions": ["fixed", "duplicate"]}</example>
internal sealed record UpdateWorkflow : IHasRules
{
    private const int MostStatuses = 50;
    private const int MostTransitions = 200;

    /// <summary>All statuses: open, pending, on_hold, resolved and closed, and those of your own.</summary>
    [CannotBeCleared, Length(1, MostStatuses)]
    public Optional<IReadOnlyList<WorkflowStatusBody?>?> Statuses { get; init; }

    /// <summary>All ways between them; no two lead from one status to the same.</summary>
    [CannotBeCleared, Length(0, MostTransitions)]
    public Optional<IReadOnlyList<WorkflowTransitionBody?>?> Transitions { get; init; }

    /// <summary>What a ticket may be resolved as; any text when null or empty.</summary>
    /// <example>["fixed", "duplicate"]</example>
    [Length(0, 100), EachLength(1, MoveTicket.LongestResolution)]
    public Optional<IReadOnlyList<string>?> Resolutions { get; init; }

    public void Check(FieldErrors errors, DateTimeOffset now)
    {
        CheckEach(Statuses.Or(null), "statuses", errors);
        CheckEach(Transitions.Or(null), "transitions", errors);
    }

    public Decision<Workflow> ApplyTo(Workflow workflow) =>
        (
            workflow with
            {
                Statuses = Statuses.IsPresent ? [.. Statuses.Value!.Select(one => one!.ToStatus())] : workflow.Statuses,
                Transitions = Transitions.IsPresent
                    ? [.. Transitions.Value!.Select(one => one!.ToTransition())]
                    : workflow.Transitions,
                Resolutions = Resolutions.IsPresent ? [.. (Resolutions.Value ?? []).Distinct()] : workflow.Resolutions,
            }
        ).Check();

    private static void CheckEach<T>(IReadOnlyList<T?>? list, string field, FieldErrors errors)
        where T : class
    {
        for (var index = 0; index < (list?.Count ?? 0); index++)
            if (list![index] is { } one)
                RecordCheck.Check(one, $"{field}[{index}].", errors);
            else
                errors.Add($"{field}[{index}]", "Must not be null.");
    }
}

/// <summary>A status that tickets may have.</summary>
internal sealed record WorkflowStatusBody
{
    /// <summary>A name that stays: small letters, digits and underscores.</summary>
    /// <example>waiting_for_vendor</example>
    [Required, Length(1, 40), Slug]
    public string? Id { get; init; }

    /// <summary>What people call it.</summary>
    /// <example>Waiting for vendor</example>
    [Required, Length(1, 100)]
    public string? Label { get; init; }

    /// <summary>Which of the five it counts as: that is what status says of its tickets.</summary>
    [Required]
    public TicketStatus? Category { get; init; }

    /// <summary>Whether the clocks of SLAs stand while a ticket has it; a closed status always stops them.</summary>
    [Required]
    public bool? StopsSla { get; init; }

    public WorkflowStatus ToStatus() => new(Id!, Label!, Category!.Value, StopsSla!.Value);

    public static WorkflowStatusBody Of(WorkflowStatus status) =>
        new()
        {
            Id = status.Id,
            Label = status.Label,
            Category = status.Category,
            StopsSla = status.StopsSla,
        };
}

/// <summary>A way from any of some statuses to one.</summary>
internal sealed record WorkflowTransitionBody
{
    /// <summary>The statuses that it leads on from, by their ids.</summary>
    /// <example>["open", "waiting_for_vendor"]</example>
    [Required, Length(1, 50), EachLength(1, 40)]
    public IReadOnlyList<string>? From { get; init; }

    /// <summary>The status that it leads to, by its id.</summary>
    /// <example>resolved</example>
    [Required, Length(1, 40)]
    public string? TargetId { get; init; }

    /// <summary>What people call going it.</summary>
    /// <example>Resolve ticket</example>
    [Required, Length(1, 100)]
    public string? Label { get; init; }

    /// <summary>Names of the values that may be given with it; none when absent.</summary>
    /// <example>["resolution_code"]</example>
    [Length(0, 20), EachLength(1, 64)]
    public IReadOnlyList<string>? AdditionalKeys { get; init; }

    /// <summary>Whether a resolution must be given with it; false when absent.</summary>
    [DefaultValue(false)]
    public bool? RequiresResolution { get; init; }

    /// <summary>Whether a comment must be given with it; false when absent.</summary>
    [DefaultValue(false)]
    public bool? RequiresComment { get; init; }

    public WorkflowTransition ToTransition() =>
        new([.. From!.Distinct()], TargetId!, Label!)
        {
            AdditionalKeys = [.. (AdditionalKeys ?? []).Distinct()],
            RequiresResolution = RequiresResolution ?? false,
            RequiresComment = RequiresComment ?? false,
        };

    public static WorkflowTransitionBody Of(WorkflowTransition transition) =>
        new()
        {
            From = transition.From,
            TargetId = transition.TargetId,
            Label = transition.Label,
            AdditionalKeys = transition.AdditionalKeys,
            RequiresResolution = transition.RequiresResolution,
            RequiresComment = transition.RequiresComment,
        };
}

/// <summary>Which statuses tickets may have, and the ways between them.</summary>
/// <param name="Statuses">All statuses: the five that there always are, and those beside them.</param>
/// <param name="Transitions">All ways between them.</param>
/// <param name="Resolutions">What a ticket may be resolved as; any text when empty.</param>
internal sealed record WorkflowResponse(
    IReadOnlyList<WorkflowStatusBody> Statuses,
    IReadOnlyList<WorkflowTransitionBody> Transitions,
    IReadOnlyList<string> Resolutions
)
{
    public static WorkflowResponse Of(Workflow workflow) =>
        new(
            [.. workflow.Statuses.Select(WorkflowStatusBody.Of)],
            [.. workflow.Transitions.Select(WorkflowTransitionBody.Of)],
            workflow.Resolutions
        );
}
