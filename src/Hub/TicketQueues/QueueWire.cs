using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Domain;
using Hub.Domain.TicketQueues;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.TicketQueues;

/// <summary>A queue to create.</summary>
/// <example>{"name": "Second line", "description": "What the service desk hands on", "position": 20}</example>
internal sealed record CreateQueue
{
    /// <summary>Its name, unique in the organization whatever the case.</summary>
    /// <example>Second line</example>
    [Required, Length(1, 100)]
    public string? Name { get; init; }

    /// <summary>Which tickets wait in it.</summary>
    [MaxLength(1000)]
    public string? Description { get; init; }

    /// <summary>The department that works on its tickets, by its id.</summary>
    [IdOf("department")]
    public long? DepartmentId { get; init; }

    /// <summary>Where it stands among the queues, the lowest first; 0 when absent. Several may have the same.</summary>
    [Range(0, 1_000_000), DefaultValue(0)]
    public int? Position { get; init; }

    /// <summary>Whether it is offered to whoever chooses one; true when absent. Tickets stay in one that is not.</summary>
    [DefaultValue(true)]
    public bool? IsActive { get; init; }

    public TicketQueue ToQueue() =>
        new()
        {
            Name = Name!,
            Description = Description,
            DepartmentId = DepartmentId,
            Position = Position ?? 0,
            IsActive = IsActive ?? true,
        };
}

/// <summary>What to change of a queue; fields that are left out stay as they are.</summary>
/// <example>{"position": 10}</example>
[Like(typeof(CreateQueue))]
internal sealed record UpdateQueue
{
    [CannotBeCleared]
    public Optional<string?> Name { get; init; }

    public Optional<string?> Description { get; init; }

    /// <summary>The department that works on its tickets, by its id; null takes it from its department.</summary>
    public Optional<long?> DepartmentId { get; init; }

    /// <summary>Where it stands among the queues, the lowest first.</summary>
    [CannotBeCleared]
    public Optional<int?> Position { get; init; }

    /// <summary>Whether it is offered to whoever chooses one. Tickets stay in one that is not.</summary>
    [CannotBeCleared]
    public Optional<bool?> IsActive { get; init; }

    public TicketQueue ApplyTo(TicketQueue queue) =>
        queue with
        {
            Name = Name.Or(queue.Name)!,
            Description = Description.Or(queue.Description),
            DepartmentId = DepartmentId.Or(queue.DepartmentId),
            Position = Position.Or(queue.Position)!.Value,
            IsActive = IsActive.Or(queue.IsActive)!.Value,
        };
}

/// <summary>Tickets that wait in one line.</summary>
[Like(typeof(CreateQueue))]
internal sealed record QueueResponse(string Name, string? Description, long? DepartmentId, int Position, bool IsActive)
    : RecordResponse
{
    public static QueueResponse Of(TicketQueue one) =>
        new(one.Name, one.Description, one.DepartmentId, one.Position, one.IsActive);
}
