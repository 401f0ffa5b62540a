using Hub.Delivery.Secrets;
using Hub.Delivery.Subscriptions;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Ports.Store;

namespace Hub.Webhooks;

/// <summary>Finds the webhook that a request describes once more.</summary>
internal sealed class SameWebhook(IStore store, SubscriptionStore book, ReceiverKeeper receivers)
{
    /// <summary>The stored subscription of the same address, dialect, events and filter.</summary>
    /// <param name="url">The address, where it is known.</param>
    /// <remarks>
    /// One that was stored before addresses were encrypted, or filters counted, stands under another fingerprint. Such a one
    /// that is not meant is written anew, so that it stands where it belongs and is in nobody's way.
    /// </remarks>
    public async Task<Stored<Subscription>?> Find(Subscription wanted, string? url, CancellationToken cancellation)
    {
        if (await UnderFingerprint(wanted, wanted.Fingerprint, cancellation) is { } found)
            return found;
        foreach (var fingerprint in url is null ? [] : wanted.FormerFingerprints(url).Distinct())
        {
            if (await UnderFingerprint(wanted, fingerprint, cancellation) is not { } former)
                continue;
            if (receivers.Protect(former.Value).Fingerprint == wanted.Fingerprint)
                return former;
            await Rewrite(former, cancellation);
        }
        return null;
    }

    private Task<Stored<Subscription>?> UnderFingerprint(
        Subscription wanted,
        string fingerprint,
        CancellationToken cancellation
    ) => book.FindOne(wanted.Organization, Filter.Equal("fingerprint", FieldValue.Text(fingerprint)), cancellation);

    /// <summary>Whoever was quicker has moved it too.</summary>
    private Task<CommitResult> Rewrite(Stored<Subscription> stored, CancellationToken cancellation) =>
        store.Commit(
            new Commit(stored.Value.Organization, Subscription.Partition)
            {
                Changes =
                [
                    new Put<Subscription>(
                        Subscription.Document,
                        stored.Id,
                        receivers.Protect(stored.Value),
                        Expected.At(stored.Version)
                    ),
                ],
            },
            cancellation
        );
}
