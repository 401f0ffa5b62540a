using System.Net.Http.Headers;
using Hub.Delivery.Retries;
using Hub.Domain.Events;
using Hub.Domain.People;
using Hub.Domain.Tickets;
using Hub.Domain.TimeEntries;
using Hub.Domain.Tokens;

namespace Hub.Delivery.Dialects;

/// <summary>The tiketti contract: 13 events, UUIDs for ids, five attempts and then the webhook has failed.</summary>
internal static class Tiketti
{
    public static readonly Dialect Dialect = new("tiketti")
    {
        Description = "The webhooks of tiketti: 13 events, five attempts and then the webhook has failed.",
        Events =
        [
            new("ticket.created", [TicketFacts.Created], Scope.TicketsRead, "A new ticket was created."),
            new("ticket.updated", [TicketFacts.Updated], Scope.TicketsRead, "Properties of a ticket changed."),
            new("ticket.deleted", [TicketFacts.Deleted], Scope.TicketsRead, "A ticket was deleted."),
            new("ticket.assigned", [TicketFacts.Assigned], Scope.TicketsRead, "A ticket was assigned to somebody.")
            {
                When = CommonEvents.IsToSomebody,
            },
            new("ticket.status_changed", [TicketFacts.StatusChanged], Scope.TicketsRead, "A ticket's status changed."),
            new("message.created", [ReplyFacts.Added], Scope.TicketsRead, "A ticket has a new public message."),
            new("message.deleted", [ReplyFacts.Deleted], Scope.TicketsRead, "A message of a ticket was deleted.")
            {
                // Who is not told of internal notes is not told of their deletion either.
                When = happened => happened.About<Reply>() is not { Internal: true },
            },
            new("contact.created", [ContactKind.Facts.Created], Scope.UsersRead, "A new contact was created."),
            new("contact.updated", [ContactKind.Facts.Updated], Scope.UsersRead, "A contact changed."),
            new("contact.deleted", [ContactKind.Facts.Deleted], Scope.UsersRead, "A contact was deleted."),
            new(
                "time_entry.created",
                [TimeEntryKinds.Facts.Created],
                Scope.TicketsRead,
                "Time was logged on a ticket."
            ),
            new("time_entry.updated", [TimeEntryKinds.Facts.Updated], Scope.TicketsRead, "Logged time was changed."),
            new("time_entry.deleted", [TimeEntryKinds.Facts.Deleted], Scope.TicketsRead, "Logged time was deleted."),
        ],
        Body = TikettiShapes.Body,
        Sign = Sign,
        Verify = HexSignature.In(Signature),
        Headers = new(Signature, ["X-Tiketti-", SignedTime.Prefix], "X-Tiketti-Event", "X-Tiketti-Delivery")
        {
            Texts = new Dictionary<string, string>(HexSignature.Texts(Signature))
            {
                ["X-Tiketti-Timestamp"] = "When it happened.",
            },
        },
        Retries = RetrySchedule.FiveAttempts,
    };

    private const string Signature = "X-Tiketti-Signature";

    private static void Sign(HttpRequestHeaders headers, in Sending sending)
    {
        headers.TryAddWithoutValidation("X-Tiketti-Event", sending.Event.Name);
        headers.TryAddWithoutValidation("X-Tiketti-Delivery", sending.Attempt.DeliveryId.ToString());
        HexSignature.Add(headers, Signature, sending);
        headers.TryAddWithoutValidation("X-Tiketti-Timestamp", sending.Event.Timestamp);
    }
}
