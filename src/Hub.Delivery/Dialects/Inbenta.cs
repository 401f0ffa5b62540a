using System.Net.Http.Headers;
using Hub.Delivery.Egress;
using Hub.Delivery.Retries;
using Hub.Domain.Alerts;
using Hub.Domain.Attachments;
using Hub.Domain.Classifications;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Shapes;
using Hub.Domain.TicketQueues;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;

namespace Hub.Delivery.Dialects;

/// <summary>
/// The inbenta contract: lists of events that name a record and what became of it, and a challenge before the first of them. An
/// event's name is its item and its action with a dot between them; on the wire they are two members.
/// </summary>
internal static class Inbenta
{
    public static readonly Dialect Dialect = new("inbenta")
    {
        Description =
            "The webhooks of Inbenta: lists of events that name what to read, to receivers that answered a challenge.",
        Events =
        [
            Tells("alert.add", "Somebody raised an alert on a ticket.", RaisedAlertKinds.Raised),
            Tells("ticket.add", "A ticket was created.", TicketFacts.Created),
            Tells("ticket.update", "A ticket changed.", TicketFacts.Updated),
            Tells("reply.add", "A ticket has a new reply or note.", ReplyFacts.Added, ReplyFacts.NoteAdded),
            new(
                "media.add",
                [AttachmentFacts.Added, AttachmentFacts.Uploaded],
                Scope.TicketsRead,
                "A file or a link was added."
            )
            {
                // A reply that takes it to its ticket is a reply, and uploads nothing.
                When = static happened => happened.About<Attachment>() is not { HasWaited: true },
            },
            Tells("classification.add", "A classification was created.", Classifications.Created),
            Tells("classification.remove", "A classification was deleted.", Classifications.Deleted),
            Tells("queue.add", "A queue was created.", Queues.Created),
            Tells("queue.update", "A queue changed.", Queues.Updated),
        ],
        Silent = ["user"],
        Body = Body,
        Sign = static (headers, in sending) => HexSignature.Add(headers, Signature, sending),
        Verify = HexSignature.In(Signature),
        WhyNotSecret = WhyNotSecret,
        Headers = new(Signature, ["X-Inbenta-", "X-Hook-", SignedTime.Prefix])
        {
            Texts = HexSignature.Texts(Signature),
        },
        Retries = RetrySchedule.OverADay,
        Times = Times.Unix,
        Batching = new(Most: 100),
        Challenge = new(Ask, IsEcho),
    };

    /// <summary>Who did it where no user did: rules, deadlines, people who ask, and tokens of nobody.</summary>
    private const long Nobody = 0;

    private const string Signature = "X-Inbenta-Signature";

    private static FactSet Classifications => Classification.Kind.Lifecycle!;

    private static FactSet Queues => TicketQueue.Kind.Lifecycle!;

    private static EventDefinition Tells(string name, string description, params Fact[] facts) =>
        new(name, facts, Kinds.Of(facts[0])!.ScopeOf(facts[0]), description);

    private static Shape<HubEvent> Body(EventDefinition one)
    {
        var (item, action) = one.Name.Split('.') is [var first, var second] ? (first, second) : (one.Name, "");
        return new Shape<HubEvent>()
            .Integer("id", "The record's number, as routes take it; 0 for a test.", IdOf)
            .Choice("item", "What sort of record it is.", [item], _ => item)
            .Choice("action", "What became of it.", [action], _ => action)
            .Instant("timestamp", "When it happened, in Unix seconds.", happened => happened.At)
            .Integer("actor", "The number of the user who did it; 0 where no user did.", happened =>
                UserOf(happened.Actor)
            )
            .IntegerOrNull(
                "parent",
                "The number of the ticket, or the classification, that it belongs to; null where none.",
                ParentOf
            );
    }

    private static long? IdOf(HubEvent happened) =>
        happened.Subject?.Value switch
        {
            Ticket ticket => ticket.Id,
            Reply reply => reply.Id,
            Record record => record.Id,
            _ => 0,
        };

    private static long? ParentOf(HubEvent happened) =>
        happened.Subject?.Value switch
        {
            Ticket ticket => ticket.ParentId,
            Classification classification => classification.ParentId,
            _ => happened.Parent?.As<Ticket>()?.Id,
        };

    private static long UserOf(Actor actor) =>
        actor.AgentId ?? (actor.Kind == "agent" && long.TryParse(actor.Id, out var number) ? number : Nobody);

    private static HttpRequestMessage Ask(ChallengeAsked asked)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, asked.Target);
        request.Headers.TryAddWithoutValidation("X-Hook-Signature", asked.Secret);
        request.Headers.TryAddWithoutValidation("X-Inbenta-Challenge", asked.Nonce);
        return request;
    }

    private static bool IsEcho(ChallengeAsked asked, EgressResult result) =>
        result.StatusCode == 200 && result.Snippet == asked.Nonce;

    private static string? WhyNotSecret(string secret) =>
        secret.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? "May hold visible ASCII only: the challenge has it in a header."
            : null;
}
