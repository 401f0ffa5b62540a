using Hub.Delivery.Deliveries;
using Hub.Domain.Organizations;

namespace Hub.Webhooks;

/// <summary>How the receivers of webhooks last answered.</summary>
internal static class LastAttempts
{
    /// <summary>So many of a webhook's newest deliveries are looked at: older ones that are tried again still are not the last.</summary>
    private const int Newest = 10;

    /// <summary>By the webhook; one that nothing was sent to is not among them.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Attempt>> Of(
        IEnumerable<Guid> webhooks,
        OrganizationId organization,
        IDeliveryStore deliveries,
        CancellationToken cancellation
    )
    {
        var query = new DeliveryQuery { Limit = Newest, Count = false };
        var found = await Task.WhenAll(
            webhooks.Select(async webhook =>
                (
                    webhook,
                    Last: (await deliveries.List(organization, webhook, query, cancellation))
                        .Items.SelectMany(static one => one.Attempts)
                        .MaxBy(static attempt => attempt.At)
                )
            )
        );
        return found.Where(static one => one.Last is not null).ToDictionary(one => one.webhook, one => one.Last!);
    }
}
