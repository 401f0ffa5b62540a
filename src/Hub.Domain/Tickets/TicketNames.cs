using System.Text.Json;
using Hub.Domain.Attachments;
using Hub.Domain.Classifications;
using Hub.Domain.Departments;
using Hub.Domain.Events;
using Hub.Domain.People;
using Hub.Domain.TicketQueues;
using Hub.Domain.Workflows;

namespace Hub.Domain.Tickets;

/// <summary>A record that a ticket refers to by its number.</summary>
public readonly record struct Reference(string Kind, long Id)
{
    public static Reference ToAgent(long id) => new(PeopleKinds.Agent.Name, id);

    public static Reference ToDepartment(long id) => new(Department.Kind.Name, id);

    public static Reference ToClassification(long id) => new(Classification.Kind.Name, id);

    public static Reference ToQueue(long id) => new(TicketQueue.Kind.Name, id);
}

/// <summary>What such a record is called.</summary>
/// <param name="Uuid">Of an agent.</param>
/// <param name="Email">Of an agent.</param>
public sealed record NamedRecord(string Name, Guid? Uuid = null, string? Email = null);

/// <summary>
/// What the numbers and the status of a ticket stand for, for receivers that read names. A ticket does not keep them: whoever
/// shows it looks them up.
/// </summary>
public sealed record TicketNames(IReadOnlyDictionary<Reference, NamedRecord> Records, Workflow Workflow)
{
    public static readonly TicketNames None = new(new Dictionary<Reference, NamedRecord>(), Workflow.Default);

    /// <summary>Nothing of what is not known any more.</summary>
    public NamedRecord? Of(Reference reference) => Records.GetValueOrDefault(reference);

    /// <summary>The field's record; nothing where the field refers to none.</summary>
    public static Reference? Of(string field, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var id)
            ? field switch
            {
                TicketDifferences.Assignee => Reference.ToAgent(id),
                "department_id" => Reference.ToDepartment(id),
                "classification_id" => Reference.ToClassification(id),
                "queue_id" => Reference.ToQueue(id),
                _ => null,
            }
            : null;

    /// <summary>The agent that somebody is; nothing of who is none.</summary>
    public static Reference? Of(Actor? actor) =>
        actor is { Kind: "agent" } && long.TryParse(actor.Id, out var id) ? Reference.ToAgent(id) : null;

    public static IEnumerable<Reference> In(Ticket ticket)
    {
        if (ticket.AssigneeId is { } agent)
            yield return Reference.ToAgent(agent);
        if (ticket.DepartmentId is { } department)
            yield return Reference.ToDepartment(department);
        if (ticket.ClassificationId is { } classification)
            yield return Reference.ToClassification(classification);
        if (ticket.QueueId is { } queue)
            yield return Reference.ToQueue(queue);
    }

    /// <summary>All that an event about a ticket refers to.</summary>
    public static IEnumerable<Reference> In(HubEvent happened)
    {
        var ticket = happened.About<Ticket>();
        IEnumerable<Reference?> others =
        [
            Of(happened.Actor),
            Of(happened.About<Attachment>()?.CreatedBy),
            .. (happened.Changes ?? []).SelectMany(one => new[] { Of(one.Field, one.From), Of(one.Field, one.To) }),
        ];
        return (ticket is null ? [] : In(ticket)).Concat(others.OfType<Reference>()).Distinct();
    }
}
