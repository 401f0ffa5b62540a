using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hub.Domain.Events;

/// <summary>
/// Ids of events: UUIDs of version 7 with a counter behind the millisecond (RFC 9562, 6.2, method 1), so that the facts
/// of one verb, and of verbs in quick succession, sort in the order they happened in.
/// </summary>
internal static class EventIds
{
    private const int CounterBits = 12;

    /// <summary>The last millisecond and its counter.</summary>
    private static long last;

    public static Guid Next(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);
        var next = Advance(now.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(bytes, next >> CounterBits << 16);
        BinaryPrimitives.WriteInt16BigEndian(bytes[6..], (short)(0x7000 | (next & 0xFFF)));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static long Advance(long milliseconds)
    {
        while (true)
        {
            var before = Volatile.Read(ref last);
            var next = before >> CounterBits == milliseconds ? before + 1 : milliseconds << CounterBits;
            if (Interlocked.CompareExchange(ref last, next, before) == before)
                return next;
        }
    }
}
