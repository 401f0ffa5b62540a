using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Records;
using Hub.Domain.Tickets;

namespace Hub.Domain.Workflows;

/// <summary>
/// Which statuses an organization's tickets may have, and the ways between them. The five that every ticket knows are always
/// among them, each under its own name; those beside them each count as one of the five.
/// </summary>
public sealed partial record Workflow
{
    public const string Partition = "workflow";
    public const string DocumentId = "workflow";

    public static readonly DocumentType<Workflow> Document = RecordKinds.Beside<Workflow>(
        "workflow",
        WorkflowJson.Default
    );

    public IReadOnlyList<WorkflowStatus> Statuses { get; init; } = [];

    public IReadOnlyList<WorkflowTransition> Transitions { get; init; } = [];

    /// <summary>What a ticket may be resolved as; any text when empty.</summary>
    public IReadOnlyList<string> Resolutions { get; init; } = [];

    public WorkflowStatus? Find(string id) => Statuses.FirstOrDefault(one => one.Id == id);

    /// <summary>One of the five.</summary>
    public WorkflowStatus Of(TicketStatus status) => Find(status.Name()) ?? Default.Find(status.Name())!;

    /// <summary>Where the ticket stands. A status that was taken out of the workflow meanwhile is the one it counts as.</summary>
    public WorkflowStatus Of(Ticket ticket) =>
        ticket.StatusId is { } id && Find(id) is { } own && own.Category == ticket.Status ? own : Of(ticket.Status);

    /// <summary>The ways that lead on from the status.</summary>
    public IEnumerable<WorkflowTransition> From(WorkflowStatus status) =>
        Transitions.Where(one => one.From.Contains(status.Id));

    public WorkflowTransition? Between(WorkflowStatus from, WorkflowStatus to) =>
        From(from).FirstOrDefault(one => one.TargetId == to.Id);
}

/// <summary>A status that tickets may have.</summary>
/// <param name="Id">A name that stays, in snake case.</param>
/// <param name="Category">Which of the five it counts as, wherever only these are known.</param>
/// <param name="StopsSla">Whether the clocks of SLAs stand while a ticket has it.</param>
public sealed record WorkflowStatus(string Id, string Label, TicketStatus Category, bool StopsSla);

/// <summary>A way from any of some statuses to one.</summary>
/// <param name="Label">What people call going it.</param>
public sealed record WorkflowTransition(IReadOnlyList<string> From, string TargetId, string Label)
{
    /// <summary>Names of the values that may be given with it.</summary>
    public IReadOnlyList<string> AdditionalKeys { get; init; } = [];

    public bool RequiresResolution { get; init; }

    public bool RequiresComment { get; init; }
}

/// <summary>How a ticket came from one status to another, for those who are told of it.</summary>
/// <param name="Label">What the way is called; absent where the workflow knows none, as of a reply that opens a ticket again.</param>
public sealed record StatusMove(WorkflowStatus From, WorkflowStatus To, string? Label)
{
    public string? Resolution { get; init; }

    public string? Comment { get; init; }

    /// <summary>The values that were given with it, by name.</summary>
    public IReadOnlyDictionary<string, System.Text.Json.JsonElement>? AdditionalKeys { get; init; }

    /// <summary>Both count as the same of the five, so that who knows only these sees no move.</summary>
    [JsonIgnore]
    public bool IsWithinCategory => From.Category == To.Category;
}

[JsonSerializable(typeof(Workflow))]
internal sealed partial class WorkflowJson : JsonSerializerContext;
