using System.Text.Json.Serialization;
using Hub.Delivery;
using Hub.Delivery.Secrets;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Ports.Store;
using Hub.Storage;
using Hub.Wire;

namespace Hub.KeyRing;

/// <summary>The store's addresses were all looked through; written once.</summary>
internal sealed record FormerAddressesDone(DateTimeOffset At)
{
    public const string Partition = "former-addresses";
    public const string Id = "done";

    public static readonly DocumentType<FormerAddressesDone> Document = new("former_addresses_done", static () =>
        FormerAddressesJson.Default.FormerAddressesDone
    );
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FormerAddressesDone))]
internal sealed partial class FormerAddressesJson : JsonSerializerContext;

/// <summary>
/// Encrypts the addresses and headers of webhooks that earlier hubs stored in clear and that nobody has changed since. One that is
/// cut short begins anew at the next start.
/// </summary>
internal sealed class FormerAddresses(
    IStore store,
    ReceiverKeeper receivers,
    BackgroundLoops loops,
    IConfiguration configuration,
    TimeProvider clock
) : BackgroundService
{
    /// <summary>Hubs of a fleet are replaced one after the other, and an earlier one cannot send to what is encrypted.</summary>
    private static readonly TimeSpan Rollout = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (StorageSetup.IsShared(configuration))
            await Task.Delay(Rollout, clock, stoppingToken);
        await loops.Once("former_addresses", "Addresses that are stored in clear stay so", EncryptAll, stoppingToken);
    }

    private async Task EncryptAll(CancellationToken cancellation)
    {
        if (await IsDone(cancellation))
            return;
        var organizations = new Query { Partition = Organization.Partition };
        var webhooks = new Query { Partition = Subscription.Partition };
        await foreach (var one in store.All(Organization.Document, OrganizationId.Hub, organizations, cancellation))
        await foreach (var stored in store.All(Subscription.Document, one.Value.Id, webhooks, cancellation))
            await Encrypt(stored, cancellation);
        await Write(
            OrganizationId.Hub,
            FormerAddressesDone.Partition,
            new Put<FormerAddressesDone>(
                FormerAddressesDone.Document,
                FormerAddressesDone.Id,
                new FormerAddressesDone(clock.Now()),
                Expected.Anything
            ),
            cancellation
        );
    }

    private async Task<bool> IsDone(CancellationToken cancellation) =>
        await store.Get(
            FormerAddressesDone.Document,
            OrganizationId.Hub,
            FormerAddressesDone.Partition,
            FormerAddressesDone.Id,
            cancellation
        )
            is not null;

    /// <summary>Who changed it meanwhile has encrypted it with that.</summary>
    private async Task Encrypt(Stored<Subscription> stored, CancellationToken cancellation)
    {
        var encrypted = receivers.Protect(stored.Value);
        if (!ReferenceEquals(encrypted, stored.Value))
            await Write(
                stored.Value.Organization,
                Subscription.Partition,
                new Put<Subscription>(Subscription.Document, stored.Id, encrypted, Expected.At(stored.Version)),
                cancellation
            );
    }

    private Task<CommitResult> Write(
        OrganizationId organization,
        string partition,
        Change change,
        CancellationToken cancellation
    ) => store.Commit(new Commit(organization, partition) { Changes = [change] }, cancellation);
}
