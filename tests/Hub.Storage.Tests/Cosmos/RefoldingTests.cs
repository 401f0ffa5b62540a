using Hub.Delivery;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Documents;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>What a former hub folded by another rule is found, and unique, by that of today.</summary>
public sealed class RefoldingTests : IAsyncLifetime
{
    /// <summary>Lower-cased, as folded text was kept before.</summary>
    private static readonly DocumentType<Thing> Former = new DocumentType<Thing>("thing", static () =>
        ThingJson.Default.Thing
    )
        .Text("name", thing => thing.Name?.ToLowerInvariant(), unique: true)
        .Array("tags", thing => thing.Tags);

    private static readonly DocumentType<Thing> Today = new DocumentType<Thing>("thing", static () =>
        ThingJson.Default.Thing
    )
        .Folded("name", thing => thing.Name, unique: true)
        .FoldedArray("tags", thing => thing.Tags);

    private LocalCosmos cosmos = null!;

    public async ValueTask InitializeAsync() => cosmos = await LocalCosmos.Start();

    public ValueTask DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task Documents_are_written_anew_once_and_those_that_are_as_today_are_left_alone()
    {
        await Put(Former, "a", new Thing { Name = "Straße", Tags = ["VPN"] });
        await Put(Former, "b", new Thing { Name = "plain", Tags = ["vpn"] });
        Assert.Empty(await Find(Filter.Equal("name", FieldValue.Folded("STRASSE"))));
        var refolding = new Refolding(
            cosmos.Hub.Account,
            cosmos.Store,
            new OutageLog(TimeProvider.System, NullLogger<OutageLog>.Instance),
            TimeProvider.System,
            NullLogger<Refolding>.Instance
        );

        Assert.Equal(1, await refolding.Refold(Today, default));
        Assert.Equal(0, await refolding.Refold(Today, default));

        Assert.Equal(["a"], await Find(Filter.Equal("name", FieldValue.Folded("STRASSE"))));
        Assert.Equal(["a", "b"], await Find(Filter.HasFolded("tags", "Vpn")));
        Assert.IsType<CommitResult.Taken>(await Put(Today, "c", new Thing { Name = "STRAßE" }));
        Assert.IsType<CommitResult.Done>(await Put(Today, "a", new Thing { Name = "other" }));
        Assert.IsType<CommitResult.Done>(await Put(Today, "c", new Thing { Name = "strasse" }));
        Assert.IsType<CommitResult.Done>(await Put(Former, "d", new Thing { Name = "straße" }));
    }

    private Task<CommitResult> Put(DocumentType<Thing> type, string id, Thing thing) =>
        cosmos.Store.Commit(
            new Commit(Thing.Acme, Thing.Partition) { Changes = [new Put<Thing>(type, id, thing, Expected.Anything)] },
            default
        );

    private async Task<IEnumerable<string>> Find(Filter filter)
    {
        var page = await cosmos.Store.Query(Today, Thing.Acme, new Query { Filter = filter, Limit = 10 }, default);
        return page.Items.Select(one => one.Id).Order();
    }
}
