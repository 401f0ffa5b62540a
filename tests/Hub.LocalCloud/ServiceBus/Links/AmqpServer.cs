using Hub.LocalCloud.ServiceBus.Injection;
using Hub.LocalCloud.ServiceBus.Listening;
using Microsoft.AspNetCore.Connections;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Sasl;
using Microsoft.Azure.Amqp.Transport;

namespace Hub.LocalCloud.ServiceBus.Links;

/// <summary>Speaks AMQP over whatever pipes it is given.</summary>
internal sealed class AmqpServer
{
    private static readonly AmqpVersion Version = new(1, 0, 0);
    private static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(30);

    private readonly ServiceBusNamespace bus;
    private readonly AcceptedTransports transports = new();
    private readonly AmqpTransportListener listener;
    private readonly AmqpSettings settings;

    public AmqpServer(ServiceBusNamespace bus)
    {
        this.bus = bus;
        settings = new AmqpSettings { RuntimeProvider = new LinkFactory(bus, Peers) };
        var sasl = new SaslTransportProvider();
        sasl.Versions.Add(Version);
        // Who a client is, its tokens say later. The first is what Azure's clients ask for, the second what others do.
        sasl.AddHandler(new SaslAnonymousHandler("MSSBCBS"));
        sasl.AddHandler(new SaslAnonymousHandler("ANONYMOUS"));
        settings.TransportProviders.Add(sasl);
        var plain = new AmqpTransportProvider();
        plain.Versions.Add(Version);
        settings.TransportProviders.Add(plain);
        listener = new AmqpTransportListener([transports], settings);
        listener.Open();
        listener.Listen((_, accepted) => Connect(accepted));
    }

    public Peers Peers { get; } = new();

    /// <summary>Serves a connection until it is closed.</summary>
    public async Task Serve(PipeTransport transport, Action reset, CancellationToken closed)
    {
        switch (bus.Begin(ServiceBusOperation.Connect)?.Kind)
        {
            case null:
                await transports.Accept(transport);
                break;
            case FaultKind.Silence:
                await bus.UntilGone(closed);
                break;
            default:
                reset();
                break;
        }
    }

    public Task Serve(ConnectionContext connection) =>
        Serve(
            new PipeTransport(
                connection.Transport,
                connection.Abort,
                connection.LocalEndPoint,
                connection.RemoteEndPoint
            ),
            connection.Abort,
            connection.ConnectionClosed
        );

    private void Connect(TransportAsyncCallbackArgs accepted)
    {
        // What broke off before it had said what it wants.
        if (accepted.Exception is not null)
        {
            accepted.Transport.Abort();
            return;
        }

        var connection = settings.RuntimeProvider.CreateConnection(
            accepted.Transport,
            (ProtocolHeader)accepted.UserToken,
            isInitiator: false,
            settings,
            new AmqpConnectionSettings
            {
                ContainerId = "local-service-bus",
                MaxFrameSize = 64 * 1024,
                IdleTimeOut = (uint)TimeSpan.FromMinutes(4).TotalMilliseconds,
            }
        );
        Peers.Add(connection);
        _ = Open(connection);
    }

    private static async Task Open(AmqpConnection connection)
    {
        try
        {
            await connection.OpenAsync(HandshakeLimit);
        }
        catch (Exception e)
        {
            // Whatever goes wrong in a handshake ends that connection and concerns no other.
            connection.SafeClose(e);
        }
    }
}
