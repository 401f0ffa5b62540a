using System.Net;
using Hub.Delivery.SettingAside;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Commits;
using Hub.Storage.Cosmos.Documents;
using Hub.Storage.Cosmos.Queries;
using Hub.Storage.Cosmos.Usage;
using Hub.Storage.Cosmos.Watching;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos;

/// <summary>The scale-out store: documents, reservations, counters and the outbox in one container of Cosmos DB.</summary>
internal sealed class CosmosStore(
    CosmosAccount account,
    CosmosCommits commits,
    UsageKeeper usage,
    Watch watch,
    CommitHealth health,
    SetAside setAside
) : IStore, IAsyncDisposable
{
    private readonly Counters counters = new(
        new CosmosCounters(account).TakeBlock,
        new CosmosCounters(account).GiveBack
    );

    public async ValueTask<Stored<T>?> Get<T>(
        DocumentType<T> type,
        OrganizationId organization,
        string partition,
        string id,
        CancellationToken cancellation
    )
        where T : class =>
        await account.ReadDocument(await account.Core(cancellation), type, organization, partition, id, cancellation);

    public async Task<Page<T>> Query<T>(
        DocumentType<T> type,
        OrganizationId organization,
        Query query,
        CancellationToken cancellation
    )
        where T : class
    {
        var core = await account.Core(cancellation);
        try
        {
            return await new CosmosQuery<T>(account, core, type, organization, query, setAside).Run(cancellation);
        }
        catch (CosmosException refused) when (refused.StatusCode == HttpStatusCode.BadRequest)
        {
            throw new QueryRefusedException("Cosmos DB does not take the query.", refused);
        }
    }

    public async Task<CommitResult> Commit(Commit commit, CancellationToken cancellation)
    {
        var result = await health.Watch(
            () => commits.Write(commit, cancellation),
            static result => result is CommitResult.Done
        );
        if (result is CommitResult.Done)
            foreach (var change in commit.Changes)
                watch.Tell(change.Type, new(commit.Organization, commit.Partition, change.Id));
        return result;
    }

    public ValueTask<long> NextId(OrganizationId organization, string counter, CancellationToken cancellation) =>
        counters.Next(organization, counter, cancellation);

    public ValueTask<long> BytesOf(OrganizationId organization, CancellationToken cancellation) =>
        usage.BytesOf(organization, cancellation);

    public IDisposable Watch(DocumentType type, Action<ChangedDocument> changed) => watch.Add(type, changed);

    public ValueTask CatchUp(
        DocumentType type,
        OrganizationId organization,
        string partition,
        CancellationToken cancellation
    ) => new(watch.CatchUp(type, organization, partition, cancellation));

    public async ValueTask DisposeAsync()
    {
        await counters.GiveBack();
        await usage.WriteRest();
    }
}
