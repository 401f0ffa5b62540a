using Hub.Delivery.Dialects;
using Hub.Delivery.Retries;
using Hub.Domain.Events;
using Hub.Domain.Shapes;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;

namespace Hub.Tests.Webhooks;

/// <summary>Dialects that only tests speak: of what no dialect of the hub's own does yet.</summary>
internal static class TestDialects
{
    /// <summary>Sends lists of at most four, and waits two seconds for them.</summary>
    public static readonly Dialect Lists = Make("lists", batching: new Batching(4, TimeSpan.FromSeconds(2)));

    /// <summary>Has a name for something that happens to nothing the hub keeps yet.</summary>
    public static readonly Dialect Early = Make(
        "early",
        new("robot.built", [Fact.Of("robot", "built")], Scope.TicketsRead, "A robot was built.")
    );

    /// <summary>Asks with an empty GET, and wants the nonce back as it is.</summary>
    public static readonly Dialect Cautious = Make(
        "cautious",
        challenge: new Challenge(
            static asked =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, asked.Target);
                request.Headers.Add("x-challenge", asked.Nonce);
                request.Headers.Add("x-secret", asked.Secret);
                return request;
            },
            static (asked, result) => result.StatusCode == 200 && result.Snippet == asked.Nonce
        )
    );

    private static Dialect Make(
        string name,
        EventDefinition? also = null,
        Batching? batching = null,
        Challenge? challenge = null
    ) =>
        new(name)
        {
            Events =
            [
                new("ticket.created", [TicketFacts.Created], Scope.TicketsRead, "A ticket was created."),
                new("ticket.updated", [TicketFacts.Updated], Scope.TicketsRead, "A ticket was changed."),
                .. also is null ? Array.Empty<EventDefinition>() : [also],
            ],
            Body = one =>
                new Shape<HubEvent>()
                    .Text("name", "Its name.", _ => one.Name)
                    .Integer("ticket", "Which ticket.", happened => happened.About<Ticket>()?.Id)
                    .Optional()
                    .Text("subject", "What it is about.", happened => happened.About<Ticket>()?.Subject)
                    .Optional()
                    .Text("delivery", "Which delivery.", _ => DeliveryIds.Uuid.Gap),
            Sign = (headers, in sending) => headers.Add("x-signed", $"{sending.Body.Length}"),
            Verify = (_, _) => true,
            Headers = new("x-signed", ["x-signed"]),
            Retries = RetrySchedule.FiveAttempts,
            Ids = DeliveryIds.Uuid,
            Batching = batching,
            Challenge = challenge,
        };
}
