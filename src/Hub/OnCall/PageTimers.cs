using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Delivery.Sending;
using Hub.Domain;
using Hub.Domain.Events;
using Hub.Domain.OnCall;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Wire;

namespace Hub.OnCall;

/// <summary>
/// The timers of pages are messages of the queue, written by the commit that pages somebody. The page knows the one that is
/// set; a message of any other is stale, and nothing comes of it.
/// </summary>
internal sealed class PageTimers(
    IStore store,
    OptimisticWriter writer,
    IQueue queue,
    OnCallBook book,
    TimeProvider clock
) : IQueueHandler
{
    private const string Lane = "on-call/";

    public string LanePrefix => Lane;

    /// <summary>What goes into the commit that leaves the page so: its timer, where it is another one than before.</summary>
    /// <param name="before">Nothing of a page that is new.</param>
    public static IReadOnlyList<QueueMessage> Of(OrganizationId organization, Page? before, Page page) =>
        page.Timer is not { } timer || timer.Id == before?.Timer?.Id
            ? []
            :
            [
                new QueueMessage(
                    $"on-call-{timer.Id:N}",
                    $"{Lane}{organization}",
                    timer.At,
                    JsonSerializer.SerializeToUtf8Bytes(
                        new DuePage(organization.Value, page.Id, timer.Id),
                        PageTimersJson.Default.DuePage
                    )
                ),
            ];

    public async Task Handle(LeasedMessage message, CancellationToken cancellation)
    {
        var due = JsonSerializer.Deserialize(message.Message.Body.Span, PageTimersJson.Default.DuePage)!;
        var organization = new OrganizationId(due.Organization);
        DateTimeOffset? early = null;
        var written = await writer.Change(
            OnCallPages.PlaceOf(store, organization, due.Page),
            async stored =>
            {
                var (page, now) = (stored.Value, clock.Now());
                // The clock may have been set back since the message was handed out.
                early = page.Timer is { } timer && timer.Id == due.Timer && timer.At > now ? timer.At : null;
                if (page.Timer?.Id != due.Timer || early is not null)
                    return Proposal<Page>.Keep(page);
                var line = await book.LineOf(organization, page.RotationId, now, cancellation);
                var deed = new PageDeed(organization, Actor.System, now);
                return OnCallPages.Propose(organization, stored, page.TimeOut(due.Timer, line, deed));
            },
            cancellation
        );
        await queue.End(message, written.AgainAfterACrowd(clock) ?? early);
    }
}

/// <summary>What a timer says: which page's, and which timer it is.</summary>
internal sealed record DuePage(Guid Organization, long Page, Guid Timer);

[JsonSerializable(typeof(DuePage))]
internal sealed partial class PageTimersJson : JsonSerializerContext;
