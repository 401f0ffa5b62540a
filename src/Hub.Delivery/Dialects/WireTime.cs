using System.Text;

namespace Hub.Delivery.Dialects;

/// <summary>An instant as both contracts write it: ISO 8601, UTC, whole seconds, <c>2026-05-24T10:30:00Z</c>.</summary>
internal static class WireTime
{
    public const int Length = 20;

    public static string Text(DateTimeOffset at)
    {
        Span<byte> text = stackalloc byte[Length];
        Write(at, text);
        return Encoding.ASCII.GetString(text);
    }

    public static void Write(DateTimeOffset at, Span<byte> target)
    {
        // The round-trip format has a fast path of its own; its first 19 characters are what is wanted.
        Span<byte> full = stackalloc byte[28];
        at.UtcDateTime.TryFormat(full, out _, "O");
        full[..(Length - 1)].CopyTo(target);
        target[Length - 1] = (byte)'Z';
    }
}
