using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Delivery.Egress;

/// <summary>Where the guard touches the network: what tests replace.</summary>
public sealed record NetworkEdge
{
    public static NetworkEdge Real { get; } = new();

    /// <summary>From a host's name to every address it has.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>To one address, already checked.</summary>
    internal Func<IPEndPoint, CancellationToken, Task<Stream>> Dial { get; init; } = DialTcp;

    /// <summary>Authorities to trust in place of the machine's.</summary>
    internal X509Certificate2Collection? Authorities { get; init; }

    private static async Task<Stream> DialTcp(IPEndPoint address, CancellationToken ct)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
