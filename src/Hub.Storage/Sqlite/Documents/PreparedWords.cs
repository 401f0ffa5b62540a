namespace Hub.Storage.Sqlite.Documents;

/// <summary>A document's words as its full-text index takes them, made ready on the caller's thread.</summary>
/// <param name="Text">The organization's sign and the words, parted by blanks.</param>
/// <param name="Mark">Tells these words from others of the same document.</param>
internal sealed record PreparedWords(string Text, long Mark)
{
    public static PreparedWords Of(Guid organization, IReadOnlyCollection<string> words) =>
        new($"{Sign(organization)} {string.Join(' ', words)}", MarkOf(words));

    /// <summary>A word that no text has: it begins with what is no letter.</summary>
    public static string Sign(Guid organization) => $"§{organization:N}";

    /// <summary>FNV-1a; two sets of words that share one would have to be of the same document.</summary>
    private static long MarkOf(IReadOnlyCollection<string> words)
    {
        var hash = 14695981039346656037;
        foreach (var word in words)
        {
            foreach (var unit in word)
                hash = unchecked((hash ^ unit) * 1099511628211);
            hash = unchecked((hash ^ ' ') * 1099511628211);
        }
        return unchecked((long)hash);
    }
}
