using Hub.Domain.Documents;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Cosmos;

public sealed class ReservationTests : IAsyncLifetime
{
    private LocalCosmos cosmos = null!;

    public async ValueTask InitializeAsync() => cosmos = await LocalCosmos.Start();

    public ValueTask DisposeAsync() => cosmos.DisposeAsync();

    [Fact]
    public async Task A_value_belongs_to_one_document_of_a_partition()
    {
        await Done(Thing.Put("a", Named("x")));

        Assert.Equal(new CommitResult.Taken("thing", "name"), await Commit(Thing.Put("b", Named("x"))));
        var elsewhere = Thing.In(Thing.Acme, "elsewhere", Thing.Put("b", Named("x")));
        Assert.IsType<CommitResult.Done>(await cosmos.Store.Commit(elsewhere, default));
        Assert.IsType<CommitResult.Taken>(await Commit(Thing.Put("c", Named("y")), Thing.Put("d", Named("y"))));
        await Done(Thing.Put("c", new Thing()), Thing.Put("d", new Thing()));
    }

    [Fact]
    public async Task A_value_is_free_again_when_its_document_lets_go_of_it()
    {
        await Done(Thing.Put("a", Named("x")), Thing.Put("b", Named("y")));

        await Done(Thing.Put("a", Named("z"), Expected.Anything));
        await Done(Thing.Delete("b"));

        await Done(Thing.Put("c", Named("x")), Thing.Put("d", Named("y")));
        Assert.IsType<CommitResult.Taken>(await Commit(Thing.Put("e", Named("z"))));
    }

    [Fact]
    public async Task Documents_exchange_values_in_one_commit()
    {
        await Done(Thing.Put("a", Named("x")), Thing.Put("b", Named("y")));

        await Done(Thing.Put("a", Named("y"), Expected.Anything), Thing.Put("b", Named("x"), Expected.Anything));

        await Done(Thing.Delete("a"));
        await Done(Thing.Put("c", Named("y")));
        Assert.IsType<CommitResult.Taken>(await Commit(Thing.Put("d", Named("x"))));
    }

    [Fact]
    public async Task A_document_that_was_never_reserved_can_be_changed()
    {
        // As if the field had become unique after the document was written.
        await Done(Thing.Put("a", Named("x")));
        using var client = cosmos.NewClient();
        var key = new Microsoft.Azure.Cosmos.PartitionKeyBuilder().Add($"{Thing.Acme}").Add(Thing.Partition).Build();
        using var gone = await client.GetContainer("hub", "core").DeleteItemStreamAsync("u:thing:name:x", key);
        Assert.True(gone.IsSuccessStatusCode);

        await Done(Thing.Put("a", Named("y"), Expected.Anything));
        await Done(Thing.Put("b", Named("x")));
    }

    [Fact]
    public async Task Of_many_who_want_a_value_at_once_one_gets_it()
    {
        var hubs = new[] { cosmos.Hub, cosmos.NewHub(), cosmos.NewHub() };

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 30)
                .Select(i => hubs[i % 3].Store.Commit(Thing.Change(Thing.Put($"t{i}", Named("wanted"))), default))
        );

        Assert.Single(results.OfType<CommitResult.Done>());
        Assert.Equal(29, results.OfType<CommitResult.Taken>().Count());
    }

    [Fact]
    public async Task Many_who_change_one_document_leave_one_reservation()
    {
        await Done(Thing.Put("a", Named("start")));

        await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(i =>
                    cosmos.Store.Commit(Thing.Change(Thing.Put("a", Named($"n{i}"), Expected.Anything)), default)
                )
        );

        var last = await cosmos.Store.Get(Thing.Document, Thing.Acme, Thing.Partition, "a", default);
        foreach (var name in Enumerable.Range(0, 10).Select(i => $"n{i}").Append("start"))
        {
            var result = await Commit(Thing.Put($"new-{name}", Named(name)));
            Assert.Equal(name == last!.Value.Name, result is CommitResult.Taken);
        }
    }

    private static Thing Named(string name) => new() { Name = name };

    private Task<CommitResult> Commit(params Change[] changes) => cosmos.Store.Commit(Thing.Change(changes), default);

    private async Task Done(params Change[] changes) => Assert.IsType<CommitResult.Done>(await Commit(changes));
}
