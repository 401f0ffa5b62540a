using System.Text.Json;
using System.Xml.Linq;

namespace Hub.LocalCloud.Tests.ServiceBus;

/// <summary>A received message as the wire has it.</summary>
internal sealed record Received(
    string Body,
    string? ContentType,
    Uri? Location,
    string BrokerProperties,
    IReadOnlyDictionary<string, string> Headers
)
{
    public JsonElement Broker => JsonElement.Parse(BrokerProperties);

    public string MessageId => Broker.GetProperty(nameof(MessageId)).GetString()!;

    public int DeliveryCount => Broker.GetProperty(nameof(DeliveryCount)).GetInt32();

    public static async Task<Received> From(HttpResponseMessage response)
    {
        var headers = response.Headers.ToDictionary(
            header => header.Key,
            header => string.Join(", ", header.Value),
            StringComparer.OrdinalIgnoreCase
        );
        return new Received(
            await response.Content.ReadAsStringAsync(),
            response.Content.Headers.ContentType?.ToString(),
            response.Headers.Location,
            headers["BrokerProperties"],
            headers
        );
    }
}

internal static class ErrorAssert
{
    /// <summary>The body of every refusal: <c>&lt;Error&gt;&lt;Code/&gt;&lt;Detail/&gt;&lt;/Error&gt;</c>.</summary>
    public static async Task Refused(HttpResponseMessage response, HttpStatusCode status, string detail)
    {
        using (response)
        {
            Assert.Equal(status, response.StatusCode);
            Assert.Equal("application/xml; charset=utf-8", response.Content.Headers.ContentType?.ToString());
            var error = XElement.Parse(await response.Content.ReadAsStringAsync());
            Assert.Equal("Error", error.Name.LocalName);
            Assert.Equal(["Code", "Detail"], error.Elements().Select(element => element.Name.LocalName));
            Assert.Equal($"{(int)status}", error.Element("Code")?.Value);
            Assert.Contains(detail, error.Element("Detail")?.Value, StringComparison.Ordinal);
        }
    }
}
