using System.Text;

namespace Hub.Domain.Shapes;

/// <summary>How a contract writes an instant; always in UTC.</summary>
public enum Times
{
    /// <summary>ISO 8601 in whole seconds: <c>2026-05-24T10:30:00Z</c>.</summary>
    Seconds,

    /// <summary>ISO 8601 in milliseconds: <c>2026-05-24T10:30:00.000Z</c>.</summary>
    Milliseconds,

    /// <summary>Whole seconds since 1970, a number in JSON: <c>1779618600</c>.</summary>
    Unix,
}

/// <summary>Instants as text of a contract.</summary>
public static class WireTime
{
    internal const int Longest = 28;

    private const int WholeSeconds = 19;
    private const int WithMilliseconds = 23;

    public static string Text(DateTimeOffset at, Times times)
    {
        if (times == Times.Unix)
            return at.ToUnixTimeSeconds().ToString();
        Span<byte> text = stackalloc byte[Longest];
        return Encoding.ASCII.GetString(text[..Write(at, times, text)]);
    }

    /// <summary>ISO 8601 alone: there is no text of a number.</summary>
    /// <returns>How many characters.</returns>
    internal static int Write(DateTimeOffset at, Times times, Span<byte> target)
    {
        // The round-trip format has a fast path of its own; its beginning is what is wanted.
        at.UtcDateTime.TryFormat(target, out _, "O");
        var end = times == Times.Milliseconds ? WithMilliseconds : WholeSeconds;
        target[end] = (byte)'Z';
        return end + 1;
    }
}
