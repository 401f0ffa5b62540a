using System.Text;
using System.Text.Json;
using Hub.Delivery.Dialects;
using Hub.Domain.Events;
using Xunit;

namespace Hub.Delivery.Tests.Dialects;

/// <summary>A request as a dialect composes it, opened up.</summary>
internal sealed record Composed(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public const string Secret = "your_webhook_secret";

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>Of the one event; the list of those that are sent together has no other.</summary>
    public JsonElement Event => Json.ValueKind == JsonValueKind.Array ? Assert.Single(Json.EnumerateArray()) : Json;

    public static Composed Of(Dialect dialect, HubEvent happened) =>
        Of(
            dialect,
            happened,
            new Dispatch(
                Dialect.SampleDelivery,
                1,
                happened.At,
                SecretOf(dialect),
                null,
                Subscription: Dialect.SampleDelivery
            )
        );

    /// <summary>One that the dialect can sign with.</summary>
    public static string SecretOf(Dialect dialect) =>
        dialect.WhyNotSecret(Secret) is null ? Secret : "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public static Composed Of(Dialect dialect, HubEvent happened, in Dispatch dispatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://receiver.example/hook");
        dialect.Compose(request, dialect.Render(happened)!, dispatch);
        var headers = request
            .Content!.Headers.Where(header => header.Key == "Content-Type")
            .Concat(request.Headers)
            .ToDictionary(header => header.Key, header => Assert.Single(header.Value));
        using var body = new MemoryStream();
        request.Content.CopyTo(body, null, CancellationToken.None);
        return new Composed(headers, body.ToArray());
    }
}
