using System.Security.Cryptography;
using System.Text;
using Hub.Delivery;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Saml;

/// <summary>Which messages were taken already: by the store, so that no other hub of a fleet takes one again.</summary>
internal sealed class UsedSamlMessages(IStore store, BackgroundLoops loops, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <param name="id">The message's own.</param>
    /// <param name="until">When it is refused for its age.</param>
    /// <returns>Whether it is the first time.</returns>
    public async Task<bool> Take(
        OrganizationId organization,
        string id,
        DateTimeOffset until,
        CancellationToken cancellation
    )
    {
        // Ids are text of the provider's choosing: only a hash becomes part of a name.
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{organization} {id}")));
        var commit = new Commit(OrganizationId.Hub, UsedSamlMessage.Partition)
        {
            Changes =
            [
                new Put<UsedSamlMessage>(UsedSamlMessage.Document, key, new UsedSamlMessage(until), Expected.Absent),
            ],
        };
        return await store.Commit(commit, cancellation) is CommitResult.Done;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Every(
            Interval,
            "saml_purge",
            "Messages of identity providers that are too old by now are not forgotten; the next round tries again",
            cancellation =>
                store.Purge(UsedSamlMessage.Document, OrganizationId.Hub, "until", clock.Now(), cancellation),
            stoppingToken
        );
}
