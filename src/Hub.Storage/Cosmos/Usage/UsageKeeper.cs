using Hub.Delivery;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Commits;
using Hub.Storage.Cosmos.Documents;
using Microsoft.Extensions.Hosting;

namespace Hub.Storage.Cosmos.Usage;

/// <summary>
/// Brings together what hubs tally: each adds its own to the organization's document, and reads there what all have added. A
/// hub that dies leaves out what it had not written yet; one that does not learn whether it was written adds it twice at worst.
/// </summary>
internal sealed class UsageKeeper(CosmosAccount account, CosmosCommits commits, UsageTally tally, TimeProvider time)
{
    private const int AtOnce = 8;

    private readonly UsageCount count = new(account);

    public ValueTask<long> BytesOf(OrganizationId organization, CancellationToken cancellation)
    {
        var tallied = tally.Of(organization);
        return tallied.BytesAt(time.GetUtcNow()) is { } known
            ? new(known)
            : new(Ask(organization, tallied, cancellation));
    }

    /// <summary>For all organizations that somebody uses.</summary>
    public Task Write(CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            tally.All.Where(static one => one.Value.WasUsed()),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (one, token) => await Write(one.Key, one.Value, token)
        );

    /// <summary>When the hub stops. A store that is away by then is left without it, as after a crash.</summary>
    public async Task WriteRest()
    {
        foreach (var (organization, tallied) in tally.All)
            try
            {
                if (tallied.IsKnown && tallied.WasUsed())
                    await Write(organization, tallied, CancellationToken.None);
            }
            catch (StorageException)
            {
                // The next count puts it right.
            }
    }

    private async Task<long> Ask(
        OrganizationId organization,
        TalliedOrganization tallied,
        CancellationToken cancellation
    )
    {
        tallied.Found((await Read(organization, cancellation))?.Value ?? StoredUsage.None);
        return tallied.BytesAt(time.GetUtcNow()) ?? 0;
    }

    private async Task Write(OrganizationId organization, TalliedOrganization tallied, CancellationToken cancellation)
    {
        var added = tallied.Take();
        try
        {
            StoredUsage? written = null;
            while (written is null)
                written = await TryWrite(organization, added, cancellation);
            tallied.Written(written);
        }
        catch
        {
            tallied.Failed();
            throw;
        }
    }

    /// <summary>What the store has then; nothing when another hub was first.</summary>
    private async Task<StoredUsage?> TryWrite(
        OrganizationId organization,
        StoredUsage added,
        CancellationToken cancellation
    )
    {
        var found = await Read(organization, cancellation);
        if (found is not null && added == StoredUsage.None)
            return found.Value;
        // Whoever finds none counts what is stored, its own additions with it. Those that other hubs have not written yet are
        // in it too, and come once more with their next round.
        var next = found is null
            ? await count.Of(organization, cancellation)
            : found.Value.Plus(added).At(time.GetUtcNow());
        var expected = found is null ? Expected.Absent : Expected.At(found.Version);
        var commit = new Commit(OrganizationId.Hub, StoredUsage.Partition)
        {
            Changes = [new Put<StoredUsage>(StoredUsage.Document, organization.ToString(), next, expected)],
        };
        return await commits.Write(commit, cancellation) is CommitResult.Done ? next : null;
    }

    private async Task<Domain.Documents.Stored<StoredUsage>?> Read(
        OrganizationId organization,
        CancellationToken cancellation
    ) =>
        await account.ReadDocument(
            await account.Core(cancellation),
            StoredUsage.Document,
            OrganizationId.Hub,
            StoredUsage.Partition,
            organization.ToString(),
            cancellation
        );
}

/// <summary>Every ten seconds.</summary>
internal sealed class UsageRounds(UsageKeeper usage, BackgroundLoops loops) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        loops.Every(
            Interval,
            "usage",
            "How much organizations have stored is not written down; the next round does it",
            usage.Write,
            stoppingToken
        );
}
