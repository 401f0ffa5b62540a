using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Hub.Domain.Json;
using Hub.Domain.Tickets;
using Hub.Domain.Workflows;
using Hub.Errors;
using Hub.Wire.Bodies;

namespace Hub.Workflows;

/// <summary>A way of the workflow to take, with what is to be said about it.</summary>
/// <example>{"target_id": "resolved", "resolution": "fixed", "comment": "The toner was empty."}</example>
/// <remarks>A name that it does not know is refused: passed over, what was meant as a note would be a public reply.</remarks>
[RefusesUnknown]
internal sealed record MoveTicket
{
    public const int LongestResolution = 100;

    private const int LongestComment = 10_000;

    /// <summary>The status to go to, by its id in the workflow.</summary>
    /// <example>resolved</example>
    [Required, Length(1, 40)]
    public string? TargetId { get; init; }

    /// <summary>How it ended; only of a way to a resolved or closed status.</summary>
    /// <example>fixed</example>
    [Length(1, LongestResolution)]
    public string? Resolution { get; init; }

    /// <summary>A reply that is added in the same step.</summary>
    /// <example>The toner was empty; it prints again.</example>
    [Length(1, LongestComment)]
    public string? Comment { get; init; }

    /// <summary>Whether the comment is a note that only agents see; false when absent.</summary>
    [DefaultValue(false)]
    public bool? CommentInternal { get; init; }

    /// <summary>Values by name, as far as the way takes them: texts, numbers, true or false.</summary>
    /// <example>{"resolution_code": "hardware"}</example>
    [AdditionalKeys]
    public Dictionary<string, JsonElement>? AdditionalKeys { get; init; }

    public NewMove ToMove(long? reply) =>
        new(TargetId!)
        {
            Resolution = Resolution,
            Comment = reply is { } id ? new NewReply(id, Comment!, CommentInternal ?? false) : null,
            AdditionalKeys = AdditionalKeys?.Where(one => one.Value.ValueKind != JsonValueKind.Null).ToDictionary(),
        };
}

/// <summary>Values that are given with a way.</summary>
internal sealed class AdditionalKeysAttribute : RuleAttribute
{
    private const int Largest = 1_000;

    public override string Text => FormattableString.Invariant($"each value of at most {Largest:N0} bytes of JSON");

    public override void Check(FieldErrors errors, string field, object value)
    {
        foreach (var (name, one) in (Dictionary<string, JsonElement>)value)
            if (one.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                errors.Add($"{field}.{name}", "Must be a text, a number, true or false.");
            else if (JsonSize.Of(one) > Largest)
                errors.Add($"{field}.{name}", $"Must take at most {Largest} bytes of JSON.");
    }
}

/// <summary>Where a ticket stands in its workflow, and where it can go.</summary>
/// <param name="StatusId">The status that it has, by its id in the workflow.</param>
/// <param name="Label">What people call that status.</param>
/// <param name="StopsSla">Whether the clocks of its SLA stand.</param>
/// <param name="Transitions">The ways that lead on.</param>
internal sealed record TicketTransitionsResponse(
    string StatusId,
    string Label,
    bool StopsSla,
    IReadOnlyList<TicketTransition> Transitions
)
{
    public static TicketTransitionsResponse Of(Ticket ticket, Workflow workflow)
    {
        var status = workflow.Of(ticket);
        return new(
            status.Id,
            status.Label,
            status.StopsSla,
            ticket.MergedIntoId is null
                ? [.. workflow.From(status).Select(way => TicketTransition.Of(way, workflow))]
                : []
        );
    }
}

/// <summary>A way that a ticket can take.</summary>
/// <param name="TargetId">The status that it leads to, by its id.</param>
/// <param name="Label">What people call going it.</param>
/// <param name="Status">Which of the five the target counts as.</param>
/// <param name="StopsSla">Whether the clocks of its SLA stand there.</param>
/// <param name="RequiresResolution">Whether a resolution must be given.</param>
/// <param name="RequiresComment">Whether a comment must be given.</param>
/// <param name="AdditionalKeys">Names of the values that may be given.</param>
internal sealed record TicketTransition(
    string TargetId,
    string Label,
    TicketStatus Status,
    bool StopsSla,
    bool RequiresResolution,
    bool RequiresComment,
    IReadOnlyList<string> AdditionalKeys
)
{
    public static TicketTransition Of(WorkflowTransition way, Workflow workflow)
    {
        var target = workflow.Find(way.TargetId)!;
        return new(
            target.Id,
            way.Label,
            target.Category,
            target.StopsSla,
            way.RequiresResolution,
            way.RequiresComment,
            way.AdditionalKeys
        );
    }
}
