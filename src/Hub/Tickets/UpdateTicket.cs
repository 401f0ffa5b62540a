using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Hub.Domain;
using Hub.Domain.Tickets;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Tickets;

/// <summary>What to change of a ticket; fields that are left out stay as they are.</summary>
/// <example>{"status": "pending", "priority": "urgent"}</example>
[Like(typeof(CreateTicket))]
internal sealed record UpdateTicket
{
    [CannotBeCleared]
    public Optional<string?> Subject { get; init; }

    [CannotBeCleared]
    public Optional<string?> Description { get; init; }

    /// <summary>Where it stands. A closed ticket stays closed; a resolved one can be opened again or closed.</summary>
    [CannotBeCleared]
    public Optional<TicketStatus?> Status { get; init; }

    /// <summary>How soon it wants attention.</summary>
    [CannotBeCleared]
    public Optional<TicketPriority?> Priority { get; init; }

    /// <summary>The department it goes to, by its id; null takes it out of its department.</summary>
    public Optional<long?> DepartmentId { get; init; }

    /// <summary>The agent it is assigned to, by their id; null takes it from its agent.</summary>
    public Optional<long?> AssigneeId { get; init; }

    /// <summary>What it is about: a classification, by its id; null takes it away.</summary>
    public Optional<long?> ClassificationId { get; init; }

    /// <summary>The queue that it waits in, by its id; null takes it out of its queue.</summary>
    public Optional<long?> QueueId { get; init; }

    /// <summary>When it is expected to be done, a day where the organization is; null takes the date away.</summary>
    public Optional<DateOnly?> ExpectedDate { get; init; }

    /// <summary>All its tags; null or an empty list removes them.</summary>
    public Optional<IReadOnlyList<string>?> Tags { get; init; }

    /// <summary>Values of your own to set by name; a null value removes its name, names left out stay.</summary>
    /// <example>{"asset_tag": "LT-0311", "floor": 3, "old_field": null}</example>
    public Optional<Dictionary<string, JsonElement>?> CustomFields { get; init; }

    public TicketPatch ToPatch() =>
        new()
        {
            Subject = Subject.IsPresent ? Subject.Value! : default(Optional<string>),
            Description = Description.IsPresent ? Description.Value! : default(Optional<string>),
            Status = Status.IsPresent ? Status.Value!.Value : default(Optional<TicketStatus>),
            Priority = Priority.IsPresent ? Priority.Value!.Value : default(Optional<TicketPriority>),
            DepartmentId = DepartmentId,
            AssigneeId = AssigneeId,
            ClassificationId = ClassificationId,
            QueueId = QueueId,
            ExpectedDate = ExpectedDate,
            Tags = Tags.IsPresent ? new Optional<IReadOnlyList<string>>(TicketRules.Tidy(Tags.Value)) : default,
            CustomFields = CustomFields.Or(null),
        };
}
