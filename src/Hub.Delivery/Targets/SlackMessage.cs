namespace Hub.Delivery.Targets;

/// <summary>What Slack takes in a message of an incoming webhook: the limits of Block Kit, and nothing that pings.</summary>
internal static class SlackMessage
{
    private const int MostBlocks = 50;
    private const int LongestText = 3_000;

    public static void Check(MessagePlace message)
    {
        message.MustSay("text");
        foreach (var name in (ReadOnlySpan<string>)["link_names", "parse"])
            message.Must(
                message.Find(name) is null,
                $"must not have '{name}', which makes names in people's words ping"
            );
        Blocks(message);
        foreach (var attachment in message.List("attachments", 20))
            Blocks(attachment);
    }

    private static void Blocks(MessagePlace owner)
    {
        foreach (var block in owner.List("blocks", MostBlocks))
            Block(block);
    }

    private static void Block(MessagePlace block)
    {
        switch (block.Text("type"))
        {
            case "header":
                Text(block.Find("text"), block, 150, "plain_text");
                break;
            case "section":
                Section(block);
                break;
            case "context":
                var elements = block.List("elements", 10);
                block.Must(elements.Count > 0, "needs 'elements'");
                foreach (var one in elements)
                    TextOrImage(one);
                break;
            case "actions":
                foreach (var button in block.List("elements", 25))
                    Button(button);
                break;
            case "image":
                Image(block);
                break;
            case "input":
                block.Must(false, "asks for input, and behind a webhook nobody would receive it");
                break;
            case null:
                block.Must(false, "needs a 'type'");
                break;
            default:
                // Slack adds sorts of blocks: what is not known here may well be taken there.
                break;
        }
    }

    private static void Section(MessagePlace section)
    {
        var fields = section.List("fields", 10);
        if (section.Find("text") is { } text)
            Text(text, section, LongestText);
        else
            section.Must(fields.Count > 0, "needs a 'text' or 'fields'");
        foreach (var field in fields)
            Text(field, section, 2_000);
        if (section.Find("accessory") is { } accessory)
        {
            if (accessory.Text("type") == "image")
                Image(accessory);
            else
                Button(accessory);
        }
    }

    private static void Text(MessagePlace? text, MessagePlace owner, int most, params string[] types)
    {
        if (text is null)
        {
            owner.Must(false, "needs a 'text'");
            return;
        }
        types = types is [] ? ["mrkdwn", "plain_text"] : types;
        text.Must(types.Contains(text.Text("type")), $"needs a 'type' that is {string.Join(" or ", types)}");
        text.MustSay("text", most);
    }

    private static void TextOrImage(MessagePlace element)
    {
        if (element.Text("type") == "image")
            Image(element);
        else
            Text(element, element, LongestText);
    }

    private static void Image(MessagePlace image)
    {
        image.MustLink("image_url", LongestText);
        image.MustSay("alt_text", 2_000);
    }

    private static void Button(MessagePlace button)
    {
        if (
            !button.Must(
                button.Text("type") == "button",
                "must be a button: behind a webhook nothing takes other input"
            )
        )
            return;
        Text(button.Find("text"), button, 75, "plain_text");
        button.MustLink("url", LongestText);
    }
}
