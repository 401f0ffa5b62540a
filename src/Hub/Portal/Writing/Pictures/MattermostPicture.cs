using System.Text.Json;

namespace Hub.Portal.Writing.Pictures;

/// <summary>A post of Mattermost: its text and its attachments.</summary>
internal static class MattermostPicture
{
    public static IEnumerable<Picture> Of(JsonElement message)
    {
        if (message.Text("text") is { } text)
            yield return new([new PicturePart.Paragraph(MarkdownRuns.Of(text))]);
        foreach (var one in message.List("attachments"))
            yield return new([.. Parts(one)]) { Colour = one.Colour("color") };
    }

    private static IEnumerable<PicturePart> Parts(JsonElement one)
    {
        if (one.Text("pretext") is { } before)
            yield return new PicturePart.Note(MarkdownRuns.Of(before));
        if (one.Text("title") is { } title)
            yield return new PicturePart.Heading([
                new(title, one.Text("title_link") is null ? RunStyle.Plain : RunStyle.Link),
            ]);
        if (one.Text("text") is { } text)
            yield return new PicturePart.Paragraph(MarkdownRuns.Of(text));
        if (
            one.List("fields")
                .Select(static fact => new PictureFact(
                    Run.Plain(fact.Text("title")),
                    MarkdownRuns.Of(fact.Text("value"))
                ))
                .ToList() is
            { Count: > 0 } facts
        )
            yield return new PicturePart.Facts(facts);
        if (one.Text("footer") is { } end)
            yield return new PicturePart.Note(Run.Plain(end));
    }
}
