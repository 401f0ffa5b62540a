using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets;

/// <summary>
/// A space of Google Chat, through its webhook: text, cards, and one thread for each ticket, which takes a word in the address
/// beside the thread's key in the message.
/// </summary>
internal static class GoogleChat
{
    private const string NewWebhook =
        "make a new webhook in the space's settings, below Apps and integrations, and set its address here";

    public static readonly Target Target = new("google-chat")
    {
        Title = "Google Chat",
        Description = "A card in a space, through its webhook, with one thread for each ticket.",
        Text = GoogleChatText.Instance,
        Limit = 32_000,
        Pace = TimeSpan.FromSeconds(1),
        WhyNot = MessagePlace.Rules(Check),
        WhyNotAddress = static address =>
            TargetAddress.Segments(address) is ["v1", "spaces", _, "messages", ..]
                ? null
                : "This is no address of a space's webhook, which has /v1/spaces/ and /messages in it: make one in the space's "
                    + "settings, below Apps and integrations.",
        Remark = static address =>
            TargetAddress.Parameter(address, "key") is null || TargetAddress.Parameter(address, "token") is null
                ? "The address has no 'key' or no 'token': Google Chat refuses what comes without them. Copy it whole."
                : null,
        Address = static address =>
            TargetAddress.With(address, "messageReplyOption", "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD"),
        Acknowledges = Answers.Are(200),
        Advice = FinalAnswer.Of(
            new(400, $"Google does not know the address's key: {NewWebhook}.") { Saying = "API key not valid" },
            new(401, $"Google does not take the address's token: {NewWebhook}."),
            new(403, $"The webhook may post to the space no more: {NewWebhook}."),
            new(404, $"The space or its webhook is gone: {NewWebhook}.")
        ),
    };

    private static void Check(MessagePlace message)
    {
        var cards = message.List("cardsV2");
        message.Must(
            cards.Count > 0 || !string.IsNullOrWhiteSpace(message.Text("text")),
            "needs a 'text' or cards in 'cardsV2'"
        );
        message.Must(message.Find("cards") is null, "must not have 'cards', which are retired: use 'cardsV2'");
        foreach (var one in cards)
            if (one.Find("card") is { IsObject: true } card)
                Card(card);
            else
                one.Must(false, "needs a 'card'");
    }

    private static void Card(MessagePlace card)
    {
        if (card.Find("header") is { } header)
            header.MustSay("title");
        var sections = card.List("sections", 100);
        card.Must(sections.Count > 0, "needs 'sections'");
        foreach (var section in sections)
        {
            var widgets = section.List("widgets", 100);
            section.Must(widgets.Count > 0, "needs 'widgets'");
            foreach (var widget in widgets)
                Widget(widget);
        }
    }

    private static void Widget(MessagePlace widget)
    {
        widget.Find("textParagraph")?.MustSay("text");
        if (widget.Find("decoratedText") is { } decorated)
        {
            decorated.MustSay("text");
            Click(decorated);
            if (decorated.Find("button") is { } one)
                Click(one);
        }
        widget.Find("image")?.MustLink("imageUrl");
        foreach (var button in widget.Find("buttonList")?.List("buttons") ?? [])
        {
            button.MustSay("text");
            button.Must(button.Find("onClick") is not null, "needs 'onClick'");
            Click(button);
        }
    }

    private static void Click(MessagePlace owner)
    {
        if (owner.Find("onClick") is not { } click)
            return;
        if (click.Find("openLink") is { } link)
            link.MustLink("url");
        else
            click.Must(false, "must have 'openLink': behind a webhook there is no app to take another action");
    }
}
