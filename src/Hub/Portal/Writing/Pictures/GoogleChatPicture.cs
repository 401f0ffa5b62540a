using System.Text.Json;

namespace Hub.Portal.Writing.Pictures;

/// <summary>A message of Google Chat: its text and its cards.</summary>
internal static class GoogleChatPicture
{
    public static IEnumerable<Picture> Of(JsonElement message)
    {
        if (message.Text("text") is { } text)
            yield return new([new PicturePart.Paragraph(SlackRuns.Of(text))]);
        foreach (var one in message.List("cardsV2"))
            if (one.At("card") is { } card)
                yield return new([.. Header(card), .. card.List("sections").SelectMany(Section)]);
    }

    private static IEnumerable<PicturePart> Header(JsonElement card)
    {
        if (card.Text("header.title") is { } title)
            yield return new PicturePart.Heading(Run.Plain(title));
        if (card.Text("header.subtitle") is { } subtitle)
            yield return new PicturePart.Note(Run.Plain(subtitle));
    }

    private static IEnumerable<PicturePart> Section(JsonElement section) =>
        (
            section.Text("header") is { } header
                ? [new PicturePart.Note(HtmlRuns.Of(header))]
                : Array.Empty<PicturePart>()
        ).Concat(section.List("widgets").SelectMany(Widget));

    private static IEnumerable<PicturePart> Widget(JsonElement widget)
    {
        if (widget.Text("textParagraph.text") is { } text)
            yield return new PicturePart.Paragraph(HtmlRuns.Of(text));
        if (widget.Text("decoratedText.text") is { } fact)
            yield return new PicturePart.Facts([
                new(HtmlRuns.Of(widget.Text("decoratedText.topLabel")), HtmlRuns.Of(fact)),
            ]);
        if (
            widget.List("buttonList.buttons").Select(static one => one.Text("text")).OfType<string>().ToList() is
            { Count: > 0 } labels
        )
            yield return new PicturePart.Buttons(labels);
        if (widget.At("divider") is not null)
            yield return new PicturePart.Line();
    }
}
