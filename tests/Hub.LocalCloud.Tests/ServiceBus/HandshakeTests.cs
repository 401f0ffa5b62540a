using System.Net.Sockets;
using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

/// <summary>Clients that never get as far as a link.</summary>
public sealed class HandshakeTests
{
    private static readonly byte[] Sasl = [.. "AMQP"u8, 3, 1, 0, 0];
    private static readonly byte[] Plain = [.. "AMQP"u8, 0, 1, 0, 0];

    private static readonly byte[][] Started =
    [
        "AMQP"u8.ToArray(),
        Sasl,
        Plain,
        [.. Plain, 0, 0, 0, 8, 2, 0, 0, 0],
        [.. Plain, 0xFF, 0xFF, 0xFF, 0xFF],
        [.. Sasl, .. Plain],
    ];

    public static TheoryData<byte[]> Beginnings => new(Started);

    [Theory]
    [MemberData(nameof(Beginnings), DisableDiscoveryEnumeration = true)]
    public async Task A_client_that_breaks_off_leaves_nothing_behind(byte[] beginning)
    {
        await using var bus = await Bus.Start();
        foreach (var reset in new[] { false, true })
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.LingerState = new LingerOption(reset, 0);
            await socket.ConnectAsync("127.0.0.1", bus.Host.Endpoint.Port);
            await socket.SendAsync(beginning);
            await bus.Host.WaitForRequests(ServiceBusOperation.Connect, reset ? 2 : 1).WaitAsync(Bus.WaitLimit);
        }

        await bus.Send("a");
        Assert.Equal(1, bus.Counts.Active);
        await bus.Host.WaitForConnections(1).WaitAsync(Bus.WaitLimit);
    }

    [Fact]
    public async Task Another_version_of_AMQP_is_answered_with_the_one_that_is_spoken()
    {
        await using var bus = await Bus.Start();
        using var client = new TcpClient("127.0.0.1", bus.Host.Endpoint.Port);
        var stream = client.GetStream();

        await stream.WriteAsync("AMQP\u0000\u0000\u0009\u0001"u8.ToArray());

        var answer = new byte[8];
        await stream.ReadExactlyAsync(answer);
        Assert.Equal(Plain, answer);
        Assert.Equal(0, await stream.ReadAsync(answer));
    }
}
