using Hub.Domain.Documents;
using Hub.LocalCloud.Cosmos;
using Hub.LocalCloud.Cosmos.Faults;
using Hub.Ports.Store;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>What becomes of a write whose answer does not come.</summary>
public sealed class LostAnswerTests : IAsyncLifetime
{
    private LocalCosmos cosmos = null!;

    public async ValueTask InitializeAsync() =>
        cosmos = await LocalCosmos.Start(configure: options => options.RequestSeconds = 2);

    public ValueTask DisposeAsync() => cosmos.DisposeAsync();

    public static TheoryData<string> Troubles => [.. Faults.Keys.Select(static name => name)];

    private static readonly Dictionary<string, Fault> Faults = new()
    {
        ["429"] = Fault.Throttled(TimeSpan.FromMilliseconds(2)),
        ["449"] = Fault.RetryWith,
        ["503 before"] = Fault.Unavailable(),
        ["503 after"] = Fault.Unavailable(FaultMoment.After),
        ["408 before"] = Fault.TimedOut(FaultMoment.Before),
        ["408 after"] = Fault.TimedOut(FaultMoment.After),
        ["broken before"] = Fault.Aborted(FaultMoment.Before),
        ["broken after"] = Fault.Aborted(FaultMoment.After),
        ["silent before"] = Fault.Silent(FaultMoment.Before),
        ["silent after"] = Fault.Silent(FaultMoment.After),
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_commit_takes_effect_once_and_says_so(string trouble)
    {
        var created = await Commit(Thing.Put("a", new Thing { Name = "x", Order = 1 }));
        cosmos.Host.Faults.Next(2, Faults[trouble], CosmosOperation.Batch);

        var changed = await Commit(
            Thing.Put("a", new Thing { Name = "y", Order = 2 }, Expected.At(created.Versions[0])),
            Thing.Put("b", new Thing { Name = "x" })
        );

        Assert.Equal(2, cosmos.Host.Faults.Struck);
        var read = await cosmos.Store.Get(Thing.Document, Thing.Acme, Thing.Partition, "a", default);
        Assert.Equal(changed.Versions[0], read!.Version);
        Assert.Equal(2, read.Value.Order);
        await Commit(Thing.Put("a", new Thing(), Expected.At(changed.Versions[0])));
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task An_event_is_inserted_once(string trouble)
    {
        cosmos.Host.Faults.Next(1, Faults[trouble], CosmosOperation.Batch);
        var happened = Thing.Happened();

        await Commit([], happened);

        var found = new List<Guid>();
        await foreach (var one in cosmos.Hub.Events.Since(Thing.Acme, happened.At.AddMinutes(-1), default))
            found.Add(one.Id);
        Assert.Equal([happened.Id], found);
    }

    [Fact]
    public async Task A_refusal_stays_one_after_trouble_before_it()
    {
        await Commit(Thing.Put("a", new Thing()));
        cosmos.Host.Faults.Next(1, Fault.Unavailable(FaultMoment.After), CosmosOperation.Batch);

        var result = await cosmos.Store.Commit(Thing.Change(Thing.Put("a", new Thing())), default);

        Assert.IsType<CommitResult.Exists>(result);
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Numbers_of_a_counter_never_come_twice(string trouble)
    {
        cosmos.Host.Faults.Next(1, Faults[trouble], CosmosOperation.Create);
        cosmos.Host.Faults.Next(1, Faults[trouble], CosmosOperation.Replace);
        var other = cosmos.NewHub();
        var numbers = new List<long>();
        for (var i = 0; i < 100; i++)
        {
            numbers.Add(await cosmos.Store.NextId(Thing.Acme, "ticket", default));
            numbers.Add(await other.Store.NextId(Thing.Acme, "ticket", default));
        }

        Assert.Equal(200, numbers.Distinct().Count());
        Assert.InRange(numbers.Max(), 200, 64 * 8);
    }

    private Task<CommitResult.Done> Commit(params Change[] changes) => Commit(changes, []);

    private async Task<CommitResult.Done> Commit(Change[] changes, params Domain.Events.HubEvent[] events) =>
        Assert.IsType<CommitResult.Done>(
            await cosmos.Store.Commit(Thing.Change(changes) with { Events = events }, default)
        );
}
