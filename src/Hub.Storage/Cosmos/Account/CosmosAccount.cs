using System.Net;
using Azure.Core;
using Azure.Identity;
using Hub.Storage.Cosmos.Calls;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Cosmos.Account;

/// <summary>The account's database and its containers, made when they are first needed and missing.</summary>
internal sealed class CosmosAccount : IDisposable
{
    private readonly CosmosOptions options;
    private readonly TokenCredential? identity;
    private readonly CosmosClient client;
    private readonly Lazy<CosmosClient> feedClient;
    private readonly SemaphoreSlim opening = new(1);
    private bool isOpen;

    /// <param name="identity">Who the hub is when the options have no key; absent: whoever Azure says that it is.</param>
    public CosmosAccount(
        IOptions<CosmosOptions> options,
        ILogger<CosmosAccount> logger,
        TokenCredential? identity = null
    )
    {
        this.options = options.Value;
        this.identity = identity;
        client = Connect(repeatsThrottled: false);
        feedClient = new(() => Connect(repeatsThrottled: true));
        Calls = new CosmosCalls(this.options);
        Indexes = new CompositeIndexes(Calls, logger);
    }

    public CosmosCalls Calls { get; }

    public CompositeIndexes Indexes { get; }

    /// <summary>The service does the searching; this bounds how many requests of one organization's lists are open.</summary>
    public ReadTurns Turns { get; } = new(places: 64);

    public async ValueTask<Container> Core(CancellationToken cancellation)
    {
        await Open(cancellation);
        return client.GetContainer(options.Database, ContainerLayout.Core);
    }

    public async ValueTask<Container> Deliveries(CancellationToken cancellation)
    {
        await Open(cancellation);
        return client.GetContainer(options.Database, ContainerLayout.Deliveries);
    }

    /// <summary>For the change feed processor, whose own requests go around the pipeline: the SDK repeats those.</summary>
    public async Task<(Container Core, Container Leases)> Feed(CancellationToken cancellation)
    {
        await Open(cancellation);
        return (
            feedClient.Value.GetContainer(options.Database, ContainerLayout.Core),
            feedClient.Value.GetContainer(options.Database, ContainerLayout.Leases)
        );
    }

    public void Dispose()
    {
        client.Dispose();
        if (feedClient.IsValueCreated)
            feedClient.Value.Dispose();
        opening.Dispose();
        Turns.Dispose();
    }

    private async ValueTask Open(CancellationToken cancellation)
    {
        if (Volatile.Read(ref isOpen))
            return;
        await opening.WaitAsync(cancellation);
        try
        {
            if (!isOpen && options.CreateContainers)
                await CreateMissing(cancellation);
            Volatile.Write(ref isOpen, true);
        }
        finally
        {
            opening.Release();
        }
    }

    private async Task CreateMissing(CancellationToken cancellation)
    {
        var throughput = options.MaxThroughput is { } most
            ? ThroughputProperties.CreateAutoscaleThroughput(most)
            : null;
        Database database = await Calls.Run(
            Operation.Open,
            token => client.CreateDatabaseIfNotExistsAsync(options.Database, throughput, cancellationToken: token),
            cancellation
        );
        await Create(database, ContainerLayout.CoreProperties(), cancellation);
        await Create(database, ContainerLayout.DeliveriesProperties(), cancellation);
        await Create(database, ContainerLayout.LeasesProperties(), cancellation);
    }

    /// <summary>A container made without time to live would keep the outbox for ever: it is put right.</summary>
    private async Task Create(Database database, ContainerProperties wanted, CancellationToken cancellation)
    {
        var response = await Calls.Run(
            Operation.Open,
            token => database.CreateContainerIfNotExistsAsync(wanted, cancellationToken: token),
            cancellation
        );
        if (
            response.StatusCode == HttpStatusCode.Created
            || response.Resource.DefaultTimeToLive == wanted.DefaultTimeToLive
        )
            return;
        response.Resource.DefaultTimeToLive = wanted.DefaultTimeToLive;
        await Calls.Run(
            Operation.Open,
            token => response.Container.ReplaceContainerAsync(response.Resource, cancellationToken: token),
            cancellation
        );
    }

    private CosmosClient Connect(bool repeatsThrottled)
    {
        var address = options.Address()!;
        var settings = new CosmosClientOptions
        {
            ApplicationName = "hub",
            ConnectionMode = options.ConnectionMode,
            // A gateway without TLS is a local one: there is nothing else to discover.
            LimitToEndpoint = options.ConnectionMode == ConnectionMode.Gateway && address.Scheme == Uri.UriSchemeHttp,
            UseSystemTextJsonSerializerWithOptions = System.Text.Json.JsonSerializerOptions.Web,
        };
        if (!repeatsThrottled)
            settings.MaxRetryAttemptsOnRateLimitedRequests = 0;
        return options.AccountKey() is { } key
            ? new CosmosClient(address.ToString(), key, settings)
            : new CosmosClient(address.ToString(), identity ?? OwnIdentity(), settings);
    }

    private DefaultAzureCredential OwnIdentity()
    {
        var settings = new DefaultAzureCredentialOptions();
        if (options.ManagedIdentityClientId is { Length: > 0 } id)
            settings.ManagedIdentityClientId = id;
        return new DefaultAzureCredential(settings);
    }
}
