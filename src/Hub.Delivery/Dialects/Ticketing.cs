using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Hub.Delivery.Retries;
using Hub.Domain.Attachments;
using Hub.Domain.Events;
using Hub.Domain.Shapes;
using Hub.Domain.Sla;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;

namespace Hub.Delivery.Dialects;

/// <summary>
/// The ticketing contract: 15 events about tickets, each with the whole ticket by its names; what is signed is the delivery's id,
/// the time of the attempt and the body.
/// </summary>
internal static class Ticketing
{
    public static readonly Dialect Dialect = new("ticketing")
    {
        Description = "The webhooks of Ticketing as a Service: 15 events, each with the whole ticket.",
        Events =
        [
            Of("ticket.created", "A new ticket was created.", TicketFacts.Created),
            Of(
                "ticket.updated",
                "Fields of a ticket changed beside its status and its assignee.",
                TicketFacts.Updated,
                TicketingChanges.IsGeneral
            ),
            Of(
                "ticket.status_changed",
                "A ticket went to another status, by a transition of the workflow or without one.",
                TicketFacts.StatusChanged
            ),
            Of(
                "ticket.resolved",
                "A ticket went to a resolved status in which the clocks of its SLA stand.",
                TicketFacts.Resolved,
                happened => happened.Move is not { To.StopsSla: false }
            ),
            Of(
                "ticket.assigned",
                "A ticket was given to an agent, to another one, or to nobody.",
                TicketFacts.Assigned
            ),
            OfTarget("alert.sla_frt_breached", TicketFacts.SlaBreached, SlaTargets.FirstResponse, "passed"),
            OfTarget("alert.sla_frt_escalated", TicketFacts.Escalated, SlaTargets.FirstResponse, "was escalated"),
            OfTarget("alert.sla_rt_breached", TicketFacts.SlaBreached, SlaTargets.Resolution, "passed"),
            OfTarget("alert.sla_rt_escalated", TicketFacts.Escalated, SlaTargets.Resolution, "was escalated"),
            Of(
                "alert.expected_date",
                "A ticket's expected date comes near, is today, or has passed.",
                TicketFacts.ExpectedDateOverdue,
                TicketFacts.ExpectedDateDueToday,
                TicketFacts.ExpectedDateApproaching
            ),
            Of("alert.idle", "Nobody did anything about a ticket for too long.", TicketFacts.Idle),
            Of(
                "comment.created",
                "A ticket has a new comment: a public reply, or a note that only agents see.",
                ReplyFacts.Added,
                ReplyFacts.NoteAdded
            ),
            Of("attachment.added", "A file or a link was attached to a ticket.", AttachmentFacts.Added),
            Of(
                "attachment.archived",
                "An attachment was taken from the list of those in use.",
                AttachmentFacts.Archived
            ),
            Of(
                "attachment.deleted",
                "An attachment was deleted for good, content and all.",
                AttachmentFacts.Deleted,
                sample: TicketingSamples.Ended
            ),
        ],
        Body = TicketingShapes.Body,
        Sign = Sign,
        Verify = Verify,
        Headers = new(Signature, ["X-Ticketing-", "X-Webhook-", "webhook-"], "X-Webhook-Event-Type", Id)
        {
            Texts = new Dictionary<string, string>
            {
                [Signature] =
                    $"v1, and the HMAC-SHA256 of {Id}, {Timestamp} and the body with dots between them, in base64; the key is the "
                    + $"secret's UTF-8. While a secret is rotated, {Signature}-Previous has the old one's.",
                [Timestamp] = "The time of the attempt.",
                ["X-Webhook-Delivery-Attempt"] = "Which attempt it is; the first is 1.",
            },
        },
        Retries = RetrySchedule.OverADay,
        Times = Times.Milliseconds,
        NamesRecords = true,
    };

    private const string Id = "webhook-id";
    private const string Timestamp = "webhook-timestamp";
    private const string Signature = "X-Ticketing-Signature-256";

    private static readonly DeliveryIds Ids = DeliveryIds.Ulid("wh_evt_");

    private static EventDefinition Of(string name, string description, params Fact[] facts) =>
        new(name, facts, Scope.TicketsRead, description) { Sample = TicketingSamples.Named };

    private static EventDefinition Of(
        string name,
        string description,
        Fact fact,
        Func<HubEvent, bool>? when = null,
        Func<HubEvent, HubEvent>? sample = null
    ) => new(name, [fact], Scope.TicketsRead, description) { When = when, Sample = sample ?? TicketingSamples.Named };

    private static EventDefinition OfTarget(string name, Fact fact, string target, string what) =>
        Of(
            name,
            $"A ticket's deadline for its {(target == SlaTargets.Resolution ? "resolution" : "first response")} {what}.",
            fact,
            happened => happened.About<Ticket>()?.Sla?.Alert?.Target == target,
            sample => TicketingSamples.About(sample, target)
        );

    private static void Sign(HttpRequestHeaders headers, in Sending sending)
    {
        var attempt = sending.Attempt;
        var id = Ids.TextOf(attempt.DeliveryId);
        var timestamp = WireTime.Text(attempt.Now, Times.Milliseconds);
        var content = StandardWebhooks.Content(id, timestamp, sending.Body);
        headers.TryAddWithoutValidation(Id, id);
        headers.TryAddWithoutValidation(Timestamp, timestamp);
        OneHeader.Add(headers, Signature, attempt, secret => Of(content, secret));
        headers.TryAddWithoutValidation("X-Webhook-Event-Type", sending.Event.Name);
        headers.TryAddWithoutValidation("X-Webhook-Delivery-Attempt", $"{attempt.Attempt}");
    }

    private static bool Verify(Received received, string secret) =>
        received.Header(Id) is { } id
        && received.Header(Timestamp) is { } timestamp
        && received.Header(Signature) is { } signature
        && SignatureText.AnyIs([signature], Of(StandardWebhooks.Content(id, timestamp, received.Body), secret));

    private static string Of(byte[] content, string secret) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), content));
}
