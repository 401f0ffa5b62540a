using System.Text.Json;
using Hub.Delivery.Egress;
using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets;

/// <summary>
/// A channel of Discord, through its webhook: content and embeds. Only with <c>wait=true</c> does Discord say whether it kept
/// the message; how fast messages may come, only its answers say.
/// </summary>
internal static class Discord
{
    private const string NewWebhook =
        "make a new webhook in the channel's settings, below Integrations, and set its address here";

    public static readonly Target Target = new("discord")
    {
        Title = "Discord",
        Description = "A message with embeds in a channel, through its webhook.",
        Text = DiscordText.Instance,
        // Of all embeds together; the content has a limit of its own.
        Limit = 6_000,
        Measure = MessageSize.TextsUnder("title", "description", "name", "value", "text"),
        WhyNot = MessagePlace.Rules(Check),
        WhyNotAddress = WhyNotAddress,
        Address = static address => TargetAddress.With(address, "wait", "true"),
        Acknowledges = Answers.Are(200),
        Advice = FinalAnswer.Of(
            new(401, $"Discord does not know the webhook's token: {NewWebhook}."),
            new(403, $"Discord lets the webhook post there no more: {NewWebhook}."),
            new(404, $"The webhook was deleted: {NewWebhook}.")
        ),
        RetryAfter = static result => FromBody(result) ?? result.RetryAfter,
        Minimal = static (json, line) =>
        {
            json.WriteStartObject();
            json.WriteString("content", line);
            json.WriteStartObject("allowed_mentions");
            json.WriteStartArray("parse");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        },
    };

    private static string? WhyNotAddress(Uri address)
    {
        var segments = TargetAddress.Segments(address).ToList();
        var webhooks = segments.IndexOf("webhooks");
        if (segments is not ["api", ..] || webhooks < 0 || segments.Count < webhooks + 3)
            return "This is no address of a webhook, which has /api/webhooks/ in it: make one in the channel's settings, below "
                + "Integrations, and copy its address.";
        return segments.Count == webhooks + 3
            ? null
            : $"Leave out /{segments[^1]} at the end: the address would take another system's messages there.";
    }

    /// <summary>Seconds, and fractions of them.</summary>
    private static TimeSpan? FromBody(EgressResult result)
    {
        if (result.StatusCode != 429)
            return null;
        try
        {
            using var body = JsonDocument.Parse(result.Snippet);
            return
                body.RootElement.ValueKind == JsonValueKind.Object
                && body.RootElement.TryGetProperty("retry_after", out var wait)
                && wait.ValueKind == JsonValueKind.Number
                && wait.GetDouble() is >= 0 and < 1e9 and var seconds
                ? TimeSpan.FromSeconds(seconds)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Check(MessagePlace message)
    {
        var embeds = message.List("embeds", 10);
        message.Must(
            embeds.Count > 0 || !string.IsNullOrWhiteSpace(message.Text("content")),
            "needs 'content' or 'embeds'"
        );
        message.MaySay("content", 2_000);
        message.MaySay("username", 80);
        var mentions = message.Find("allowed_mentions");
        message.Must(
            mentions?.Find("parse") is { IsEmptyList: true },
            "needs 'allowed_mentions' with an empty list 'parse': otherwise names in people's words ping"
        );
        message.Must(message.Find("components") is null, "must not have 'components', which a webhook cannot send");
        foreach (var embed in embeds)
            Embed(embed);
    }

    private static void Embed(MessagePlace embed)
    {
        embed.MaySay("title", 256);
        embed.MaySay("description", 4_096);
        embed.MayLink("url");
        if (embed.Find("color") is { } color)
            color.Must(color.AsNumber is >= 0 and <= 0xFFFFFF, "must be a whole number up to 16777215");
        foreach (var field in embed.List("fields", 25))
        {
            field.MustSay("name", 256);
            field.MustSay("value", 1_024);
        }
        embed.Find("footer")?.MustSay("text", 2_048);
        embed.Find("author")?.MustSay("name", 256);
    }
}
