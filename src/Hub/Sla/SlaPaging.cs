using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Delivery.Sending;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.OnCall;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Sla;
using Hub.Domain.Tickets;
using Hub.OnCall;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Tickets;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Sla;

/// <summary>
/// Pages whoever is on call when a ticket misses its deadline. The commit that tells of the breach writes a message; the page that
/// comes of it says what it was sent for, of which there is one, however often the message is handled.
/// </summary>
internal sealed partial class SlaPaging(
    IStore store,
    IQueue queue,
    OnCallBook book,
    TimeProvider clock,
    ILogger<SlaPaging> logger
) : IQueueHandler
{
    private const string Lane = "sla-pages/";

    private const int LongestSummary = CreateOnCallPage.LongestSummary;

    /// <summary>After it somebody may have come on call.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    public string LanePrefix => Lane;

    /// <summary>What goes into the commit that tells of the breach. The escalation's is the same one while the first is there.</summary>
    public static QueueMessage Message(Ticket ticket, BreachPage page) =>
        new(
            $"sla-page-{ticket.Uuid:N}-{page.Target}",
            $"{Lane}{ticket.Organization}",
            page.At,
            JsonSerializer.SerializeToUtf8Bytes(
                new WantedPage(ticket.Organization.Value, ticket.Id, page.Target, page.RotationId),
                SlaPagingJson.Default.WantedPage
            )
        );

    public async Task Handle(LeasedMessage message, CancellationToken cancellation)
    {
        var wanted = JsonSerializer.Deserialize(message.Message.Body.Span, SlaPagingJson.Default.WantedPage)!;
        await queue.End(message, await Send(wanted, isFirstTry: message.DeliveryCount == 1, cancellation));
    }

    /// <returns>When to try again; nothing when somebody was paged, or there is nothing to page for any more.</returns>
    private async Task<DateTimeOffset?> Send(WantedPage wanted, bool isFirstTry, CancellationToken cancellation)
    {
        var (organization, now) = (new OrganizationId(wanted.Organization), clock.Now());
        if (
            await TicketCommits.Get(store, organization, wanted.Ticket, cancellation) is not { Value: var ticket }
            || !BreachPage.IsWanted(ticket, wanted.Target)
            || await OnCallApi.Rotations.Find(store, organization, wanted.Rotation, cancellation) is null
            || await IsSent(wanted, cancellation)
        )
            return null;
        var line = await book.LineOf(organization, wanted.Rotation, now, cancellation);
        if (line.Responders.Count == 0)
        {
            if (isFirstTry)
                Log.NobodyIsOnCall(logger, wanted.Rotation, organization, ticket.Code, Pause);
            return clock.GetUtcNow() + Pause;
        }
        var id = await OnCallPages.Records.ReserveId(store, organization, cancellation);
        var sent = NewPage(id, wanted, ticket, now).Send(line, new PageDeed(organization, Actor.System, now));
        return await store.Commit(OnCallPages.Create(organization, sent), cancellation) switch
        {
            // Another hub was first.
            CommitResult.Done or CommitResult.Taken => null,
            var obstacle => throw new InvalidOperationException($"The page of a breach was not written: {obstacle}"),
        };
    }

    private async Task<bool> IsSent(WantedPage wanted, CancellationToken cancellation)
    {
        var cause = FieldValue.Text(BreachPage.CauseOf(wanted.Ticket, wanted.Target));
        var organization = new OrganizationId(wanted.Organization);
        var same = new Query { Filter = Filter.Equal("cause", cause), Limit = 1 };
        var within = OnCallPages.Records.Within(organization, same);
        return (await store.Query(OnCallPages.Records.Type, organization, within, cancellation)).Items.Count > 0;
    }

    private static Page NewPage(long id, WantedPage wanted, Ticket ticket, DateTimeOffset now)
    {
        var missed =
            wanted.Target == SlaTargets.FirstResponse ? "has no first reply in time" : "is not resolved in time";
        var summary = $"{ticket.Code} {missed}: {ticket.Subject}";
        return new()
        {
            Id = id,
            RotationId = wanted.Rotation,
            Summary =
                TextLength.Of(summary) > LongestSummary
                    ? $"{string.Concat(summary.EnumerateRunes().Take(LongestSummary - 1))}…"
                    : summary,
            TicketId = ticket.Id,
            Cause = BreachPage.CauseOf(ticket.Id, wanted.Target),
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning,
            "Nobody is on call in rotation {Rotation} of organization {Organization} to be paged for {Ticket}, which missed its "
                + "deadline; it is tried again every {Pause}"
        )]
        public static partial void NobodyIsOnCall(
            ILogger logger,
            long rotation,
            OrganizationId organization,
            string ticket,
            TimeSpan pause
        );
    }
}

/// <summary>What a message says: which deadline of which ticket was missed, and which rotation is to be paged.</summary>
internal sealed record WantedPage(Guid Organization, long Ticket, string Target, long Rotation);

[JsonSerializable(typeof(WantedPage))]
internal sealed partial class SlaPagingJson : JsonSerializerContext;
