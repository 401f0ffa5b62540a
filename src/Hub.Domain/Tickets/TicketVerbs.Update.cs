using System.Text.Json;
using Hub.Domain.Events;
using Hub.Domain.Workflows;

namespace Hub.Domain.Tickets;

/// <summary>The fields an update names; absent ones stay as they are.</summary>
public sealed record TicketPatch
{
    public Optional<string> Subject { get; init; }

    public Optional<string> Description { get; init; }

    public Optional<TicketStatus> Status { get; init; }

    public Optional<TicketPriority> Priority { get; init; }

    public Optional<long?> DepartmentId { get; init; }

    public Optional<long?> AssigneeId { get; init; }

    public Optional<long?> ClassificationId { get; init; }

    public Optional<long?> QueueId { get; init; }

    public Optional<DateOnly?> ExpectedDate { get; init; }

    public Optional<IReadOnlyList<string>> Tags { get; init; }

    /// <summary>Merged into the ticket's own by key; a JSON null removes the key.</summary>
    public IReadOnlyDictionary<string, JsonElement>? CustomFields { get; init; }
}

public static partial class TicketVerbs
{
    /// <summary>An update that changes nothing fires nothing and leaves the ticket's time of change alone.</summary>
    /// <param name="workflow">Which status may follow; as in the beginning when absent.</param>
    public static Decision<TicketChange> Update(
        this Ticket ticket,
        TicketPatch patch,
        Actor actor,
        DateTimeOffset now,
        Workflow? workflow = null
    )
    {
        workflow ??= Workflow.Default;
        if (RefuseWhenMerged(ticket) is { } merged)
            return merged;
        if (patch.Status.IsPresent && TicketTransitions.CheckSet(ticket, patch.Status.Value, workflow) is { } refused)
            return refused;

        var next = Apply(ticket, patch, now);
        if (CustomFields.Refuse(ticket, next) is { } tooMuch)
            return tooMuch;
        var changes = TicketDifferences.Between(ticket, next);
        if (changes.Count == 0)
            return Decision<TicketChange>.Accept(new TicketChange(ticket));

        next = next.Touched(actor, now);
        return Decision<TicketChange>.Accept(
            new TicketChange(next) { Timeline = TicketHistory.Of(changes, actor, now) },
            FactsOf(ticket, next, changes, workflow, actor, now)
        );
    }

    private static Ticket Apply(Ticket ticket, TicketPatch patch, DateTimeOffset now) =>
        ticket.WithStatus(patch.Status.Or(ticket.Status), now) with
        {
            Subject = patch.Subject.Or(ticket.Subject),
            Description = patch.Description.Or(ticket.Description),
            Priority = patch.Priority.Or(ticket.Priority),
            DepartmentId = patch.DepartmentId.Or(ticket.DepartmentId),
            AssigneeId = patch.AssigneeId.Or(ticket.AssigneeId),
            ClassificationId = patch.ClassificationId.Or(ticket.ClassificationId),
            QueueId = patch.QueueId.Or(ticket.QueueId),
            ExpectedDate = patch.ExpectedDate.Or(ticket.ExpectedDate),
            Tags = patch.Tags.Or(ticket.Tags),
            CustomFields = patch.CustomFields is { } fields ? Merge(ticket.CustomFields, fields) : ticket.CustomFields,
        };

    private static Dictionary<string, JsonElement> Merge(
        IReadOnlyDictionary<string, JsonElement> fields,
        IReadOnlyDictionary<string, JsonElement> patch
    )
    {
        var merged = new Dictionary<string, JsonElement>();
        foreach (var (key, value) in fields)
            Set(key, patch.TryGetValue(key, out var changed) ? changed : value);
        foreach (var (key, value) in patch)
            Set(key, value);
        return merged;

        void Set(string key, JsonElement value)
        {
            if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
                merged[key] = value;
        }
    }

    /// <summary>The update with everything that changed, and beside it a fact of its own for status and assignee.</summary>
    private static List<HubEvent> FactsOf(
        Ticket before,
        Ticket ticket,
        IReadOnlyList<FieldChange> changes,
        Workflow workflow,
        Actor actor,
        DateTimeOffset now,
        NewMove? move = null
    )
    {
        var facts = new List<HubEvent> { Happened(TicketFacts.Updated, ticket, actor, now) with { Changes = changes } };
        if (changes.Where(TicketDifferences.IsOfStatus).ToList() is { Count: > 0 } moved)
            facts.AddRange(FactsOfMove(before, ticket, moved, MoveOf(before, ticket, workflow, move), actor, now));
        foreach (var change in changes)
            if (change.Field == TicketDifferences.Assignee)
                facts.Add(Happened(TicketFacts.Assigned, ticket, actor, now) with { Changes = [change] });
        return facts;
    }
}
