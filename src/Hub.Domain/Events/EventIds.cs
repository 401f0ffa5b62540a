using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hub.Domain.Events;

/// <summary>
/// Ids of events: UUIDs of version 7 with a counter behind the millisecond (RFC 9562, 6.2, method 1), so that the facts
/// of one verb, and of verbs in quick succession, sort in the order they happened in, also where clocks that differ by a
/// little take turns.
/// </summary>
internal static class EventIds
{
    private const int CounterBits = 12;

    /// <summary>Milliseconds with their counters, each in a place of its own: one that comes late does not begin another one anew.</summary>
    private static readonly long[] Last = new long[1024];

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
        ref var last = ref Last[milliseconds & (Last.Length - 1)];
        while (true)
        {
            var before = Volatile.Read(ref last);
            var next = before >> CounterBits == milliseconds ? before + 1 : milliseconds << CounterBits;
            if (Interlocked.CompareExchange(ref last, next, before) == before)
                return next;
        }
    }
}
