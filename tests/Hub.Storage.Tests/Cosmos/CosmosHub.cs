using Hub.Delivery;
using Hub.Delivery.SettingAside;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Storage.Cosmos;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Commits;
using Hub.Storage.Cosmos.Deliveries;
using Hub.Storage.Cosmos.Events;
using Hub.Storage.Cosmos.Usage;
using Hub.Storage.Cosmos.Watching;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Tests.Cosmos;

/// <summary>One hub's share of the store.</summary>
internal sealed class CosmosHub : IAsyncDisposable
{
    public const int RetentionDays = 30;

    private readonly Watch watch;

    public CosmosHub(CosmosOptions options, TimeProvider clock, IQueue? queue = null)
    {
        var settings = Options.Create(options);
        Account = new CosmosAccount(settings, NullLogger<CosmosAccount>.Instance);
        watch = new Watch(Account, settings, clock, NullLogger<Watch>.Instance);
        var delivery = Options.Create(new DeliveryOptions { RetentionDays = RetentionDays });
        var setAside = new SetAside(() => Store!, clock, NullLogger<SetAside>.Instance);
        Feeding = new FeedHealth(clock);
        var life = OutboxLife.For(RetentionDays);
        var tally = new UsageTally(life, clock);
        var commits = new CosmosCommits(Account, life, tally);
        Store = new CosmosStore(
            Account,
            commits,
            Usage = new UsageKeeper(Account, commits, tally, clock),
            watch,
            new CommitHealth(),
            setAside
        );
        var purge = new EventPurge(Account);
        Feed = new CosmosFeed(
            Account,
            queue ?? Queue,
            purge,
            setAside,
            Feeding,
            settings,
            NullLogger<CosmosFeed>.Instance
        );
        Events = new CosmosEventLog(Account, setAside);
        Deliveries = new CosmosDeliveryLog(
            Account,
            new DeliveryLife(delivery, clock),
            new CosmosPurge(Account, purge),
            setAside
        );
    }

    public CosmosAccount Account { get; }

    public IStore Store { get; }

    public UsageKeeper Usage { get; }

    public RecordingQueue Queue { get; } = new();

    public IEventFeed Feed { get; }

    public IEventLog Events { get; }

    public FeedHealth Feeding { get; }

    public CosmosDeliveryLog Deliveries { get; }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)Store).DisposeAsync();
        await watch.DisposeAsync();
        Account.Dispose();
    }
}
