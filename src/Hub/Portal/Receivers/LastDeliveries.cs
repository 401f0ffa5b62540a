using System.Runtime.CompilerServices;
using Hub.Delivery.Tallies;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Ports.Store;
using Hub.Webhooks;
using Hub.Wire;

namespace Hub.Portal.Receivers;

/// <summary>
/// Webhooks in the order of their last delivery. That changes with every delivery: as a field of the webhook it would give
/// it a new version each time, which refuses whoever edits it, and is told to every hub. So it stands beside the webhook, where attempts are
/// counted (ADR 39), and has an index there. A page is read along that index, and asks of those that it passes whether they
/// are among what is shown; what was never sent to comes last, whichever way. So a page costs what lies before it, up to
/// an organization's limit of webhooks.
/// </summary>
internal sealed class LastDeliveries(Filter filter, bool newestFirst, TallyBook tallies, WebhookWork work)
{
    /// <summary>So many are asked for at once.</summary>
    private const int Step = 100;

    private static readonly Query Webhooks = new() { Partition = Subscription.Partition };

    public async Task<Page<Subscription>> Read(Paging paging)
    {
        var counted = await Query(Webhooks with { Filter = filter, Limit = 0, Count = true });
        var page = InOrder(work.Cancellation).Skip((paging.Page - 1) * paging.PerPage).Take(paging.PerPage);
        return new Page<Subscription>(await page.ToListAsync(work.Cancellation), counted.Total, Next: null);
    }

    private async IAsyncEnumerable<Stored<Subscription>> InOrder(
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var sent = new HashSet<string>();
        var order = tallies.InOrderOfLast(work.Organization, newestFirst, cancellation);
        await foreach (var ids in order.Select(static id => $"{id}").Chunk(Step))
        {
            sent.UnionWith(ids);
            var shown = new Filter.And([new Filter.In("uuid", [.. ids.Select(FieldValue.Text)]), filter]);
            var found = await Query(Webhooks with { Filter = shown, Limit = Step });
            var byId = found.Items.ToDictionary(static one => one.Id);
            foreach (var id in ids)
                if (byId.TryGetValue(id, out var webhook))
                    yield return webhook;
        }
        var newest = Webhooks with { Filter = filter, Sort = [new Sort("created_at", Descending: true)] };
        await foreach (var one in work.Store.All(Subscription.Document, work.Organization, newest, cancellation))
            if (!sent.Contains(one.Id))
                yield return one;
    }

    private Task<Page<Subscription>> Query(Query query) =>
        work.Store.Query(Subscription.Document, work.Organization, query, work.Cancellation);
}
