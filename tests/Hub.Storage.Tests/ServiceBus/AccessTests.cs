using Azure.Core;
using Hub.LocalCloud.ServiceBus;

namespace Hub.Storage.Tests.ServiceBus;

public sealed class AccessTests
{
    [Fact]
    public async Task A_signature_is_made_once_for_each_queue_and_renewed_before_it_expires()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        await local.Enqueue(local.Message("b"));
        local.Time.Advance(TimeSpan.FromMinutes(44));
        await local.Enqueue(local.Message("c"));
        Assert.Single(Signatures(local));

        local.Time.Advance(TimeSpan.FromMinutes(1));
        await local.Enqueue(local.Message("d"));
        local.Time.Advance(TimeSpan.FromHours(5));
        await local.Enqueue(local.Message("e"));

        Assert.Equal(3, Signatures(local).Count);
        Assert.Equal(5, local.Counts.Active);
        await local.Queue.Depth(CancellationToken.None);
        Assert.Equal(4, Signatures(local).Count);
    }

    [Fact]
    public async Task A_signature_opens_its_own_queue_and_no_other()
    {
        await using var local = await LocalQueue.Start();

        await local.Enqueue(local.Message("a"));

        var signature = Assert.Single(Signatures(local));
        Assert.StartsWith(
            $"SharedAccessSignature sr={Uri.EscapeDataString($"{local.Host.Endpoint}deliveries")}&sig=",
            signature,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_identity_brings_a_token_for_service_bus_and_a_new_one_when_that_ends()
    {
        await using var local = await LocalQueue.Start(
            bearer: "token of the hub",
            configure: options => (options.ConnectionString, options.Namespace) = (null, "hub.servicebus.windows.net")
        );
        var identity = new Identity();
        var (hub, wire) = local.NewHub(identity);
        Redirect(wire, local.Host);

        await hub.Enqueue([local.Message("a")], CancellationToken.None);
        var leased = await local.Lease(hub);
        Assert.True(await local.Complete(leased, hub));

        Assert.Equal(["https://servicebus.azure.net/.default"], Assert.Single(identity.Asked));
        Assert.All(
            wire.Exchanges,
            one => Assert.Equal(("https", "Bearer token of the hub"), (one.Uri.Scheme, one.Authorization))
        );
        Assert.Equal(0, local.Counts.Total);
    }

    [Fact]
    public async Task An_identity_that_is_refused_is_an_outage()
    {
        await using var local = await LocalQueue.Start(
            bearer: "another token",
            configure: options => (options.ConnectionString, options.Namespace) = (null, "hub.servicebus.windows.net")
        );
        var (hub, wire) = local.NewHub(new Identity());
        Redirect(wire, local.Host);

        await Assert.ThrowsAnyAsync<IOException>(() => hub.Enqueue([local.Message("a")], CancellationToken.None));
    }

    /// <summary>Azure.Core gives bearer tokens to https addresses alone; the local host has none.</summary>
    private static void Redirect(Wire wire, ServiceBusHost host)
    {
        wire.OnRequest = request => request.RequestUri = new Uri(host.Endpoint, request.RequestUri!.PathAndQuery);
        wire.OnResponse = response =>
        {
            if (response.Headers.Location is { } location)
                response.Headers.Location = new Uri(
                    new Uri("https://hub.servicebus.windows.net/"),
                    location.PathAndQuery
                );
        };
    }

    private static List<string> Signatures(LocalQueue local) =>
        [.. local.Wire.Exchanges.Select(one => one.Authorization).Distinct()];

    private sealed class Identity : TokenCredential
    {
        public List<string[]> Asked { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        )
        {
            Asked.Add(requestContext.Scopes);
            return new(new AccessToken("token of the hub", DateTimeOffset.UtcNow.AddHours(1)));
        }
    }
}
