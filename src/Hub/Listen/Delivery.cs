using System.Text.Json;
using Hub.Delivery.Dialects;

namespace Hub.Listen;

/// <summary>One request as it came, and what it says about itself wherever its dialect says it.</summary>
internal sealed record Delivery(IHeaderDictionary Headers, byte[] Body, string Path)
{
    private static readonly string[] EventNames = ["event", "type"];
    private static readonly string[] IdNames = ["delivery_id"];

    /// <summary>Null when the body is not JSON.</summary>
    public JsonElement? Json { get; } = Parse(Body);

    public string? Event => FromHeaders(headers => headers.Event) ?? FromBody(EventNames);

    /// <summary>Stays the same from attempt to attempt.</summary>
    public string? Id => FromHeaders(headers => headers.Delivery) ?? FromBody(IdNames);

    /// <summary>No contract but one names this header, so any whose name ends this way will do.</summary>
    public string? Attempt =>
        Headers
            .FirstOrDefault(header => header.Key.EndsWith("-Attempt", StringComparison.OrdinalIgnoreCase))
            .Value.FirstOrDefault();

    public static async Task<Delivery> Read(HttpRequest request, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        return new Delivery(request.Headers, body.ToArray(), request.Path);
    }

    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    private string? FromHeaders(Func<DialectHeaders, string?> name)
    {
        foreach (var dialect in SignatureCheck.Dialects)
        {
            if (name(dialect.Headers) is { } header && Headers.TryGetValue(header, out var value))
            {
                return value.ToString();
            }
        }
        return null;
    }

    private string? FromBody(string[] names)
    {
        if (Json is not { ValueKind: JsonValueKind.Object } json)
        {
            return null;
        }
        foreach (var name in names)
        {
            if (json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
            {
                return value.GetString();
            }
        }
        return null;
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
