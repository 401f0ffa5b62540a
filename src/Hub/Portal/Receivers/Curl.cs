using System.Text;
using Hub.Delivery.Sending;

namespace Hub.Portal.Receivers;

/// <summary>A request as a command, with variables in place of what is secret.</summary>
internal static class Curl
{
    public static string Of(ShownRequest request)
    {
        var text = new StringBuilder($"WEBHOOK_URL={Quoted(request.Url)}\n");
        foreach (var header in request.Headers.Where(static one => one.Value is null))
            text.Append($"{Variable(header.Name)}='***'\n");
        text.Append("curl --request POST \"$WEBHOOK_URL\"");
        foreach (var header in request.Headers)
            text.Append(" \\\n  --header ")
                .Append(
                    header.Value is { } value
                        ? Quoted($"{header.Name}: {value}")
                        : $"\"{header.Name}: ${Variable(header.Name)}\""
                );
        return text.Append(" \\\n  --data-binary ").Append(Quoted(request.Body)).ToString();
    }

    /// <summary>Nothing in it means anything to a shell.</summary>
    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Names of headers are of letters, digits and signs that shells do not take in names.</summary>
    private static string Variable(string header) =>
        string.Concat(header.Select(static one => char.IsAsciiLetterOrDigit(one) ? char.ToUpperInvariant(one) : '_'));
}
