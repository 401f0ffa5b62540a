using System.Text.Json;

namespace Hub.Delivery.Graph;

/// <summary>What Graph says of a request that it refuses.</summary>
internal static class GraphError
{
    private const int Longest = 500;

    /// <summary>The error's code and message, and the id that Microsoft's support asks for; nothing when there is none of them.</summary>
    /// <param name="body">The beginning of the answer, which need not be JSON.</param>
    /// <param name="request">The answer's <c>request-id</c>.</param>
    public static string? Sentence(string body, string? request)
    {
        string?[] parts = [Told(body), request is { Length: > 0 } ? $"request-id {request}" : null];
        var said = parts.OfType<string>().ToArray();
        return said.Length == 0 ? null : string.Join("; ", said);
    }

    private static string? Told(string body)
    {
        if (!body.AsSpan().TrimStart().StartsWith('{'))
            return null;
        try
        {
            using var answer = JsonDocument.Parse(body);
            if (!answer.RootElement.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.Object)
                return null;
            var said = $"{Text(error, "code")}: {Text(error, "message")}".Trim(' ', ':');
            return said.Length == 0 ? null
                : said.Length > Longest ? said[..Longest]
                : said;
        }
        catch (JsonException)
        {
            // Cut off, or no JSON after all: the answer is in the log as it came.
            return null;
        }
    }

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
