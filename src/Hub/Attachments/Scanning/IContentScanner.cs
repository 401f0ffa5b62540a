namespace Hub.Attachments.Scanning;

/// <summary>What a scanner says of a file.</summary>
/// <param name="Reason">What it found; absent when nothing.</param>
internal sealed record Verdict(string? Reason)
{
    private const int LongestReason = 300;

    public static readonly Verdict Clean = new((string?)null);

    /// <summary>Found something, in the scanner's own words as far as they are text for people.</summary>
    public static Verdict Found(string? words)
    {
        var line = (words ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var text = line.Length == 0 ? "" : string.Concat(line[0].Where(static letter => !char.IsControl(letter)));
        return new Verdict(
            text.Length == 0 ? "The scanner found something."
            : text.Length > LongestReason ? $"{text[..LongestReason]}…"
            : text
        );
    }
}

/// <summary>The scanner did not come to a verdict: it is away, broken or too slow.</summary>
internal sealed class ScannerException(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>Looks into a file.</summary>
internal interface IContentScanner
{
    Task<Verdict> Scan(Stream content, CancellationToken cancellation);
}
