using System.Text.Json;

namespace Hub.Portal.Writing.Pictures;

/// <summary>A message of Discord: its content and its embeds.</summary>
internal static class DiscordPicture
{
    public static IEnumerable<Picture> Of(JsonElement message)
    {
        if (message.Text("content") is { } content)
            yield return new([new PicturePart.Paragraph(MarkdownRuns.Of(content))]);
        foreach (var embed in message.List("embeds"))
            yield return new([.. Parts(embed)]) { Colour = embed.Colour("color") };
    }

    private static IEnumerable<PicturePart> Parts(JsonElement embed)
    {
        if (embed.Text("author.name") is { } author)
            yield return new PicturePart.Note(Run.Plain(author));
        if (embed.Text("title") is { } title)
            yield return new PicturePart.Heading([
                new(title, embed.Text("url") is null ? RunStyle.Plain : RunStyle.Link),
            ]);
        if (embed.Text("description") is { } description)
            yield return new PicturePart.Paragraph(MarkdownRuns.Of(description));
        if (
            embed
                .List("fields")
                .Select(static one => new PictureFact(
                    MarkdownRuns.Of(one.Text("name")),
                    MarkdownRuns.Of(one.Text("value"))
                ))
                .ToList() is
            { Count: > 0 } facts
        )
            yield return new PicturePart.Facts(facts);
        if (
            string.Join(" · ", new[] { embed.Text("footer.text"), embed.Text("timestamp") }.OfType<string>()) is
            { Length: > 0 } end
        )
            yield return new PicturePart.Note(Run.Plain(end));
    }
}
