using Hub.Access;
using Hub.Domain;
using Hub.Domain.Assets;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Assets;

/// <summary>
/// Takes what a discovery has found, asset by asset: each is a commit of its own, so that one that is refused keeps none of the
/// others out.
/// </summary>
internal sealed class Discovery(
    IStore store,
    OptimisticWriter writer,
    References references,
    BodyJson json,
    TimeProvider clock
)
{
    private const int AtOnce = 16;

    /// <summary>Keys that are looked up with one query.</summary>
    private const int KeysAtOnce = 100;

    /// <summary>Somebody else may add or delete the same asset meanwhile; hardly ever more than once.</summary>
    private const int Tries = 4;

    private static RecordRepository<Asset> Assets => AssetsApi.Records;

    /// <returns>What became of each, in their order.</returns>
    public async Task<IReadOnlyList<DiscoveredRow>> Take(
        IReadOnlyList<DiscoveredAsset?> found,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        var checks = new FieldErrors[found.Count];
        var first = new Dictionary<string, int>();
        for (var row = 0; row < found.Count; row++)
        {
            checks[row] = await Check(found[row], organization, cancellation);
            if (found[row]?.ExternalKey is { } key && !first.TryAdd(key, row))
                checks[row].Add("external_key", $"Asset {first[key] + 1} of this request has the same.");
        }
        var known = await Known(
            organization,
            [
                .. Enumerable
                    .Range(0, found.Count)
                    .Where(row => !checks[row].Any)
                    .Select(row => found[row]!.ExternalKey!),
            ],
            cancellation
        );
        var rows = new DiscoveredRow[found.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForAsync(0, found.Count, parallel, async (row, cancellation) =>
            rows[row] = (
                checks[row].Any
                    ? Refused(found[row], checks[row])
                    : await Take(
                        found[row]!,
                        known.TryGetValue(found[row]!.ExternalKey!, out var id) ? id : null,
                        caller,
                        cancellation
                    )
            ) with
            {
                Warnings = checks[row].Warnings,
            }
        );
        return rows;
    }

    private async ValueTask<FieldErrors> Check(
        DiscoveredAsset? found,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var errors = new FieldErrors();
        if (found is null)
        {
            errors.Add("asset", "Must not be null.");
            return errors;
        }
        UnreadMembers.Tell(found, refused: false, json.Options, errors);
        RecordCheck.Check(found, "", errors);
        if (!errors.Any)
            await references.Check(NamedIn(found), errors, organization, cancellation);
        return errors;
    }

    private static IEnumerable<NamedId> NamedIn(DiscoveredAsset found)
    {
        if (found.DepartmentId is { } department)
            yield return new NamedId("department_id", "department", department);
        if (found.OwnerId is { } owner)
            yield return new NamedId("owner_id", "agent", owner);
    }

    /// <summary>The ids of those that are known, by their external keys.</summary>
    private async Task<Dictionary<string, long>> Known(
        OrganizationId organization,
        IReadOnlyList<string> keys,
        CancellationToken cancellation
    )
    {
        var known = new Dictionary<string, long>();
        foreach (var some in keys.Chunk(KeysAtOnce))
        {
            var wanted = new Query
            {
                Filter = new Filter.In("external_key", [.. some.Select(key => FieldValue.Text(key))]),
            };
            await foreach (
                var one in store.All(Assets.Type, organization, Assets.Within(organization, wanted), cancellation)
            )
                known[one.Value.ExternalKey!] = one.Value.Id;
        }
        return known;
    }

    private async Task<DiscoveredRow> Take(
        DiscoveredAsset found,
        long? id,
        Caller caller,
        CancellationToken cancellation
    )
    {
        for (var left = Tries; ; left--)
        {
            var (row, obstacle) = id is { } known
                ? await Update(found, known, caller.Organization.Id, cancellation)
                : await Create(found, caller, cancellation);
            if (row is not null)
                return row;
            var isOther = obstacle is { Code: "external_key_taken" } or { Kind: RefusalKind.NotFound };
            if (!isOther || left == 0)
            {
                var errors = new FieldErrors();
                errors.Add(obstacle!.Field ?? "asset", obstacle.Message);
                return Refused(found, errors);
            }
            // Somebody else has just added it, or deleted it.
            var now = await Known(caller.Organization.Id, [found.ExternalKey!], cancellation);
            id = now.TryGetValue(found.ExternalKey!, out var other) ? other : null;
        }
    }

    private async Task<(DiscoveredRow?, Refusal?)> Create(
        DiscoveredAsset found,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        var now = clock.Now();
        var id = await Assets.ReserveId(store, organization, cancellation);
        var asset = found.ToAsset().Stamp(id, now, now);
        var commit = Assets.Put(organization, asset, Expected.Absent) with
        {
            Events = [AssetKinds.Asset.Tell(AssetFacts.Discovered, asset, organization, caller.Actor, now)],
        };
        return await store.Commit(commit, cancellation) is var result and not CommitResult.Done
            ? (null, result.ToRefusal())
            : (Row(found, DiscoveryResult.Created, id), null);
    }

    private async Task<(DiscoveredRow?, Refusal?)> Update(
        DiscoveredAsset found,
        long id,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var result = DiscoveryResult.Unchanged;
        var written = await writer.Change(
            Assets.PlaceOf(store, organization, id, () => Refusal.NotFound("asset", id)),
            stored =>
            {
                var next = found.ApplyTo(stored.Value);
                result = next == stored.Value ? DiscoveryResult.Unchanged : DiscoveryResult.Updated;
                return Proposal.Put(
                    Assets.Type,
                    organization,
                    stored,
                    result == DiscoveryResult.Unchanged
                        ? stored.Value
                        : next.Stamp(id, stored.Value.CreatedAt, clock.Now())
                );
            },
            cancellation
        );
        return written.IsRefused ? (null, written.Refusal) : (Row(found, result, id), null);
    }

    private static DiscoveredRow Row(DiscoveredAsset found, DiscoveryResult result, long id) =>
        new()
        {
            ExternalKey = found.ExternalKey,
            Result = result,
            AssetId = id,
        };

    private static DiscoveredRow Refused(DiscoveredAsset? found, FieldErrors errors) =>
        new()
        {
            ExternalKey = found?.ExternalKey,
            Result = DiscoveryResult.Refused,
            Errors = errors.ToDictionary(),
        };
}

internal static class AssetSetup
{
    public static void AddAssets(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<Discovery>();
}
