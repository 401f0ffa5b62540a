using System.Collections.Frozen;
using System.Text.Json;

namespace Hub.Portal.Writing.Pictures;

/// <summary>How the messages of each target look.</summary>
internal static class PictureBook
{
    private static readonly FrozenDictionary<string, Func<JsonElement, IEnumerable<Picture>>> Readers = new Dictionary<
        string,
        Func<JsonElement, IEnumerable<Picture>>
    >
    {
        ["teams"] = CardPicture.Of,
        ["slack"] = SlackPicture.Of,
        ["discord"] = DiscordPicture.Of,
        ["google-chat"] = GoogleChatPicture.Of,
        ["mattermost"] = MattermostPicture.Of,
        ["pagerduty"] = new PlainPicture
        {
            Heading = "payload.summary",
            Facts = [("severity", "payload.severity"), ("source", "payload.source"), ("action", "event_action")],
            Details = "payload.custom_details",
            Buttons = ("links", "text"),
        }.Of,
        ["ntfy"] = new PlainPicture
        {
            Heading = "title",
            Body = "message",
            Facts = [("priority", "priority")],
            Buttons = ("actions", "label"),
        }.Of,
        ["generic"] = new PlainPicture
        {
            Heading = "title",
            Body = "text",
            Facts = [("event", "event"), ("who", "who")],
            Details = "facts",
        }.Of,
        ["graph-mail"] = new PlainPicture
        {
            Heading = "message.subject",
            Body = "message.body.content",
            Facts = [("importance", "message.importance")],
        }.Of,
        ["graph-planner"] = new PlainPicture
        {
            Heading = "title",
            Facts = [("due", "dueDateTime"), ("priority", "priority")],
        }.Of,
        ["graph-todo"] = new PlainPicture
        {
            Heading = "title",
            Body = "body.content",
            Facts = [("due", "dueDateTime.dateTime"), ("importance", "importance")],
        }.Of,
        ["graph-list"] = new PlainPicture { Heading = "fields.Title", Details = "fields" }.Of,
    }.ToFrozenDictionary();

    /// <param name="message">As it is sent; each picture is a card of it.</param>
    public static IReadOnlyList<Picture> Of(string target, string message) =>
        Readers.TryGetValue(target, out var read) ? [.. read(JsonElement.Parse(message))] : [];
}
