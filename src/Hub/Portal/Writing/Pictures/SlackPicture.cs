using System.Text.Json;

namespace Hub.Portal.Writing.Pictures;

/// <summary>A message of Slack: its text where it has no blocks, its blocks, and attachments with blocks of their own.</summary>
internal static class SlackPicture
{
    public static IEnumerable<Picture> Of(JsonElement message)
    {
        var blocks = message.List("blocks").SelectMany(Block).ToList();
        if (blocks.Count > 0)
            yield return new(blocks);
        else if (message.Text("text") is { } text)
            yield return new([new PicturePart.Paragraph(SlackRuns.Of(text))]);
        foreach (var one in message.List("attachments"))
            yield return new([.. one.List("blocks").SelectMany(Block)]) { Colour = one.Colour("color") };
    }

    private static IEnumerable<PicturePart> Block(JsonElement block)
    {
        switch (block.Text("type"))
        {
            case "header":
                yield return new PicturePart.Heading(Text(block.At("text")));
                break;
            case "section":
                if (Text(block.At("text")) is { Count: > 0 } text)
                    yield return new PicturePart.Paragraph(text);
                foreach (var field in block.List("fields"))
                    yield return new PicturePart.Paragraph(Text(field));
                if (block.Text("accessory.text.text") is { } button)
                    yield return new PicturePart.Buttons([button]);
                break;
            case "context":
                yield return new PicturePart.Note([.. block.List("elements").SelectMany(static one => Text(one))]);
                break;
            case "actions":
                yield return new PicturePart.Buttons([
                    .. block.List("elements").Select(static one => one.Text("text.text")).OfType<string>(),
                ]);
                break;
            case "divider":
                yield return new PicturePart.Line();
                break;
        }
    }

    private static IReadOnlyList<Run> Text(JsonElement? one) =>
        one is not { } text ? []
        : text.Text("type") == "mrkdwn" ? SlackRuns.Of(text.Text("text"))
        : Run.Plain(text.Text("text"));
}
