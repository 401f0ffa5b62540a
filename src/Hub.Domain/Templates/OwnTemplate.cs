using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Records;

namespace Hub.Domain.Templates;

/// <summary>How an organization wants messages to a target written.</summary>
public sealed record OwnTemplate : Record
{
    /// <summary>What people call it; unique.</summary>
    public required string Name { get; init; }

    /// <summary>For whom it writes, as in <c>teams</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The events that it is for, as in <c>tickets</c>; absent: all of them.</summary>
    public string? Family { get; init; }

    /// <summary>In the language of templates.</summary>
    public required string Text { get; init; }

    /// <summary>Whether what comes out too large is an error; otherwise its longest text is shortened.</summary>
    public bool RefusesTooLarge { get; init; }

    /// <summary>The shipped template that it began as.</summary>
    public string? BaseId { get; init; }

    /// <summary>What that said then.</summary>
    public string? BaseText { get; init; }

    /// <summary>How often what it says has been written, the first time included.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Has it say something else, which is a version of its own; another name is none.</summary>
    public OwnTemplate EditTo(OwnTemplate next) => next.Text == Text ? next : next with { Version = Version + 1 };
}

/// <summary>What a template said from one writing to the next.</summary>
/// <param name="Author">Who wrote it so, by name.</param>
/// <param name="At">When it was written so.</param>
public sealed record TemplateVersion(long TemplateId, int Number, string Author, DateTimeOffset At, string Text)
{
    /// <summary>So many of a template are kept: the newest.</summary>
    public const int Kept = 50;

    /// <summary>What the template says now.</summary>
    public static TemplateVersion Of(OwnTemplate template, string author) =>
        new(template.Id, template.Version, author, template.UpdatedAt, template.Text);
}

/// <summary>Templates, and what they said before.</summary>
public static class TemplateKinds
{
    /// <summary>Former and present writings of templates; in their partition.</summary>
    public static readonly DocumentType<TemplateVersion> Version = RecordKinds
        .Beside<TemplateVersion>("template_version", TemplateJson.Default)
        .Integer("template_id", one => one.TemplateId)
        .Integer("number", one => one.Number)
        .Index("template_id", "number");

    public static readonly Kind<OwnTemplate> Template = new(
        RecordKinds.Document<OwnTemplate>("template", TemplateJson.Default, fields =>
            fields
                .Folded("name", one => one.Name, unique: true)
                .Text("target", one => one.Target)
                .Text("family", one => one.Family)
        )
    )
    {
        Beside = [Version],
        Partition = "templates",
    };
}

[JsonSerializable(typeof(OwnTemplate))]
[JsonSerializable(typeof(TemplateVersion))]
internal sealed partial class TemplateJson : JsonSerializerContext;
