using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Tickets;
using Hub.Domain.Workflows;

namespace Hub.Domain.Events;

/// <summary>A fact with all that any dialect says of it: what a receiver reads is rendered from this and nothing else.</summary>
public sealed record HubEvent
{
    /// <summary>Time-ordered (UUID version 7) and the same in every attempt and repeat.</summary>
    public required Guid Id { get; init; }

    public required OrganizationId Organization { get; init; }

    /// <summary>The organization's number. Not kept with the event: whoever tells of it knows it.</summary>
    [JsonIgnore]
    public long OrganizationNumber { get; init; } = Organizations.Organization.FirstNumber;

    /// <summary>Its tenant of Microsoft 365, where one is known; not kept either.</summary>
    [JsonIgnore]
    public Guid? Tenant { get; init; }

    /// <summary>What the numbers of its ticket stand for, where somebody wants to know; not kept either.</summary>
    [JsonIgnore]
    public TicketNames Names { get; init; } = TicketNames.None;

    /// <summary>The partition whose commit wrote the event.</summary>
    public required string Partition { get; init; }

    public required Fact Fact { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>What it is about; absent only where it is about no record, as a test ping is.</summary>
    public Subject? Subject { get; init; }

    /// <summary>What the subject belongs to, as the ticket of a reply.</summary>
    public Subject? Parent { get; init; }

    /// <summary>Only the fields that changed; present on updates, assignments and status changes.</summary>
    public IReadOnlyList<FieldChange>? Changes { get; init; }

    /// <summary>How a ticket's status changed; present where that is what happened.</summary>
    public StatusMove? Move { get; init; }

    /// <summary>Only this subscription is told; a test ping is not everybody's business.</summary>
    public Guid? OnlyFor { get; init; }

    /// <summary>The record of the type among what the event is about: the subject, or what that belongs to.</summary>
    public T? About<T>()
        where T : class => Subject?.As<T>() ?? Parent?.As<T>();

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

    // Hubs before stored a property for each sort of record. What they wrote is read until retention has taken it away.

    [JsonInclude, JsonPropertyName("ticket")]
    internal Ticket? StoredTicket
    {
        get => null;
        init => Subject = value is null ? Subject : new Subject(TicketKinds.Ticket, value);
    }

    [JsonInclude, JsonPropertyName("reply")]
    internal Reply? StoredReply
    {
        get => null;
        init =>
            (Subject, Parent) = value is null ? (Subject, Parent) : (new Subject(TicketKinds.Reply, value), Subject);
    }

    [JsonInclude, JsonPropertyName("agent")]
    internal Agent? StoredAgent
    {
        get => null;
        init => Subject = value is null ? Subject : new Subject(PeopleKinds.Agent, value);
    }
}

/// <summary>Who caused a fact.</summary>
/// <param name="Kind">token, agent, contact, rule or system.</param>
public sealed record Actor(string Kind, string Id, string Name)
{
    /// <summary>What assignment rules are called.</summary>
    public const string Rule = "rule";

    public static readonly Actor System = new("system", "0", "System");

    /// <summary>The number of the agent whose token it was; absent where it was nobody's, and where the agent is the actor.</summary>
    public long? AgentId { get; init; }

    /// <summary>No person did it, nor a program on somebody's behalf.</summary>
    [JsonIgnore]
    public bool IsAutomatic => this == System || Kind == Rule;
}

/// <summary>One changed field with its wire name; an absent value is a JSON null.</summary>
public sealed record FieldChange(string Field, JsonElement From, JsonElement To);
