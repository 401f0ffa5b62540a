using System.Text.Json;
using Hub.Delivery.Egress;
using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets;

/// <summary>
/// A channel or chat of Microsoft Teams, through a webhook of Workflows: the flow posts each Adaptive Card among the message's
/// attachments.
/// </summary>
internal static class Teams
{
    private const string CardType = "application/vnd.microsoft.card.adaptive";

    private const string Again =
        "open the flow in Power Automate, see that it is on and that anyone may trigger it, save it, and copy its address anew";

    public static readonly Target Target = new("teams")
    {
        Title = "Microsoft Teams",
        Description = "An Adaptive Card in a channel or chat, through a webhook of Workflows.",
        Text = TeamsText.Instance,
        // What the flow adds counts too: 28 KB are allowed, and 24 KB sent were seen to become more.
        Limit = 20_000,
        Pace = TimeSpan.FromSeconds(1),
        WhyNot = MessagePlace.Rules(Check),
        WhyNotAddress = WhyNotAddress,
        Remark = static address =>
            string.IsNullOrEmpty(TargetAddress.Parameter(address, "sig"))
                ? "The address has no 'sig': it was copied before the flow was saved, or the flow may be triggered by your "
                    + $"tenant alone. Should Teams refuse what comes, {Again}."
                : null,
        Acknowledges = static result =>
            result.Acknowledged && !result.Snippet.Contains("HTTP error", StringComparison.OrdinalIgnoreCase),
        Advice = FinalAnswer.Of(
            new(401, $"The flow takes requests of your tenant alone: set its trigger to Anyone ({Again}).")
            {
                Saying = "DirectApiAuthorizationRequired",
            },
            new(400, "The flow is turned off or was deleted: turn it on, or make a new one and set its address here.")
            {
                Saying = "WorkflowTriggerIsNotEnabled",
            },
            new(404, "The flow was deleted: make a new one and set its address here.") { Saying = "WorkflowNotFound" }
        ),
        Promise =
            "The flow started, and that is all Teams says: whether the card was posted stands in the flow's run history.",
        Minimal = WriteMinimal,
    };

    private static string? WhyNotAddress(Uri address)
    {
        var segments = TargetAddress.Segments(address);
        if (IsConnector(address, segments))
            return "Microsoft has retired the connectors of Office 365, which this address belongs to. In Teams choose the "
                + "channel's menu, Workflows, and there 'Send webhook alerts to a channel'; the address that it shows goes here.";
        var workflow = Array.IndexOf(segments, "workflows");
        return workflow >= 0 && Array.IndexOf(segments, "triggers", workflow) > 0
            ? null
            : "This is no address of a flow: one has /workflows/ and /triggers/ in its path. In Teams choose the channel's "
                + "menu, Workflows, and there 'Send webhook alerts to a channel'; the address that it shows goes here.";
    }

    private static bool IsConnector(Uri address, string[] segments) =>
        address.Host.EndsWith(".webhook.office.com", StringComparison.OrdinalIgnoreCase)
        || segments is ["webhookb2", ..]
        || (segments is ["webhook", ..] && segments.Contains("IncomingWebhook"));

    private static void Check(MessagePlace message)
    {
        message.Must(message.Text("type") == "message", "needs a 'type' that is 'message'");
        var attachments = message.List("attachments");
        message.Must(attachments.Count > 0, "needs 'attachments', a list of cards: the flow posts each of them");
        foreach (var one in attachments)
        {
            one.Must(one.Text("contentType") == CardType, $"needs a 'contentType' that is '{CardType}'");
            one.Must(one.Find("contentUrl") is null or { IsNull: true }, "must have no 'contentUrl', or a null one");
            if (one.Find("content") is { IsObject: true } card)
                AdaptiveCard.Check(card);
            else
                one.Must(false, "needs 'content', which is the card itself and not a text of it");
        }
    }

    private static void WriteMinimal(Utf8JsonWriter json, string line)
    {
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("contentType", CardType);
        json.WriteNull("contentUrl");
        json.WriteStartObject("content");
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("version", "1.4");
        json.WriteStartArray("body");
        json.WriteStartObject();
        json.WriteString("type", "RichTextBlock");
        json.WriteStartArray("inlines");
        json.WriteStringValue(line);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
