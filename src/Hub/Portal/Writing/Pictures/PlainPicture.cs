using System.Text.Json;

namespace Hub.Portal.Writing.Pictures;

/// <summary>What a message of a target says that shows texts and facts in looks of its own: where each stands in the message.</summary>
internal sealed record PlainPicture
{
    public required string Heading { get; init; }

    public string? Body { get; init; }

    /// <summary>What the value is called, and where it stands.</summary>
    public IReadOnlyList<(string Name, string Path)> Facts { get; init; } = [];

    /// <summary>An object whose members are facts.</summary>
    public string? Details { get; init; }

    /// <summary>A list of buttons, and what their labels are called.</summary>
    public (string List, string Label)? Buttons { get; init; }

    public IEnumerable<Picture> Of(JsonElement message) => [new([.. Parts(message)])];

    private IEnumerable<PicturePart> Parts(JsonElement message)
    {
        if (message.Text(Heading) is { } heading)
            yield return new PicturePart.Heading(Run.Plain(heading));
        if (Body is not null && message.Text(Body) is { } body)
            yield return message.Text("message.body.contentType") == "html"
                ? new PicturePart.Html(body)
                : new PicturePart.Paragraph(Run.Plain(body));
        var facts = Facts
            .Select(one => (one.Name, Text: message.Text(one.Path)))
            .Where(static one => one.Text is not null)
            .Concat(
                Details is null
                    ? []
                    : message.Members(Details).Select(static one => (one.Name, Text: (string?)one.Text))
            )
            .Select(static one => new PictureFact(Run.Plain(one.Name), Run.Plain(one.Text)))
            .ToList();
        if (facts.Count > 0)
            yield return new PicturePart.Facts(facts);
        if (
            Buttons is { } buttons
            && message.List(buttons.List).Select(one => one.Text(buttons.Label)).OfType<string>().ToList()
                is { Count: > 0 } labels
        )
            yield return new PicturePart.Buttons(labels);
    }
}
