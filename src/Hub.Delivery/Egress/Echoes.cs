using System.Net;

namespace Hub.Delivery.Egress;

/// <summary>
/// Takes out of a receiver's answer what it only repeats of the request: many a 404 page shows the path that was asked for,
/// and a path, a query or a header may be a credential. What is as short as a word is left, for it is no credential.
/// </summary>
public sealed class Echoes
{
    private const string Mask = "***";

    /// <summary>What is shorter holds no secret.</summary>
    public const int Shortest = 6;

    private readonly string[] secrets;

    public Echoes(Uri target, IEnumerable<string> headerValues)
    {
        var (path, query) = (target.AbsolutePath, target.Query.TrimStart('?'));
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(1);
        string[] parts =
        [
            .. headerValues,
            .. segments,
            query,
            .. query.Split('&').Select(static pair => pair[(pair.IndexOf('=') + 1)..]),
        ];
        // The longest first: a part of one that is masked already is not found any more.
        secrets =
        [
            .. parts
                .SelectMany(static part => (string[])[part, Uri.UnescapeDataString(part)])
                .SelectMany(static part => (string[])[part, WebUtility.HtmlEncode(part)])
                .Where(static part => part.Length >= Shortest)
                .Distinct()
                .OrderByDescending(static part => part.Length),
        ];
    }

    public string Remove(string answer)
    {
        if (answer.Length < Shortest)
            return answer;
        foreach (var secret in secrets)
            answer = answer.Replace(secret, Mask, StringComparison.OrdinalIgnoreCase);
        return WithoutBeginning(answer);
    }

    /// <summary>Of an answer the beginning is kept, which may end within a secret.</summary>
    private string WithoutBeginning(string answer)
    {
        foreach (var secret in secrets)
            for (var length = Math.Min(secret.Length - 1, answer.Length); length >= Shortest; length--)
                if (answer.AsSpan().EndsWith(secret.AsSpan(0, length), StringComparison.OrdinalIgnoreCase))
                    return answer[..^length] + Mask;
        return answer;
    }
}
