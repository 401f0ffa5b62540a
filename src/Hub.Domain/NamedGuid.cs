using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Domain;

/// <summary>Ids that follow from what they identify, so that a repeated step makes the same one.</summary>
public static class NamedGuid
{
    /// <summary>A version 8 UUID (RFC 9562, 5.8) of a name inside a namespace.</summary>
    public static Guid Of(Guid space, string name)
    {
        Span<byte> digest = stackalloc byte[32];
        Hash(space, Encoding.UTF8.GetBytes(name), digest);
        return Stamp(digest, 8);
    }

    /// <summary>A UUID in the layout of version 7: the time of <paramref name="at"/>, then bits that follow from the pair.</summary>
    public static Guid OfPair(DateTimeOffset at, Guid first, Guid second)
    {
        Span<byte> digest = stackalloc byte[32];
        Span<byte> name = stackalloc byte[16];
        second.TryWriteBytes(name, bigEndian: true, out _);
        Hash(first, name, digest);
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, at.ToUnixTimeMilliseconds());
        time[2..].CopyTo(digest);
        return Stamp(digest, 7);
    }

    private static void Hash(Guid space, ReadOnlySpan<byte> name, Span<byte> digest)
    {
        var length = 16 + name.Length;
        Span<byte> input = length <= 256 ? stackalloc byte[length] : new byte[length];
        space.TryWriteBytes(input, bigEndian: true, out _);
        name.CopyTo(input[16..]);
        SHA256.HashData(input, digest);
    }

    private static Guid Stamp(Span<byte> digest, int version)
    {
        digest[6] = (byte)((digest[6] & 0x0F) | (version << 4));
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest[..16], bigEndian: true);
    }
}
