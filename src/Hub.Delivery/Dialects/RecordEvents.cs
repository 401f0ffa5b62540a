using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Dialects;

/// <summary>
/// Events of every kind of record, for dialects that take records as the hub has them: named by kind and action, with the
/// record in the shape that stands beside its kind. A new kind is among them without an edit.
/// </summary>
internal static class RecordEvents
{
    public static IReadOnlyList<EventDefinition> All { get; } =
    [
        .. Kinds.All.SelectMany(kind =>
            kind.Facts.Select(fact => new EventDefinition(
                $"{fact.Kind}.{fact.Action}",
                [fact],
                kind.ScopeOf(fact),
                kind.DescriptionOf(fact)
            ))
        ),
    ];

    /// <summary>Who did it, the record right after it, what that belongs to, and which fields changed.</summary>
    public static Shape<HubEvent> DataOf(EventDefinition one)
    {
        if (one.Kind is not { } kind)
            return new Shape<HubEvent>().Text("message", "That the connection works.", _ => "The connection works.");
        var data = new Shape<HubEvent>()
            .Choice("kind", "What sort of record it happened to.", [kind.Name], _ => kind.Name)
            .Object("actor", "Who did it.", EventShapes.Author, happened => happened.Actor)
            .Object("record", "The record right after it.", kind.Shown, happened => happened.Subject);
        if (kind.SampleParent is { } parent)
            data.Object("parent", "What the record belongs to.", parent.Kind.Shown, happened => happened.Parent)
                .Optional();
        if (one.SampleEvent.Move is not null)
            data.Object("transition", "How its status changed.", TicketShapes.Move, happened => happened.Move)
                .Optional();
        return data.Objects("changes", "The fields that changed; absent when none did.", EventShapes.Change, happened =>
            happened.Changes
        );
    }
}
