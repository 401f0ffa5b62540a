using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets;

/// <summary>A channel of Slack, through an incoming webhook: a text for the notification, and blocks.</summary>
internal static class Slack
{
    private const string NewWebhook = "make a new webhook in the Slack app's settings and set its address here";

    public static readonly Target Target = new("slack")
    {
        Title = "Slack",
        Description = "A message with blocks in a channel, through an incoming webhook.",
        Text = SlackText.Instance,
        Limit = 12_000,
        Measure = MessageSize.Characters,
        Pace = TimeSpan.FromSeconds(1),
        WhyNot = MessagePlace.Rules(SlackMessage.Check),
        WhyNotAddress = static address =>
            TargetAddress.Segments(address) switch
            {
                ["services", ..] => null,
                ["workflows" or "triggers", ..] =>
                    "This address starts a workflow of Slack, which takes variables and no messages. Add an app with an "
                        + "incoming webhook to the channel; its address has /services/ in it.",
                _ =>
                    "This is no address of an incoming webhook, which has /services/ in it: add one to the channel in the "
                        + "settings of a Slack app.",
            },
        Acknowledges = Answers.SayOk,
        Advice = FinalAnswer.Of(
            new(403, $"Slack lets nobody post there any more: ask the workspace's admins, or {NewWebhook}.")
            {
                Saying = "action_prohibited",
            },
            new(403, $"Slack does not know the address any more: {NewWebhook}.") { Saying = "invalid_token" },
            new(404, $"The channel is gone: {NewWebhook}.") { Saying = "channel_not_found" },
            new(404, $"The webhook was removed, or its app was: {NewWebhook}."),
            new(410, $"The channel is archived: unarchive it, or {NewWebhook}.")
        ),
    };
}
