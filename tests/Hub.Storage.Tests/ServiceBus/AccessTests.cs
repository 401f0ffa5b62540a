using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Messaging.ServiceBus;
using Hub.LocalCloud.ServiceBus;
using Hub.Storage.ServiceBus;

namespace Hub.Storage.Tests.ServiceBus;

public sealed class AccessTests
{
    private const string Azure = "hub.servicebus.windows.net";

    [Fact]
    public async Task An_identity_brings_a_token_for_service_bus_and_speaks_over_tls()
    {
        await using var local = await StartWithTls("token of the hub");
        var identity = new Identity();
        var hub = NewHub(local, identity);

        await hub.Enqueue([local.Message("a")], CancellationToken.None);
        Assert.True(await local.Complete(await local.Lease(hub), hub));

        Assert.All(identity.Asked, scope => Assert.Equal("https://servicebus.azure.net/.default", scope));
        Assert.NotEmpty(identity.Asked);
        Assert.Equal(0, local.Counts.Total);
    }

    [Fact]
    public async Task An_identity_that_is_refused_is_an_outage()
    {
        await using var local = await StartWithTls("another token");
        var hub = NewHub(local, new Identity());

        await Assert.ThrowsAsync<StorageException>(() => hub.Enqueue([local.Message("a")], CancellationToken.None));
    }

    [Fact]
    public async Task A_key_that_is_refused_is_an_outage()
    {
        await using var local = await LocalQueue.Start(configure: options =>
            options.ConnectionString = options.ConnectionString!.Replace("SharedAccessKey=", "SharedAccessKey=un")
        );

        await Assert.ThrowsAsync<StorageException>(() => local.Enqueue(local.Message("a")));
        Assert.Equal(0, local.Counts.Total);
    }

    [Fact]
    public async Task Over_web_sockets_everything_is_the_same()
    {
        await using var local = await LocalQueue.Start(configure: options => options.UseWebSockets = true);

        await local.Enqueue(local.Message("a"), local.Message("b"));
        Assert.True(await local.Complete(await local.Lease()));
        Assert.True(await local.Retry(await local.Lease(), TimeSpan.FromMinutes(1)));

        Assert.Equal((1, 1), (local.Counts.Scheduled, local.Counts.Total));
    }

    private static async Task<LocalQueue> StartWithTls(string token)
    {
        using var key = RSA.Create(2048);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Azure);
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest($"CN={Azure}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return await LocalQueue.Start(
            access: new ServiceBusOptions { BearerToken = token, Certificate = certificate },
            configure: static options => (options.ConnectionString, options.Namespace) = (null, Azure)
        );
    }

    private static ServiceBusQueue NewHub(LocalQueue local, TokenCredential identity) =>
        local.NewHub(
            identity,
            new ServiceBusClientOptions
            {
                CustomEndpointAddress = new Uri($"sb://127.0.0.1:{local.Host.Endpoint.Port}"),
                CertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject == $"CN={Azure}",
            }
        );

    private sealed class Identity : TokenCredential
    {
        public List<string> Asked { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        )
        {
            lock (Asked)
                Asked.AddRange(requestContext.Scopes);
            return new(new AccessToken("token of the hub", DateTimeOffset.UtcNow.AddHours(1)));
        }
    }
}
