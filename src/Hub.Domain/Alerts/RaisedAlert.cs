using System.Text.Json.Serialization;
using Hub.Domain.Events;
using Hub.Domain.Tickets;

namespace Hub.Domain.Alerts;

/// <summary>Something about a ticket that somebody should look at, said by a person or a program; open until it is resolved.</summary>
public sealed record RaisedAlert : TicketRecord
{
    /// <summary>Characters of the longest message.</summary>
    public const int LongestMessage = 2_000;

    /// <summary>What is the matter, in a line.</summary>
    public required string Title { get; init; }

    public string? Message { get; init; }

    public Actor RaisedBy { get; init; } = Actor.System;

    /// <summary>Absent while it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    public Actor? ResolvedBy { get; init; }
}

[JsonSerializable(typeof(RaisedAlert))]
internal sealed partial class RaisedAlertJson : JsonSerializerContext;
