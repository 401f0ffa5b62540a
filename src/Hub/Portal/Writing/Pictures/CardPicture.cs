using System.Text.Json;

namespace Hub.Portal.Writing.Pictures;

/// <summary>The outline of an Adaptive Card, for where no script draws it.</summary>
internal static class CardPicture
{
    private const string Card = "application/vnd.microsoft.card.adaptive";

    public static IEnumerable<Picture> Of(JsonElement message) =>
        message
            .List("attachments")
            .Where(static one => one.Text("contentType") == Card)
            .Select(static one => one.At("content"))
            .OfType<JsonElement>()
            .Select(static card => new Picture([.. Parts(card, "body"), .. Buttons(card)]));

    private static IEnumerable<PicturePart> Parts(JsonElement holder, string list) =>
        holder.List(list).SelectMany(Part);

    private static IEnumerable<PicturePart> Part(JsonElement one) =>
        one.Text("type") switch
        {
            "TextBlock" => [new PicturePart.Paragraph(Bolder(one, MarkdownRuns.Of(one.Text("text"))))],
            "RichTextBlock" => [new PicturePart.Paragraph([.. one.List("inlines").SelectMany(Inline)])],
            "FactSet" =>
            [
                new PicturePart.Facts([
                    .. one.List("facts")
                        .Select(static fact => new PictureFact(
                            MarkdownRuns.Of(fact.Text("title")),
                            MarkdownRuns.Of(fact.Text("value"))
                        )),
                ]),
            ],
            "Container" or "Column" => Parts(one, "items"),
            "ColumnSet" => Parts(one, "columns"),
            "ActionSet" => Buttons(one),
            _ => [],
        };

    private static IEnumerable<Run> Inline(JsonElement one) =>
        one.ValueKind == JsonValueKind.String ? Run.Plain(one.GetString()) : Bolder(one, Run.Plain(one.Text("text")));

    private static IReadOnlyList<Run> Bolder(JsonElement one, IReadOnlyList<Run> runs) =>
        string.Equals(one.Text("weight"), "bolder", StringComparison.OrdinalIgnoreCase)
            ? [.. runs.Select(static run => run with { Style = run.Style | RunStyle.Bold })]
            : runs;

    private static IEnumerable<PicturePart> Buttons(JsonElement holder)
    {
        var titles = holder.List("actions").Select(static one => one.Text("title")).OfType<string>().ToList();
        return titles.Count == 0 ? [] : [new PicturePart.Buttons(titles)];
    }
}
