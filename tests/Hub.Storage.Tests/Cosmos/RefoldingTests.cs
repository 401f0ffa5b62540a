using Hub.Delivery;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Documents;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>What a former hub folded by another rule, or filed with fewer fields, is found, and unique, as today.</summary>
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
        var refolding = NewRefolding();

        Assert.Equal(1, await refolding.Refold(Today, default));
        Assert.Equal(0, await refolding.Refold(Today, default));

        Assert.Equal(["a"], await Find(Filter.Equal("name", FieldValue.Folded("STRASSE"))));
        Assert.Equal(["a", "b"], await Find(Filter.HasFolded("tags", "Vpn")));
        Assert.IsType<CommitResult.Taken>(await Put(Today, "c", new Thing { Name = "STRAßE" }));
        Assert.IsType<CommitResult.Done>(await Put(Today, "a", new Thing { Name = "other" }));
        Assert.IsType<CommitResult.Done>(await Put(Today, "c", new Thing { Name = "strasse" }));
        Assert.IsType<CommitResult.Done>(await Put(Former, "d", new Thing { Name = "straße" }));
    }

    [Fact]
    public async Task A_field_that_a_former_hub_did_not_have_is_sorted_by_once_documents_are_written_anew()
    {
        var today = new DocumentType<Thing>("thing", static () => ThingJson.Default.Thing)
            .Text("name", thing => thing.Name?.ToLowerInvariant(), unique: true)
            .Integer("length", thing => thing.Name?.Length)
            .Array("tags", thing => thing.Tags)
            .Index("length");
        await Put(Former, "a", new Thing { Name = "longest" });
        await Put(Former, "b", new Thing { Name = "one" });
        await Put(Former, "c", new Thing());

        Assert.Equal(3, await NewRefolding().Refold(today, default));

        var query = new Query { Sort = [new Sort("length")], Limit = 10 };
        var sorted = await cosmos.Store.Query(today, Thing.Acme, query, default);
        Assert.Equal(["b", "a", "c"], sorted.Items.Select(static one => one.Id));
        Assert.NotEqual(FoldRule.Of(Former), FoldRule.Of(today));
    }

    private Refolding NewRefolding() =>
        new(
            cosmos.Hub.Account,
            cosmos.Store,
            new OutageLog(TimeProvider.System, NullLogger<OutageLog>.Instance),
            TimeProvider.System,
            NullLogger<Refolding>.Instance
        );

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
