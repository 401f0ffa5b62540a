using System.Text;
using System.Text.Json.Nodes;

namespace Hub.Tests.Webhooks;

/// <summary>One request as a receiver had it.</summary>
internal sealed record Hook(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    public string Event => (string)Json["event"]!;

    public JsonNode Data => Json["data"]!;

    public string? Subject => (string?)Data["subject"];

    /// <summary>Tiketti's header with the delivery's id.</summary>
    public string Delivery => Headers["X-Tiketti-Delivery"];

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
