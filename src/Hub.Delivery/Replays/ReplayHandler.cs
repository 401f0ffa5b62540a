using System.Text.Json;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Relaying;
using Hub.Delivery.Sending;
using Hub.Delivery.Subscriptions;
using Hub.Domain.Documents;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Ports.Queue;
using Hub.Ports.Store;

namespace Hub.Delivery.Replays;

/// <summary>
/// Works through a replay in steps. Each step's progress is stored before the next is asked for, so a crash repeats at
/// most one step, and a repeated step makes the same deliveries.
/// </summary>
public sealed class ReplayHandler(
    IStore store,
    IQueue queue,
    IEventLog log,
    IDeliveryStore deliveries,
    SubscriptionIndex subscriptions,
    TimeProvider time
) : IQueueHandler
{
    private const int EventsPerStep = 500;

    public const string Lane = "replay/";

    public string LanePrefix => Lane;

    /// <summary>The commit that starts a replay: the job and its first step are one write.</summary>
    public static Commit Start(OrganizationId organization, Replay replay) =>
        new(organization, Replay.PartitionOf(replay.Subscription))
        {
            Changes = [new Put<Replay>(Replay.Document, replay.Id.ToString(), replay, Expected.Absent)],
            Timers = [Step(organization, replay, replay.CreatedAt)],
        };

    /// <summary>The message that starts a replay from a commit of another partition; the job is written with its first step.</summary>
    public static QueueMessage Begin(OrganizationId organization, Replay replay) =>
        Step(organization, replay, replay.CreatedAt, replay);

    public async Task Handle(LeasedMessage message, CancellationToken cancellation)
    {
        var step = JsonSerializer.Deserialize(message.Message.Body.Span, ReplayJson.Default.ReplayStep)!;
        var organization = new OrganizationId(step.Organization);
        var partition = Replay.PartitionOf(step.Subscription);
        var stored = await store.Get(Replay.Document, organization, partition, step.Replay.ToString(), cancellation);
        if ((stored?.Value ?? step.Begun) is { Status: ReplayStatus.Running } replay)
        {
            var advanced = await Advance(organization, replay, cancellation);
            var expected = stored is null ? Expected.Absent : Expected.At(stored.Version);
            await Save(organization, advanced, expected, cancellation);
        }
        await queue.Complete(message, CancellationToken.None);
    }

    private async Task<Replay> Advance(OrganizationId organization, Replay replay, CancellationToken cancellation)
    {
        var subscription = await subscriptions.Find(organization, replay.Subscription, cancellation);
        if (subscription is not { IsActive: true })
            return replay with { Status = ReplayStatus.Cancelled, FinishedAt = time.GetUtcNow() };
        var (scanned, queued) = (0, 0);
        var last = default(HubEvent);
        await foreach (var happened in log.Since(organization, replay.ReachedAt ?? replay.Since, cancellation))
        {
            if (happened.At > replay.Until)
                break;
            if (replay.ReachedEvent is { } reached && happened.Id.CompareTo(reached) <= 0)
                continue;
            if (happened.OnlyFor is null && subscription.NameOf(happened) is { } name)
                if (await Queue(FanOut.Of(happened, subscription.Id, name, time.GetUtcNow()), replay, cancellation))
                    queued++;
            last = happened;
            if (++scanned == EventsPerStep)
                break;
        }
        var finished = scanned < EventsPerStep;
        return replay with
        {
            Scanned = replay.Scanned + scanned,
            Queued = replay.Queued + queued,
            ReachedAt = last?.At ?? replay.ReachedAt,
            ReachedEvent = last?.Id ?? replay.ReachedEvent,
            Status = finished ? ReplayStatus.Finished : ReplayStatus.Running,
            FinishedAt = finished ? time.GetUtcNow() : null,
        };
    }

    /// <summary>The delivery keeps its id and its past attempts, so that a receiver can tell a repeat.</summary>
    private async Task<bool> Queue(DeliveryRecord fresh, Replay replay, CancellationToken cancellation)
    {
        var known = await deliveries.Get(fresh.Organization, fresh.Subscription, fresh.Id, cancellation);
        if (replay.OnlyMissed && known is { Status: DeliveryStatus.Success })
            return false;
        await deliveries.Reschedule(known ?? fresh, isReplay: true, cancellation);
        return true;
    }

    private Task<CommitResult> Save(
        OrganizationId organization,
        Replay advanced,
        Expected expected,
        CancellationToken cancellation
    ) =>
        store.Commit(
            new Commit(organization, Replay.PartitionOf(advanced.Subscription))
            {
                Changes = [new Put<Replay>(Replay.Document, advanced.Id.ToString(), advanced, expected)],
                Timers =
                    advanced.Status == ReplayStatus.Running ? [Step(organization, advanced, time.GetUtcNow())] : [],
            },
            cancellation
        );

    private static QueueMessage Step(
        OrganizationId organization,
        Replay replay,
        DateTimeOffset due,
        Replay? begun = null
    )
    {
        var step = new ReplayStep(organization.Value, replay.Subscription, replay.Id, begun);
        var body = JsonSerializer.SerializeToUtf8Bytes(step, ReplayJson.Default.ReplayStep);
        return new QueueMessage($"replay-{replay.Id:N}-{replay.Scanned}", $"{Lane}{replay.Subscription:N}", due, body);
    }
}
