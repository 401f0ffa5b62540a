using System.Text.Json.Serialization;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tokens;

namespace Hub.Domain.TicketQueues;

/// <summary>Tickets that wait in one line for whoever works on them.</summary>
public sealed record TicketQueue : Record
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The department that works on its tickets; absent when none in particular.</summary>
    public long? DepartmentId { get; init; }

    /// <summary>Where it stands among the queues; the lowest comes first.</summary>
    public int Position { get; init; }

    /// <summary>Whether it is still offered to whoever chooses one.</summary>
    public bool IsActive { get; init; } = true;

    public static readonly Kind<TicketQueue> Kind = RecordKinds.Declare<TicketQueue>(
        "queue",
        "queues",
        TicketQueueJson.Default,
        fields =>
            fields
                .Folded("name", one => one.Name, unique: true)
                .Integer("department_id", one => one.DepartmentId)
                .Integer("position", one => one.Position)
                .Flag("is_active", one => one.IsActive)
                .Index("name")
                .Index("position")
                .Index("department_id", "id"),
        told: new(FactSet.Of("queue"), Scope.TicketsRead, Shape(), Sample, Sample with { Position = 1 })
    );

    private static TicketQueue Sample =>
        new()
        {
            Id = 4,
            Name = "Second line",
            Description = "What the service desk hands on",
            DepartmentId = 3,
            Position = 20,
            CreatedAt = Samples.At,
            UpdatedAt = Samples.At,
        };

    private static Shape<TicketQueue> Shape() =>
        new Shape<TicketQueue>()
            .Integer("id", "The queue's number.", one => one.Id)
            .Text("name", "Its name, unique in the organization.", one => one.Name)
            .Text("description", "Which tickets wait in it; absent when nobody said.", one => one.Description)
            .Optional()
            .Integer(
                "department_id",
                "The department that works on its tickets; absent when none in particular.",
                one => one.DepartmentId
            )
            .Optional()
            .Integer("position", "Where it stands among the queues; the lowest comes first.", one => one.Position)
            .Flag("is_active", "Whether it is still offered to whoever chooses one.", one => one.IsActive)
            .Instant("created_at", "When it was created.", one => one.CreatedAt)
            .Instant("updated_at", "When it last changed.", one => one.UpdatedAt);
}

[JsonSerializable(typeof(TicketQueue))]
internal sealed partial class TicketQueueJson : JsonSerializerContext;
