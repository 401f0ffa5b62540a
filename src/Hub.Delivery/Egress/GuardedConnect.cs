using System.Net;
using System.Net.Sockets;

namespace Hub.Delivery.Egress;

/// <summary>Names no address: what a name resolves to inside our network is none of a subscriber's business.</summary>
internal sealed class BlockedAddressException()
    : Exception("The host is, or resolves to, an address that is not public.");

/// <summary>
/// Resolves once, checks every answer, connects to what was checked: no second lookup that could answer differently (DNS
/// rebinding). One forbidden address among public ones refuses them all, for only an attack mixes them.
/// </summary>
internal sealed class GuardedConnect(EgressOptions options, NetworkEdge edge)
{
    private static readonly HttpRequestOptionsKey<ResponseMeter> MeterKey = new("Hub.ResponseMeter");

    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = await Dial(context, ct);
        var meter = new ResponseMeter(options.RawResponseBytes);
        context.InitialRequestMessage.Options.Set(MeterKey, meter);
        return new MeteredStream(socket, meter, MeteredLayer.Socket);
    }

    /// <summary>Once TLS is in place, where there is any; the same request asked for both.</summary>
    public static ValueTask<Stream> Meter(SocketsHttpPlaintextStreamFilterContext context, CancellationToken ct) =>
        context.InitialRequestMessage.Options.TryGetValue(MeterKey, out var meter)
            ? new(new MeteredStream(context.PlaintextStream, meter, MeteredLayer.Requests))
            : throw new InvalidOperationException("A connection was made past the guard.");

    private async Task<Stream> Dial(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var host = HostName.Bare(context.DnsEndPoint.Host);
        var addresses = HostName.IsLiteral(host, out var literal)
            ? [literal]
            : await edge.Resolve(host, ct).WaitAsync(ct);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }
        foreach (var address in addresses)
        {
            if (!AddressPolicy.Allows(address, options.AllowInsecureTargets))
            {
                throw new BlockedAddressException();
            }
        }
        return await First(addresses, context.DnsEndPoint.Port, ct);
    }

    /// <summary>
    /// The first that answers. All but the last get an even share of the deadline, so that one address that swallows
    /// packets leaves time for the others.
    /// </summary>
    private async Task<Stream> First(IPAddress[] addresses, int port, CancellationToken ct)
    {
        var last = addresses.Length - 1;
        for (var i = 0; i < last; i++)
        {
            using var share = CancellationTokenSource.CreateLinkedTokenSource(ct);
            share.CancelAfter(options.Deadline / addresses.Length);
            try
            {
                return await edge.Dial(new IPEndPoint(addresses[i], port), share.Token);
            }
            catch (SocketException)
            {
                // The next may answer.
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // Its share is used up.
            }
        }
        return await edge.Dial(new IPEndPoint(addresses[last], port), ct);
    }
}
