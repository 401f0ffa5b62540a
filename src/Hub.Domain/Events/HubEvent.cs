using System.Text.Json;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Tickets;

namespace Hub.Domain.Events;

/// <summary>A fact with all that any dialect says of it: what a receiver reads is rendered from this and nothing else.</summary>
public sealed record HubEvent
{
    /// <summary>Time-ordered (UUID version 7) and the same in every attempt and repeat.</summary>
    public required Guid Id { get; init; }

    public required OrganizationId Organization { get; init; }

    /// <summary>The partition whose commit wrote the event.</summary>
    public required string Partition { get; init; }

    public required Fact Fact { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>The ticket as it was right after the fact; present on every ticket and reply fact.</summary>
    public Ticket? Ticket { get; init; }

    /// <summary>Present on reply and note facts.</summary>
    public Reply? Reply { get; init; }

    /// <summary>Present on user facts.</summary>
    public Agent? Agent { get; init; }

    /// <summary>Only the fields that changed; present on updates, assignments and status changes.</summary>
    public IReadOnlyList<FieldChange>? Changes { get; init; }

    /// <summary>Only this subscription is told; a test ping is not everybody's business.</summary>
    public Guid? OnlyFor { get; init; }

    public static HubEvent Of(
        Fact fact,
        OrganizationId organization,
        string partition,
        Actor actor,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = EventIds.Next(now),
            Organization = organization,
            Partition = partition,
            Fact = fact,
            At = now,
            Actor = actor,
        };
}

/// <summary>Who caused a fact.</summary>
/// <param name="Kind">token, agent, contact or system.</param>
public sealed record Actor(string Kind, string Id, string Name)
{
    public static readonly Actor System = new("system", "0", "System");
}

/// <summary>One changed field with its wire name; an absent value is a JSON null.</summary>
public sealed record FieldChange(string Field, JsonElement From, JsonElement To);
