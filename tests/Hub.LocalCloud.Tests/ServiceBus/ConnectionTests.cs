using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class ConnectionTests
{
    private const string Azure = "contoso.servicebus.windows.net";

    [Theory]
    [InlineData("sb://127.0.0.1")]
    [InlineData("sb://localhost")]
    [InlineData("amqp://127.0.0.1")]
    [InlineData("http://127.0.0.1")]
    public async Task Plain_AMQP_is_spoken_on_the_port_that_the_connection_string_names(string address)
    {
        await using var bus = await Bus.Start();
        var connection = bus.Host.ConnectionString.Replace("sb://127.0.0.1", address, StringComparison.Ordinal);
        await using var client = bus.Connect(connectionString: connection);

        await Converse(bus, client);
    }

    [Theory]
    [InlineData(ServiceBusTransportType.AmqpTcp)]
    [InlineData(ServiceBusTransportType.AmqpWebSockets)]
    public async Task A_client_may_call_the_host_by_its_name_in_Azure(ServiceBusTransportType transport)
    {
        await using var bus = await Bus.Start();
        var connection = bus.Host.ConnectionString.Replace(
            $"127.0.0.1:{bus.Host.Endpoint.Port}",
            Azure,
            StringComparison.Ordinal
        );
        await using var client = bus.Connect(
            options =>
            {
                options.TransportType = transport;
                options.CustomEndpointAddress = new($"sb://127.0.0.1:{bus.Host.Endpoint.Port}");
            },
            connection
        );

        await Converse(bus, client);
    }

    [Fact]
    public async Task AMQP_is_spoken_over_WebSockets_on_the_same_port()
    {
        await using var bus = await Bus.Start();
        await using var client = bus.Connect(options => options.TransportType = ServiceBusTransportType.AmqpWebSockets);

        await Converse(bus, client);
    }

    [Theory]
    [InlineData(ServiceBusTransportType.AmqpTcp)]
    [InlineData(ServiceBusTransportType.AmqpWebSockets)]
    public async Task A_connection_that_is_reset_is_opened_again(ServiceBusTransportType transport)
    {
        await using var bus = await Bus.Start();
        await using var client = bus.Connect(options =>
        {
            options.TransportType = transport;
            options.RetryOptions.MaxRetries = 2;
        });
        await Converse(bus, client);

        bus.Host.Strike(Fault.Dropped);
        Assert.Equal(0, bus.Host.Connections);
        await Converse(bus, client);

        Assert.Equal((1, 2), (bus.Host.Connections, bus.Host.Requests(ServiceBusOperation.Connect)));
    }

    [Fact]
    public async Task TLS_is_spoken_on_the_same_port_as_plain_text()
    {
        using var certificate = Certificate();
        await using var bus = await Bus.Start(options: new() { Certificate = certificate });
        var connection = bus.Host.ConnectionString.Replace(
            ";UseDevelopmentEmulator=true",
            "",
            StringComparison.Ordinal
        );
        await using var client = bus.Connect(options => Trust(options, bus, certificate), connection);

        await Converse(bus, client);
        await Converse(bus, bus.Client);
    }

    [Fact]
    public async Task An_identity_is_let_in_by_its_bearer_token()
    {
        using var certificate = Certificate();
        await using var bus = await Bus.Start(options: new() { Certificate = certificate, BearerToken = "a.b.c" });
        var options = new ServiceBusClientOptions();
        Trust(options, bus, certificate);
        await using var client = new ServiceBusClient(Azure, new FixedToken("a.b.c"), options);
        options.RetryOptions.MaxRetries = 0;
        await using var stranger = new ServiceBusClient(Azure, new FixedToken("x.y.z"), options);

        await Converse(bus, client);

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            stranger.CreateSender(Bus.Queue).SendMessageAsync(new("a"))
        );
    }

    [Fact]
    public async Task The_administration_API_is_served_over_TLS_too()
    {
        using var certificate = Certificate();
        await using var bus = await Bus.Start(options: new() { Certificate = certificate });
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Thumbprint == certificate.Thumbprint,
        };
        var connection = bus
            .Host.ConnectionString.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)
            .Replace(";UseDevelopmentEmulator=true", "", StringComparison.Ordinal);
        var administration = new ServiceBusAdministrationClient(
            connection,
            new ServiceBusAdministrationClientOptions { Transport = new HttpClientTransport(handler) }
        );

        Assert.True(await administration.QueueExistsAsync(Bus.Queue));
    }

    [Fact]
    public async Task A_WebSocket_path_without_a_WebSocket_is_a_bad_request()
    {
        await using var bus = await Bus.Start();
        using var http = new HttpClient { BaseAddress = bus.Host.Endpoint };

        using var response = await http.GetAsync("$servicebus/websocket/");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_client_that_leaves_is_counted_no_more()
    {
        await using var bus = await Bus.Start();
        await using (var client = bus.Connect())
        {
            await Converse(bus, client);
            Assert.Equal(1, bus.Host.Connections);
        }

        await bus.Host.WaitForConnections(0).WaitAsync(Bus.WaitLimit);
        Assert.Equal(1, bus.Host.Requests(ServiceBusOperation.Connect));
    }

    [Fact]
    public async Task A_host_comes_back_on_its_port_with_what_it_held()
    {
        await using var bus = await Bus.Start();
        await bus.Send("kept");

        await bus.Host.GoAway();
        await Failure.Is(ServiceBusFailureReason.ServiceCommunicationProblem, () => bus.Send("lost"));
        await bus.Host.ComeBack();

        Assert.Equal("kept", $"{(await bus.Receive()).Body}");
        Assert.Equal(0, bus.Counts.Active);
    }

    [Fact]
    public async Task A_queue_can_be_created_while_the_host_runs()
    {
        await using var bus = await Bus.Start();
        bus.Host.CreateQueue("another");

        await bus.Client.CreateSender("another").SendMessageAsync(new("a"));

        Assert.Equal((1, 0), (bus.Host.Counts("another").Active, bus.Counts.Active));
        Assert.Throws<ArgumentException>(() => bus.Host.CreateQueue("another"));
    }

    [Fact]
    public async Task Many_senders_and_receivers_at_once_lose_nothing_and_get_nothing_twice()
    {
        const int Workers = 8;
        const int EachSends = 50;
        await using var bus = await Bus.Start();
        var received = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, Workers).SelectMany(worker => new[] { SendAll(worker), ReceiveAll() }));

        Assert.Equal(Workers * EachSends, received.Count);
        Assert.Equal(received.Count, received.Distinct().Count());
        Assert.Equal((0, 0), (bus.Counts.Total, bus.Counts.Dead));

        async Task SendAll(int worker)
        {
            for (var message = 0; message < EachSends; message++)
            {
                await bus.Send($"{worker}/{message}");
            }
        }

        async Task ReceiveAll()
        {
            await using var receiver = bus.Client.CreateReceiver(Bus.Queue);
            for (var message = 0; message < EachSends; message++)
            {
                var one = await bus.Receive(receiver);
                received.Add($"{one.Body}");
                await receiver.CompleteMessageAsync(one);
            }
        }
    }

    private static async Task Converse(Bus bus, ServiceBusClient client)
    {
        await client.CreateSender(Bus.Queue).SendMessageAsync(new("hello"));
        var receiver = client.CreateReceiver(Bus.Queue);
        var message = await bus.Receive(receiver);
        await receiver.RenewMessageLockAsync(message);
        await receiver.CompleteMessageAsync(message);
        Assert.Equal(("hello", 0), ($"{message.Body}", bus.Counts.Total));
    }

    private static void Trust(ServiceBusClientOptions options, Bus bus, X509Certificate2 certificate)
    {
        options.CustomEndpointAddress = new($"sb://127.0.0.1:{bus.Host.Endpoint.Port}");
        options.CertificateValidationCallback = (_, shown, _, errors) =>
            errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors)
            && shown!.GetCertHashString() == certificate.Thumbprint;
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private sealed class FixedToken(string token) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Assert.Equal(["https://servicebus.azure.net/.default"], requestContext.Scopes);
            return new AccessToken(token, DateTimeOffset.UtcNow.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(
            TokenRequestContext requestContext,
            CancellationToken cancellationToken
        ) => new(GetToken(requestContext, cancellationToken));
    }
}
