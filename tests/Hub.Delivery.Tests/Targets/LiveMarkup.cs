using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hub.Delivery.Tests.Targets;

/// <summary>What of somebody's words would be more than words in a message: pings, links and marks that <see cref="Hostile"/> writes.</summary>
internal static partial class LiveMarkup
{
    /// <summary>The texts of a message in which something is live.</summary>
    public static IEnumerable<string> In(string target, byte[] body)
    {
        using var message = JsonDocument.Parse(body);
        return Texts(message.RootElement, "")
            .Where(one => IsLive(target, one.Key, one.Text))
            .Select(one => one.Text)
            .ToList();
    }

    private static bool IsLive(string target, string key, string text) =>
        (key.EndsWith("url", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("https://hub.example.com/"))
        || target switch
        {
            "teams" => text.Contains("<at>") && key != "text",
            "slack" => Slack().IsMatch(text) || (Marks().IsMatch(text) && key != "text"),
            // Names of authors, subtitles and the like are shown as they are.
            "discord" => text.Contains("@everyone") || (key != "name" && Markdown().IsMatch(text)),
            "google-chat" => key != "subtitle" && (text.Contains("<users/") || Html().IsMatch(text)),
            "mattermost" => Everybody().IsMatch(text)
                || (key is not ("fallback" or "footer" or "title") && Markdown().IsMatch(text)),
            "graph-mail" => key == "content" && Html().IsMatch(text),
            _ => false,
        };

    private static IEnumerable<(string Key, string Text)> Texts(JsonElement value, string key) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(one => Texts(one.Value, one.Name)),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(one => Texts(one, key)),
            JsonValueKind.String => [(key, value.GetString()!)],
            _ => [],
        };

    /// <summary>Angle brackets other than those of a date and of a page of the hub.</summary>
    [GeneratedRegex(@"<(?!!date\^|https://hub\.example\.com/)")]
    private static partial Regex Slack();

    [GeneratedRegex(@"\*bold\*|~gone~")]
    private static partial Regex Marks();

    [GeneratedRegex(@"(?<!\\)\[click\]\(|\*\*bold\*\*|(?<!\\)~~gone~~|(?<!\\)\|\|spoiler")]
    private static partial Regex Markdown();

    [GeneratedRegex("@(channel|all|here|everyone)|<!channel")]
    private static partial Regex Everybody();

    [GeneratedRegex("<script|<https://evil|<a href=\"https://evil|<b>bold")]
    private static partial Regex Html();
}
