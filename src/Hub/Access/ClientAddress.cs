using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Hub.Access;

/// <summary>
/// Where a request comes from, as failures are counted by: an address of IPv4, or the 64 bits of IPv6 that one client is given
/// whole. Behind <c>Hub:TrustedProxies</c> it is the address that the proxy saw.
/// </summary>
internal static class ClientAddress
{
    private const int MappedPrefix = 0xFFFF;

    public static UInt128 Of(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address ? Of(address) : UInt128.Zero;

    public static UInt128 Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        address.TryWriteBytes(bytes, out var length);
        return address.AddressFamily == AddressFamily.InterNetwork && length == 4
            ? new UInt128(0, ((ulong)MappedPrefix << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : new UInt128(BinaryPrimitives.ReadUInt64BigEndian(bytes), 0);
    }
}
