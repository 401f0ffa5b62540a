using System.Collections.Frozen;
using System.Text.Json;

namespace Hub.LocalCloud.ServiceBus.Wire;

/// <summary>A custom property as it travels: a header whose value is a JSON string, number or boolean.</summary>
internal sealed record CustomProperty(string Name, string Value)
{
    private static readonly FrozenSet<string> Reserved = new[]
    {
        "Accept",
        "Accept-Charset",
        "Accept-Encoding",
        "Accept-Language",
        "Authorization",
        "baggage",
        BrokerProperties.Header,
        "Cache-Control",
        "Connection",
        "Content-Encoding",
        "Content-Language",
        "Content-Length",
        "Content-Type",
        "Cookie",
        "Correlation-Context",
        "Date",
        "Expect",
        "Host",
        "Keep-Alive",
        "Location",
        "Pragma",
        "Request-Id",
        "Server",
        "Strict-Transport-Security",
        "traceparent",
        "tracestate",
        "Transfer-Encoding",
        "Upgrade",
        "User-Agent",
        "Via",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public int Size => Name.Length + Value.Length;

    public static bool IsReserved(string name) =>
        Reserved.Contains(name) || name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Headers of HTTP itself are not properties; nor is a value that is neither quoted, a number nor a boolean.
    /// </summary>
    public static IReadOnlyList<CustomProperty> From(IHeaderDictionary headers)
    {
        List<CustomProperty>? found = null;
        foreach (var (name, value) in headers)
        {
            if (!IsReserved(name) && Literal(value.ToString()) is { } literal)
            {
                (found ??= []).Add(new CustomProperty(name, literal));
            }
        }

        return found ?? (IReadOnlyList<CustomProperty>)[];
    }

    private static string? Literal(string value)
    {
        try
        {
            using var json = JsonDocument.Parse(value);
            return FromJson(json.RootElement);
        }
        catch (JsonException)
        {
            // A quoted text that is no JSON string (a lone backslash, say) is taken as it stands.
            return value is ['"', .. var text, '"'] ? HeaderText.Quote(text) : null;
        }
    }

    public static string? FromJson(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => HeaderText.Quote(value.GetString()!),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };
}
