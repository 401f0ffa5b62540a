using System.Text.Json;
using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets;

/// <summary>
/// A topic of ntfy, published as JSON: that goes to the server's root with the topic in the body, while people know the topic's
/// own address.
/// </summary>
internal static class Ntfy
{
    public static readonly Target Target = new("ntfy")
    {
        Title = "ntfy",
        Description = "A notification on phones and desktops, through a topic of ntfy.",
        Text = PlainText.Instance,
        // A little less than the 4,096 bytes that a message has, for the topic.
        Limit = 4_000,
        WhyNot = MessagePlace.Rules(Check),
        WhyNotAddress = static address =>
            TargetAddress.Segments(address) is [var topic] && IsTopic(topic)
                ? null
                : "This is no address of a topic: it is the server and behind it the topic's name, as in https://ntfy.sh/my-desk.",
        Address = static address => TargetAddress.Root(address),
        FromAddress = static address => TargetAddress.Segments(address) is [var topic] ? new("topic", topic) : null,
        Acknowledges = Answers.Are(200),
        Advice = FinalAnswer.Of(
            new(
                401,
                "The server takes no such credentials: put a token that may write to the topic into the webhook's headers."
            ),
            new(403, "Who may write to the topic has changed: put a token that may into the webhook's headers.")
        ),
        Minimal = static (json, line) =>
        {
            json.WriteStartObject();
            json.WriteString("message", line);
            json.WriteEndObject();
        },
    };

    private static bool IsTopic(string text) =>
        text.Length <= 64 && text.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_');

    private static void Check(MessagePlace message)
    {
        message.MustSay("message");
        message.MaySay("title", 250);
        message.MayLink("click");
        if (message.Find("priority") is { } priority)
            priority.Must(priority.AsNumber is >= 1 and <= 5, "must be a whole number from 1 to 5");
        foreach (var tag in message.List("tags"))
            tag.Must(tag.AsText is not null, "must be a text");
        foreach (var action in message.List("actions", 3))
        {
            action.Must(action.Text("action") == "view", "must be 'view', which opens an address");
            action.MustSay("label");
            action.MustLink("url");
        }
    }
}
