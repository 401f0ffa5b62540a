namespace Hub.Delivery.Targets;

/// <summary>
/// What Teams shows of an Adaptive Card that came from outside: version 1.4 at most on the desktop, elements of 1.2 since phones
/// know no others, and no action that would need a bot.
/// </summary>
internal static class AdaptiveCard
{
    private const int MostActions = 6;

    private static readonly string[] Colors = ["default", "dark", "light", "accent", "good", "warning", "attention"];
    private static readonly string[] Styles = ["default", "emphasis", "good", "attention", "warning", "accent"];
    private static readonly string[] Sizes = ["default", "small", "medium", "large", "extraLarge"];
    private static readonly string[] Weights = ["default", "lighter", "bolder"];
    private static readonly string[] Spacings =
    [
        "default",
        "none",
        "small",
        "medium",
        "large",
        "extraLarge",
        "padding",
    ];

    public static void Check(MessagePlace card)
    {
        card.Must(card.Text("type") == "AdaptiveCard", "needs a 'type' that is 'AdaptiveCard'");
        card.Must(
            card.Text("version") is "1.0" or "1.1" or "1.2" or "1.3" or "1.4",
            "needs a 'version' from 1.0 to 1.4: Teams shows no card of a later one that comes from a flow"
        );
        if (card.Find("msteams") is { } teams)
            teams.MayBe("width", "Full");
        var body = card.List("body");
        card.Must(body.Count > 0, "needs a 'body' with something to show");
        Elements(body);
        Actions(card);
        Select(card);
    }

    private static void Elements(IReadOnlyList<MessagePlace> elements)
    {
        foreach (var one in elements)
            Element(one);
    }

    private static void Element(MessagePlace element)
    {
        element.MayBe("spacing", Spacings);
        switch (element.Text("type"))
        {
            case "TextBlock":
                element.MustSay("text");
                Look(element);
                break;
            case "RichTextBlock":
                RichText(element);
                break;
            case "FactSet":
                Facts(element);
                break;
            case "Image":
                Image(element);
                break;
            case "ImageSet":
                foreach (var image in element.List("images"))
                    Image(image);
                break;
            case "Container":
                Container(element);
                break;
            case "ColumnSet":
                Columns(element);
                break;
            case "ActionSet":
                Actions(element);
                break;
            case { } input when input.StartsWith("Input.", StringComparison.Ordinal):
                element.Must(false, "asks for input, and nobody would receive what is entered: take it out");
                break;
            case null:
                element.Must(false, "needs a 'type'");
                break;
            default:
                element.Must(false, "is of a 'type' that Teams on phones does not show");
                break;
        }
    }

    private static void Look(MessagePlace text)
    {
        text.MayBe("color", Colors);
        text.MayBe("size", Sizes);
        text.MayBe("weight", Weights);
    }

    private static void RichText(MessagePlace element)
    {
        var inlines = element.List("inlines");
        element.Must(inlines.Count > 0, "needs 'inlines'");
        foreach (var one in inlines)
        {
            if (one.AsText is not null)
                continue;
            one.Must(one.Text("type") == "TextRun", "must be a text or a TextRun");
            one.MustSay("text");
            Look(one);
            Select(one);
        }
    }

    private static void Facts(MessagePlace element)
    {
        var facts = element.List("facts");
        element.Must(facts.Count > 0, "needs 'facts'");
        foreach (var one in facts)
        {
            one.MustSay("title");
            one.MustSay("value");
        }
    }

    private static void Image(MessagePlace image)
    {
        // Teams loads no data: addresses, and none without TLS.
        image.MustLink("url");
        Select(image);
    }

    private static void Container(MessagePlace container)
    {
        container.MayBe("style", Styles);
        Elements(container.List("items"));
        Select(container);
    }

    private static void Columns(MessagePlace set)
    {
        foreach (var column in set.List("columns"))
            Container(column);
        Select(set);
    }

    private static void Select(MessagePlace element)
    {
        if (element.Find("selectAction") is { } action)
            Action(action);
    }

    private static void Actions(MessagePlace owner)
    {
        foreach (var action in owner.List("actions", MostActions))
        {
            action.MustSay("title");
            Action(action);
        }
    }

    private static void Action(MessagePlace action)
    {
        action.Must(action.Find("isEnabled") is null, "must not have 'isEnabled', which Teams does not know");
        action.MayBe("style", "default");
        switch (action.Text("type"))
        {
            case "Action.OpenUrl":
                action.MustLink("url");
                break;
            case "Action.ToggleVisibility":
                action.Must(action.List("targetElements").Count > 0, "needs 'targetElements'");
                break;
            case "Action.ShowCard":
                if (action.Find("card") is { IsObject: true } card)
                    Elements(card.List("body"));
                else
                    action.Must(false, "needs a 'card'");
                break;
            case "Action.Submit" or "Action.Execute":
                action.Must(
                    false,
                    "sends something back, and behind a webhook there is no bot to take it: use OpenUrl"
                );
                break;
            default:
                action.Must(false, "must be of type Action.OpenUrl, Action.ShowCard or Action.ToggleVisibility");
                break;
        }
    }
}
