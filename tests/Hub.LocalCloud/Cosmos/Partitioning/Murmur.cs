using System.Buffers.Binary;
using System.Numerics;

namespace Hub.LocalCloud.Cosmos.Partitioning;

/// <summary>MurmurHash3 x64 128 with seed 0 (Austin Appleby's public domain algorithm), which places partition keys.</summary>
internal static class Murmur
{
    private const ulong C1 = 0x87c37b91114253d5;
    private const ulong C2 = 0x4cf5ad432745937f;

    public static (ulong Low, ulong High) Hash(ReadOnlySpan<byte> data)
    {
        ulong low = 0;
        ulong high = 0;
        var rest = data;
        for (; rest.Length >= 16; rest = rest[16..])
        {
            low ^= MixLow(BinaryPrimitives.ReadUInt64LittleEndian(rest));
            low = (BitOperations.RotateLeft(low, 27) + high) * 5 + 0x52dce729;
            high ^= MixHigh(BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
            high = (BitOperations.RotateLeft(high, 31) + low) * 5 + 0x38495ab5;
        }

        Span<byte> tail = stackalloc byte[16];
        tail.Clear();
        rest.CopyTo(tail);
        high ^= MixHigh(BinaryPrimitives.ReadUInt64LittleEndian(tail[8..]));
        low ^= MixLow(BinaryPrimitives.ReadUInt64LittleEndian(tail));

        low ^= (ulong)data.Length;
        high ^= (ulong)data.Length;
        low += high;
        high += low;
        low = Finish(low);
        high = Finish(high);
        low += high;
        high += low;
        return (low, high);
    }

    private static ulong MixLow(ulong k) => BitOperations.RotateLeft(k * C1, 31) * C2;

    private static ulong MixHigh(ulong k) => BitOperations.RotateLeft(k * C2, 33) * C1;

    private static ulong Finish(ulong k)
    {
        k = (k ^ (k >> 33)) * 0xff51afd7ed558ccd;
        k = (k ^ (k >> 33)) * 0xc4ceb9fe1a85ec53;
        return k ^ (k >> 33);
    }
}
