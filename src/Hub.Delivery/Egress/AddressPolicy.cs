using System.Net;
using System.Net.Sockets;

namespace Hub.Delivery.Egress;

internal enum AddressReach
{
    /// <summary>Refused whatever the configuration says.</summary>
    Never,

    /// <summary>This machine or its private network: reachable when insecure targets are allowed.</summary>
    Local,

    Public,
}

/// <summary>Which addresses a delivery may connect to, after the IANA special-purpose registries (RFC 6890).</summary>
internal static class AddressPolicy
{
    private static readonly IPNetwork[] Local = Parse(
        "10.0.0.0/8",
        "127.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "::1/128",
        "fc00::/7"
    );

    private static readonly IPNetwork[] Never = Parse(
        "0.0.0.0/8", // this network
        "100.64.0.0/10", // carrier-grade NAT, RFC 6598; 100.100.100.200 serves metadata in one cloud
        "168.63.129.16/32", // Azure's platform address: public by number, answered by the host beneath the VM
        "169.254.0.0/16", // link-local, and 169.254.169.254
        "192.0.0.0/24", // IETF protocol assignments
        "192.0.2.0/24", // documentation
        "192.88.99.0/24", // 6to4 relays, withdrawn by RFC 7526
        "198.18.0.0/15", // benchmarking
        "198.51.100.0/24", // documentation
        "203.0.113.0/24", // documentation
        "224.0.0.0/4", // multicast
        "240.0.0.0/4", // reserved, and broadcast
        "fd00:ec2::254/128", // metadata, inside the local range above
        "2001::/23", // IETF protocol assignments: Teredo, benchmarking, ORCHID
        "2001:db8::/32", // documentation
        "2002::/16", // 6to4: an IPv4 address of the sender's choice inside
        "3fff::/20" // documentation, RFC 9637
    );

    /// <summary>
    /// The one block that IPv6 unicast is handed out from (RFC 4291, 2.4). Being outside it refuses ::, v4-compatible,
    /// local NAT64 (64:ff9b:1::/48), discard, link-local, site-local and multicast at once.
    /// </summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>How an IPv6-only network reaches IPv4 receivers (RFC 6052): as public as the address inside.</summary>
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static bool Allows(IPAddress address, bool allowLocal) =>
        ReachOf(address) switch
        {
            AddressReach.Public => true,
            AddressReach.Local => allowLocal,
            _ => false,
        };

    public static AddressReach ReachOf(IPAddress address)
    {
        // First: IPNetwork takes a mapped address for the IPv4 one inside, and 2000::/3 then contains ::ffff:8.8.8.8.
        if (address.IsIPv4MappedToIPv6 || Contains(Never, address))
        {
            return AddressReach.Never;
        }
        if (Contains(Local, address))
        {
            return AddressReach.Local;
        }
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return AddressReach.Public;
        }
        // A zone names an interface of this machine.
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.ScopeId != 0)
        {
            return AddressReach.Never;
        }
        if (Nat64.Contains(address))
        {
            var inside = new IPAddress(address.GetAddressBytes().AsSpan(12));
            return ReachOf(inside) == AddressReach.Public ? AddressReach.Public : AddressReach.Never;
        }
        return GlobalUnicast.Contains(address) ? AddressReach.Public : AddressReach.Never;
    }

    private static bool Contains(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }
        return false;
    }

    private static IPNetwork[] Parse(params string[] networks) => Array.ConvertAll(networks, IPNetwork.Parse);
}
