using System.Buffers;
using System.Text.Json;
using Hub.Delivery.Retries;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.Tickets;

namespace Hub.Delivery.Dialects;

/// <summary>
/// What flows of makers are told in: everything that happens, each as one flat object whose fields a next step can use, with the
/// event's ID to remove duplicates by and the subscription's to know where it comes from. Nothing in it is ever null.
/// </summary>
internal static class Flow
{
    /// <summary>So many events a list has at most: a run goes through them one by one.</summary>
    private const int MostInList = 100;

    public static readonly Dialect One = Speak(
        "flow",
        "Flows of makers: everything that happens, each as one flat object.",
        batching: null
    );

    public static readonly Dialect Lists = Speak(
        "flow-list",
        "Flows of makers that take lists: the same objects, as many together as happen at about the same time.",
        new Batching(MostInList)
    );

    private static Dialect Speak(string name, string description, Batching? batching) =>
        new(name)
        {
            Description = description,
            Events = RecordEvents.All,
            Body = Body,
            Sign = StandardWebhooks.Sign,
            Verify = StandardWebhooks.Verify,
            Headers = StandardWebhooks.Headers,
            Retries = RetrySchedule.OverADay,
            Times = Times.Milliseconds,
            WhyNotSecret = StandardSecret.WhyNot,
            Ids = DeliveryIds.Uuid,
            NamesSubscription = true,
            Batching = batching,
            IsForFlows = true,
        };

    private static Shape<HubEvent> Body(EventDefinition one)
    {
        var body = new Shape<HubEvent>()
            .Text(
                "subscription_id",
                "The ID of the subscription that it comes from.",
                _ => DeliveryIds.Uuid.Gap,
                "uuid"
            )
            .Uuid("event_id", "The event's ID, the same however often it arrives: remove duplicates by it.", happened =>
                happened.Id
            )
            .Text("event", "The event's name, as in ticket.created.", happened => NameOf(happened.Fact))
            .Instant("happened_at", "When it happened.", happened => happened.At)
            .Uuid("organization_id", "The organization it happened in.", happened => happened.Organization.Value)
            .Object("actor", "Who did it.", EventShapes.Author, happened => happened.Actor);
        if (one.Kind is not { } kind)
            return body.Text("message", "That the connection works.", _ => "The connection works.").Flat();
        body.Texts("changed_fields", "The names of the fields that changed; empty when none did.", happened =>
                [.. (happened.Changes ?? []).Select(static change => change.Field)]
            )
            .Spread(kind.Shown.Flat(name => name is "id" or "uuid" ? $"{kind.Name}_{name}" : name), happened =>
                happened.Subject!
            );
        if (kind == TicketKinds.Ticket)
            body.Object("transition", "How its status changed.", TicketShapes.Move, happened => happened.Move)
                .Optional();
        if (kind.SampleParent is { } parent)
            body.Object(parent.Kind.Name, "What it belongs to.", Usual(parent), happened => happened.Parent).Optional();
        return body.Flat();
    }

    /// <summary>What is told of a record beside what belongs to it: what such a one usually has.</summary>
    private static Shape<Subject> Usual(Subject sample)
    {
        // Not the thread's buffer: shapes are made while a body is rendered into that.
        var written = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(written))
            sample.Kind.Shown.Write(writer, sample, Times.Milliseconds);
        var usual = JsonElement.Parse(written.WrittenSpan).EnumerateObject().Select(static one => one.Name).ToHashSet();
        return sample.Kind.Shown.Only(usual.Contains);
    }

    private static string NameOf(Fact fact) => $"{fact.Kind}.{fact.Action}";
}
