using Hub.Delivery.Secrets;
using Hub.Delivery.Subscriptions;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Ports.Store;

namespace Hub.KeyRing;

/// <summary>
/// Says at the start when the keys do not open the webhooks' secrets, as after a restore without them: otherwise that
/// would show only when something is to be sent.
/// </summary>
internal sealed partial class SecretsCheck(
    IStore store,
    SecretKeeper secrets,
    ReceiverKeeper receivers,
    ILogger<SecretsCheck> logger
)
{
    /// <summary>Keys are lost for all or for none, so that a look at some tells enough.</summary>
    private const int Organizations = 20;
    private const int Webhooks = 100;

    public async Task Run(CancellationToken cancellation)
    {
        var (looked, closed) = (0, new List<Guid>());
        var all = new Query { Partition = Organization.Partition, Limit = Organizations };
        var organizations = await store.Query(Organization.Document, OrganizationId.Hub, all, cancellation);
        foreach (var organization in organizations.Items)
        {
            var query = new Query { Partition = Subscription.Partition, Limit = Webhooks };
            var page = await store.Query(Subscription.Document, organization.Value.Id, query, cancellation);
            looked += page.Items.Count;
            closed.AddRange(
                page.Items.Select(one => one.Value)
                    .Where(one => secrets.Reveal(one.ProtectedSecret) is null || receivers.UrlOf(one) is null)
                    .Select(one => one.Id)
            );
        }
        if (closed.Count > 0)
            Log.Closed(logger, closed.Count, looked, closed[0]);
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Error,
            "The keys do not open the secrets of {Count} webhooks of {Looked} looked at, {First} the first of them: nothing "
                + "is sent to them until the hub has its keys back (keys/ below Hub:DataPath, Hub:KeyRingSecret) or each has "
                + "its url, secret and headers set anew"
        )]
        public static partial void Closed(ILogger logger, int count, int looked, Guid first);
    }
}
