using System.Text.Json.Serialization;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Domain.Tokens;

namespace Hub.Domain.Tickets;

/// <summary>How a ticket stands to another one, as seen from it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TicketLinkType>))]
public enum TicketLinkType
{
    [JsonStringEnumMemberName("relates_to")]
    RelatesTo,

    [JsonStringEnumMemberName("blocks")]
    Blocks,

    [JsonStringEnumMemberName("blocked_by")]
    BlockedBy,

    [JsonStringEnumMemberName("duplicates")]
    Duplicates,

    [JsonStringEnumMemberName("duplicated_by")]
    DuplicatedBy,

    [JsonStringEnumMemberName("causes")]
    Causes,

    [JsonStringEnumMemberName("caused_by")]
    CausedBy,
}

/// <summary>
/// A link between two tickets. It is one document, beside both tickets, and so has both ends or neither; the document's name
/// follows from type and tickets, so that there is one at most, whoever makes it at the same moment.
/// </summary>
public sealed record TicketLink : Record
{
    private const string Tickets = "tickets";

    public static readonly Kind<TicketLink> Kind = RecordKinds.Declare<TicketLink>(
        "ticket_link",
        "ticket-links",
        TicketLinkJson.Default,
        fields => fields.IntegerArray(Tickets, one => [one.FromId, one.ToId])
    );

    /// <summary>As seen from the first ticket; never one that is said from the other end.</summary>
    public TicketLinkType Type { get; init; }

    public long FromId { get; init; }

    public long ToId { get; init; }

    [JsonIgnore]
    public string DocumentId =>
        $"{Kind.Name}-{Names<TicketLinkType>.Of(Type)}-{Math.Min(FromId, ToId)}-{Math.Max(FromId, ToId)}";

    /// <summary>What the ticket is to the other one.</summary>
    public TicketLinkType TypeFor(long ticket) => ticket == FromId ? Type : Type.FromTheOtherEnd();

    public long OtherThan(long ticket) => ticket == FromId ? ToId : FromId;

    /// <summary>Links that the ticket has.</summary>
    public static Filter Of(long ticket) => Filter.HasInteger(Tickets, ticket);
}

/// <summary>How tickets come to be linked.</summary>
public static class TicketLinkVerbs
{
    /// <param name="id">The link's number.</param>
    /// <param name="type">What the ticket is to the other one.</param>
    public static Decision<TicketLink> Link(
        this Ticket ticket,
        TicketLinkType type,
        Ticket other,
        long id,
        DateTimeOffset now
    )
    {
        if (ticket.Id == other.Id)
            return Refusal.Invalid("link_to_self", "A ticket cannot be linked to itself.", "ticket_id");
        if ((ticket.RefuseWhenMerged() ?? other.RefuseWhenMerged()) is { } merged)
            return merged;
        // Of two names of the same link, one is stored; what has no direction goes from the older ticket.
        var opposite = type.FromTheOtherEnd();
        var isTurned = opposite < type || (opposite == type && other.Id < ticket.Id);
        return new TicketLink
        {
            Id = id,
            Type = isTurned ? opposite : type,
            FromId = isTurned ? other.Id : ticket.Id,
            ToId = isTurned ? ticket.Id : other.Id,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    public static TicketLinkType FromTheOtherEnd(this TicketLinkType type) =>
        type switch
        {
            TicketLinkType.Blocks => TicketLinkType.BlockedBy,
            TicketLinkType.BlockedBy => TicketLinkType.Blocks,
            TicketLinkType.Duplicates => TicketLinkType.DuplicatedBy,
            TicketLinkType.DuplicatedBy => TicketLinkType.Duplicates,
            TicketLinkType.Causes => TicketLinkType.CausedBy,
            TicketLinkType.CausedBy => TicketLinkType.Causes,
            _ => type,
        };
}

[JsonSerializable(typeof(TicketLink))]
internal sealed partial class TicketLinkJson : JsonSerializerContext;
