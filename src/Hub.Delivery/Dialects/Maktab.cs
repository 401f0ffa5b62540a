using System.Net.Http.Headers;
using Hub.Delivery.Retries;
using Hub.Domain.Events;
using Hub.Domain.OnCall;
using Hub.Domain.People;
using Hub.Domain.Sla;
using Hub.Domain.Surveys;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;

namespace Hub.Delivery.Dialects;

/// <summary>The maktab contract: 22 events, the delivery's id inside the body, <c>X-Maktab-Signature</c>.</summary>
internal static class Maktab
{
    public static readonly DeliveryIds Ids = DeliveryIds.Ulid("wh_");

    public static readonly Dialect Dialect = new("maktab")
    {
        Description = "The webhooks of maktab: 22 events, the delivery's id in the body.",
        Events =
        [
            new(
                "ticket.created",
                [TicketFacts.Created],
                Scope.TicketsRead,
                "A ticket came in, through whatever channel."
            ),
            new(
                "ticket.updated",
                [TicketFacts.Updated],
                Scope.TicketsRead,
                "Fields of a ticket changed; changes lists which."
            ),
            new(
                "ticket.assigned",
                [TicketFacts.Assigned],
                Scope.TicketsRead,
                "A ticket was given to an agent, or to another one."
            )
            {
                When = CommonEvents.IsToSomebody,
            },
            new("ticket.resolved", [TicketFacts.Resolved], Scope.TicketsRead, "A ticket went to the status resolved.")
            {
                // From one resolved status of a workflow to another it has been resolved before.
                When = happened => happened.Move is not { IsWithinCategory: true },
            },
            new("ticket.closed", [TicketFacts.Closed], Scope.TicketsRead, "A ticket was closed."),
            new(
                "ticket.escalated",
                [TicketFacts.Escalated],
                Scope.TicketsRead,
                "A ticket missed its deadline and was escalated."
            )
            {
                // A ticket that is late with both its targets is escalated once.
                When = happened =>
                    happened.About<Ticket>()?.Sla
                        is not { IsEscalatedAtOnce: true, Alert.Target: SlaTargets.FirstResponse },
            },
            new("ticket.merged", [TicketFacts.Merged], Scope.TicketsRead, "A ticket was merged into another one."),
            new(
                "reply.created",
                [ReplyFacts.Added],
                Scope.TicketsRead,
                "Somebody answered on a ticket, agent or requester."
            ),
            new(
                "reply.note_added",
                [ReplyFacts.NoteAdded],
                Scope.TicketsRead,
                "An agent left an internal note on a ticket."
            ),
            new("user.created", [AgentFacts.Created], Scope.UsersRead, "An agent's account was opened."),
            new("user.deactivated", [AgentFacts.Deactivated], Scope.UsersRead, "An agent's account was deactivated."),
            new(
                "client.created",
                [ContactKind.Facts.Created],
                Scope.UsersRead,
                "A person asked for help for the first time, or was added."
            ),
            new(
                "client.company.created",
                [Fact.Of("company", "created")],
                Scope.UsersRead,
                "A client company was added."
            ),
            new("sla.breached", [TicketFacts.SlaBreached], Scope.TicketsRead, "A ticket's deadline passed."),
            new(
                "sla.at_risk",
                [TicketFacts.SlaAtRisk],
                Scope.TicketsRead,
                "Only a fifth of the time to a ticket's deadline is left."
            ),
            new(
                "csat.submitted",
                [SurveyFacts.Answered],
                Scope.ReportsRead,
                "A requester said how satisfied they are."
            ),
            new(
                "kb.article.published",
                [Fact.Of("article", "published")],
                Scope.KbRead,
                "An article of the knowledge base was published."
            ),
            new(
                "incident.created",
                [Fact.Of("incident", "declared")],
                Scope.TicketsRead,
                "A major incident was declared."
            ),
            new(
                "incident.resolved",
                [Fact.Of("incident", "resolved")],
                Scope.TicketsRead,
                "A major incident was declared over."
            ),
            new(
                "change.approved",
                [Fact.Of("change", "approved")],
                Scope.TicketsRead,
                "The board approved a change request."
            ),
            new(
                "on_call.escalated",
                [OnCallFacts.Escalated],
                Scope.TicketsRead,
                "An on-call page went on to the next in line."
            ),
            new(
                "asset.discovered",
                [Fact.Of("asset", "discovered")],
                Scope.AssetsRead,
                "An asset was discovered, or added by hand."
            ),
        ],
        Body = MaktabShapes.Body,
        Sign = Sign,
        Verify = HexSignature.In(Signature),
        Headers = new(Signature, ["X-Maktab-", SignedTime.Prefix], "X-Maktab-Event", "X-Maktab-Delivery")
        {
            Texts = HexSignature.Texts(Signature),
        },
        Retries = RetrySchedule.OverADay,
        Ids = Ids,
    };

    private const string Signature = "X-Maktab-Signature";

    private static void Sign(HttpRequestHeaders headers, in Sending sending)
    {
        HexSignature.Add(headers, Signature, sending);
        headers.TryAddWithoutValidation("X-Maktab-Event", sending.Event.Name);
        headers.TryAddWithoutValidation("X-Maktab-Delivery", Ids.TextOf(sending.Attempt.DeliveryId));
    }
}
