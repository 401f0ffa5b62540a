using System.Globalization;

namespace Hub.Portal.Writing;

/// <summary>A template as it is being written; nothing of it is saved.</summary>
internal sealed record TemplateDraft
{
    /// <summary>The template that it becomes a version of; absent: a new one.</summary>
    public long? Id { get; init; }

    /// <summary>The shipped one that it begins, or began, as.</summary>
    public string? BaseId { get; init; }

    public required string Target { get; init; }

    public string? Name { get; init; }

    /// <summary>The events that it is for, by the family's name; absent: all of them.</summary>
    public string? Family { get; init; }

    public required string Text { get; init; }

    public string? TooLarge { get; init; }

    /// <summary>Which stored version it was begun from, as an entity tag; absent of a new one.</summary>
    public string? Tag { get; init; }

    public ShownWith With { get; init; } = new(null, null);

    /// <summary>With what the form says of it.</summary>
    public TemplateDraft Filled(PortalForm form) =>
        this with
        {
            Name = form["name"],
            Family = form["family"],
            Text = form.Verbatim("text"),
            TooLarge = form["too_large"],
            Tag = form["tag"],
            With = new(form["event"], form["with"]),
        };

    /// <summary>What it is compared with and takes the place of, by the id that the API knows it under.</summary>
    public string? Against => Id?.ToString(CultureInfo.InvariantCulture) ?? BaseId;

    public string Path => Id is { } id ? $"{TemplatePages.Path}/{id}" : TemplatePages.NewPath;

    /// <summary>Where it is saved, and where it is shown without being saved.</summary>
    public string SavePath => Id is null ? Path : $"{Path}/edit";

    public string PreviewPath => $"{Path}/preview";
}

/// <summary>What a template is shown with.</summary>
/// <param name="Event">By its name in the hub's own catalogue; the first of the template's family when absent.</param>
/// <param name="With">How many of the last real ones, or the id of one; a sample when absent.</param>
internal sealed record ShownWith(string? Event, string? With)
{
    /// <summary>What can be chosen, beside a sample.</summary>
    public static readonly IReadOnlyList<int> Lasts = [1, 3, 10, 25];

    public int? Last => int.TryParse(With, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : null;

    public bool IsSample => this is { Last: null, EventId: null };

    public Guid? EventId => Guid.TryParse(With, out var id) ? id : null;
}
