namespace Hub.Portal.Writing.Pictures;

/// <summary>How a message looks where it is read, about: its parts from top to bottom.</summary>
internal sealed record Picture(IReadOnlyList<PicturePart> Parts)
{
    /// <summary>The colour of its edge, as in <c>#2B6CB0</c>; absent: it has none.</summary>
    public string? Colour { get; init; }
}

/// <summary>A part of one.</summary>
internal abstract record PicturePart
{
    public sealed record Heading(IReadOnlyList<Run> Text) : PicturePart;

    public sealed record Paragraph(IReadOnlyList<Run> Text) : PicturePart;

    /// <summary>In small letters: who said it, and when.</summary>
    public sealed record Note(IReadOnlyList<Run> Text) : PicturePart;

    public sealed record Facts(IReadOnlyList<PictureFact> Of) : PicturePart;

    public sealed record Buttons(IReadOnlyList<string> Labels) : PicturePart;

    public sealed record Line : PicturePart;

    /// <summary>A mail's body, which is shown in a frame where nothing runs or is loaded.</summary>
    public sealed record Html(string Body) : PicturePart;
}

internal sealed record PictureFact(IReadOnlyList<Run> Name, IReadOnlyList<Run> Value);

/// <summary>Some text in one style.</summary>
internal readonly record struct Run(string Text, RunStyle Style = RunStyle.Plain)
{
    public static IReadOnlyList<Run> Plain(string? text) => text is { Length: > 0 } ? [new(text)] : [];
}

[Flags]
internal enum RunStyle
{
    Plain = 0,
    Bold = 1,
    Italic = 2,
    Strike = 4,
    Code = 8,
    Link = 16,
}
