using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Hub.Delivery.Egress;
using Xunit;

namespace Hub.Delivery.Tests.Egress;

/// <summary>The policy against a list written from the registries a second time, and matched as strings of bits.</summary>
public sealed class AddressPolicyProperties
{
    private static readonly string[] RefusedV4 =
    [
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24",
        "192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3",
    ];

    private static readonly string[] RefusedV6 =
    [
        "::/3 4000::/2 8000::/1", // all but 2000::/3
        "::/96 ::ffff:0:0/96 64:ff9b:1::/48 fc00::/7 fe80::/10", // named again, to be drawn more often
        "2001::/32 2001:1::/32 2001:2::/31 2001:4::/30 2001:8::/29 2001:10::/28 2001:20::/27 2001:40::/26 2001:80::/25",
        "2001:100::/24 2001:db8::/32 2002::/16 3fff::/20",
    ];

    private static readonly (string Bits, bool V6)[] Prefixes =
    [
        .. Split(RefusedV4).Select(cidr => (PrefixBits(cidr), false)),
        .. Split(RefusedV6).Select(cidr => (PrefixBits(cidr), true)),
    ];

    private static readonly string Nat64 = PrefixBits("64:ff9b::/96");

    [Fact]
    public void Exactly_the_listed_ranges_are_refused() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(20_000),
            Prop.ForAll(Addresses().ToArbitrary(), address =>
                AddressPolicy.Allows(address, allowLocal: false) == NaivelyPublic(address)
            )
        );

    private static bool NaivelyPublic(IPAddress address)
    {
        var bits = Bits(address);
        var v6 = bits.Length == 128;
        if (v6 && bits.StartsWith(Nat64, StringComparison.Ordinal))
        {
            return NaivelyPublic(FromBits(bits[96..]));
        }
        return !Prefixes.Any(prefix => prefix.V6 == v6 && bits.StartsWith(prefix.Bits, StringComparison.Ordinal));
    }

    /// <summary>Anywhere, inside a listed range, or just outside one: its prefix with the last bit turned.</summary>
    private static Gen<IPAddress> Addresses()
    {
        var tail = Gen.Elements('0', '1').ArrayOf(128).Select(bits => new string(bits));
        var anywhere = tail.SelectMany(bits => Gen.Elements(32, 128), (bits, size) => bits[..size]);
        var prefixes = Gen.Elements<(string Bits, bool V6)>([.. Prefixes, (Nat64, true)]);
        var inside = prefixes.SelectMany(_ => tail, (prefix, bits) => Fill(prefix.Bits, prefix.V6, bits));
        var beside = prefixes.SelectMany(_ => tail, (prefix, bits) => Fill(Turned(prefix.Bits), prefix.V6, bits));
        return Gen.OneOf(anywhere, inside, beside).Select(FromBits);
    }

    private static string Fill(string prefix, bool v6, string tail) => (prefix + tail)[..(v6 ? 128 : 32)];

    private static string Turned(string prefix) => prefix[..^1] + (prefix[^1] == '0' ? '1' : '0');

    private static IEnumerable<string> Split(string[] lines) => lines.SelectMany(line => line.Split(' '));

    private static string PrefixBits(string cidr)
    {
        var parts = cidr.Split('/');
        return Bits(IPAddress.Parse(parts[0]))[..int.Parse(parts[1])];
    }

    private static string Bits(IPAddress address) =>
        string.Concat(address.GetAddressBytes().Select(value => Convert.ToString(value, 2).PadLeft(8, '0')));

    private static IPAddress FromBits(string bits) =>
        new([.. bits.Chunk(8).Select(octet => Convert.ToByte(new string(octet), 2))]);
}
