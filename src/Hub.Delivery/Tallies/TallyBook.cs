using System.Runtime.CompilerServices;
using Hub.Delivery.Subscriptions;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Ports.Store;
using Microsoft.Extensions.Hosting;

namespace Hub.Delivery.Tallies;

/// <summary>
/// Writes down now and then what was counted, so that no attempt waits for it: a document of a subscription that was sent to,
/// twice a minute at most. What a process that is killed had counted since is lost.
/// </summary>
public sealed class TallyBook(
    AttemptTally tally,
    IStore store,
    OptimisticWriter writer,
    SubscriptionIndex subscriptions,
    BackgroundLoops loops
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private const string Name = "tally";
    private const string OnOutage = "How receivers answer is not written down; the next round tries again";

    /// <summary>How the receivers answered, what is not written down yet included.</summary>
    public async Task<IReadOnlyDictionary<Guid, ReceiverDays>> Of(
        IEnumerable<Guid> ids,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var found = await Task.WhenAll(
            ids.Select(async id => (id, Days: await Stored(organization, id, cancellation)))
        );
        return found.ToDictionary(
            one => one.id,
            one => (one.Days?.Value ?? ReceiverDays.None).Plus(tally.Of(organization, one.id))
        );
    }

    /// <summary>
    /// The organization's subscriptions that were ever sent to, by their last attempt, read while they are asked for. What this
    /// process has not written down yet is put between; what another one has not, is not known here for half a minute.
    /// </summary>
    public async IAsyncEnumerable<Guid> InOrderOfLast(
        OrganizationId organization,
        bool newestFirst,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var unwritten = tally.LastOf(organization);
        var between = new Queue<KeyValuePair<Guid, DateTimeOffset>>(
            newestFirst
                ? unwritten.OrderByDescending(static one => one.Value)
                : unwritten.OrderBy(static one => one.Value)
        );
        var query = new Query
        {
            Partition = Subscription.Partition,
            Filter = new Filter.Present("last_at"),
            Sort = [new Sort("last_at", newestFirst)],
        };
        await foreach (var stored in store.All(ReceiverDays.Document, organization, query, cancellation))
        {
            var id = Guid.Parse(stored.Id);
            if (unwritten.ContainsKey(id))
                continue;
            while (between.TryPeek(out var next) && newestFirst == next.Value > stored.Value.LastAt)
                yield return between.Dequeue().Key;
            yield return id;
        }
        foreach (var (id, _) in between)
            yield return id;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await loops.Once(Name, OnOutage, Write, cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Every(Interval, Name, OnOutage, Write, stoppingToken);

    private async Task Write(CancellationToken cancellation)
    {
        var left = new Queue<(OrganizationId Organization, Guid Subscription, IReadOnlyList<ReceiverDay> Days)>(
            tally.Take()
        );
        try
        {
            for (; left.TryPeek(out var one); left.Dequeue())
                await Write(one.Organization, one.Subscription, one.Days, cancellation);
        }
        finally
        {
            foreach (var one in left)
            foreach (var day in one.Days)
                tally.Add(one.Organization, one.Subscription, day);
        }
    }

    private async Task Write(
        OrganizationId organization,
        Guid subscription,
        IReadOnlyList<ReceiverDay> days,
        CancellationToken cancellation
    )
    {
        // Of one that was deleted meanwhile nothing is to stay.
        if (await subscriptions.Find(organization, subscription, cancellation) is null)
            return;
        await writer.Write<ReceiverDays>(
            organization,
            Subscription.Partition,
            async token =>
            {
                var stored = await Stored(organization, subscription, token);
                var now = (stored?.Value ?? ReceiverDays.None).Plus(days);
                var expected = stored is null ? Expected.Absent : Expected.At(stored.Version);
                return Proposal<ReceiverDays>.Write(
                    now,
                    new Commit(organization, Subscription.Partition)
                    {
                        Changes = [new Put<ReceiverDays>(ReceiverDays.Document, $"{subscription}", now, expected)],
                    }
                );
            },
            cancellation
        );
    }

    private ValueTask<Stored<ReceiverDays>?> Stored(
        OrganizationId organization,
        Guid subscription,
        CancellationToken cancellation
    ) => store.Get(ReceiverDays.Document, organization, Subscription.Partition, $"{subscription}", cancellation);
}
