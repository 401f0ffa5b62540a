using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets;

/// <summary>A channel of Mattermost, through an incoming webhook: text in Markdown, and attachments as Slack had them.</summary>
internal static class Mattermost
{
    private const int Longest = 16_383;

    private const string NewWebhook =
        "make a new incoming webhook in Mattermost, below Integrations, and set its address here";

    public static readonly Target Target = new("mattermost")
    {
        Title = "Mattermost",
        Description = "A message in a channel, through an incoming webhook.",
        Text = MattermostText.Instance,
        Limit = Longest,
        Measure = MessageSize.Characters,
        Pace = TimeSpan.FromSeconds(1),
        WhyNot = MessagePlace.Rules(Check),
        WhyNotAddress = static address =>
            TargetAddress.Segments(address) is [.., "hooks", _]
                ? null
                : "This is no address of an incoming webhook, which ends in /hooks/ and its id: make one in Mattermost, below "
                    + "Integrations.",
        Acknowledges = Answers.SayOk,
        Advice = FinalAnswer.Of(
            new(400, $"Mattermost does not know the webhook: {NewWebhook}.")
            {
                Saying = "web.incoming_webhook.invalid",
            },
            new(403, $"The webhook may not post to the channel: let it, or {NewWebhook}."),
            new(404, $"The webhook or its channel is gone: {NewWebhook}.")
        ),
    };

    private static void Check(MessagePlace message)
    {
        var attachments = message.List("attachments");
        message.Must(
            attachments.Count > 0 || !string.IsNullOrWhiteSpace(message.Text("text")),
            "needs a 'text' or 'attachments'"
        );
        message.MaySay("text", Longest);
        foreach (var one in attachments)
        {
            one.MustSay("fallback");
            one.MayLink("title_link");
            foreach (var field in one.List("fields"))
            {
                field.MustSay("title");
                field.MustSay("value");
            }
            one.Must(one.Find("actions") is null, "must not have 'actions': behind the webhook nothing takes them");
        }
    }
}
