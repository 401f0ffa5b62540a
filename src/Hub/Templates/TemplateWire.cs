using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Domain;
using Hub.Domain.Templates;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Templates;

/// <summary>A template to create: a text of your own, or a copy of a shipped one to change.</summary>
/// <example>{"name": "Tickets for the service desk", "base_id": "teams-tickets"}</example>
internal sealed record CreateTemplate
{
    /// <summary>What to call it, unique in the organization whatever the case.</summary>
    /// <example>Tickets for the service desk</example>
    [Required, Length(1, 100)]
    public string? Name { get; init; }

    /// <summary>The shipped template that it begins as; its target, family and text are taken over where they are left out.</summary>
    /// <example>teams-tickets</example>
    [Length(1, 100)]
    public string? BaseId { get; init; }

    /// <summary>For whom it writes. Required unless there is a base.</summary>
    /// <example>teams</example>
    [TargetName]
    public string? Target { get; init; }

    /// <summary>The events that it is for; all events when left out and there is no base.</summary>
    /// <example>tickets</example>
    [FamilyName]
    public string? Family { get; init; }

    /// <summary>The template in the language of templates. Required unless there is a base.</summary>
    [Length(1, Template.MaxLength), Verbatim]
    public string? Text { get; init; }

    /// <summary>What becomes of a message that is too large for its target: its longest text is shortened, or it fails.</summary>
    [AllowedValues(TooLarges.Shorten, TooLarges.Refuse), DefaultValue(TooLarges.Shorten)]
    public string? TooLarge { get; init; }
}

/// <summary>What to change of a template; fields that are left out stay as they are.</summary>
/// <example>{"name": "Tickets, in short"}</example>
[Like(typeof(CreateTemplate))]
internal sealed record UpdateTemplate(
    [property: CannotBeCleared] Optional<string?> Name,
    Optional<string?> Family,
    [property: CannotBeCleared, Verbatim] Optional<string?> Text,
    [property: CannotBeCleared] Optional<string?> TooLarge
);

/// <summary>What <c>too_large</c> may say.</summary>
internal static class TooLarges
{
    public const string Shorten = "shorten";
    public const string Refuse = "refuse";

    public static string Of(bool refuses) => refuses ? Refuse : Shorten;
}

/// <summary>A template without its text.</summary>
internal record TemplateSummaryResponse
{
    protected TemplateSummaryResponse(OwnTemplate one)
    {
        Id = one.Id.ToString(CultureInfo.InvariantCulture);
        Name = one.Name;
        Origin = TemplateOrigin.Own;
        Target = one.Target;
        Family = one.Family;
        Version = one.Version;
        TooLarge = TooLarges.Of(one.RefusesTooLarge);
        BaseId = one.BaseId;
        IsBaseCurrent = one.BaseId is null ? null : ShippedTemplates.Find(one.BaseId)?.Text == one.BaseText;
        CreatedAt = one.CreatedAt;
        UpdatedAt = one.UpdatedAt;
    }

    protected TemplateSummaryResponse(ShippedTemplate one)
    {
        Id = one.Id;
        Name = one.Title;
        Origin = TemplateOrigin.Shipped;
        Target = one.Target.Name;
        Family = one.Family.Name();
        TooLarge = TooLarges.Shorten;
    }

    /// <summary>What webhooks refer to it by: a word for a shipped one, a number for an organization's own.</summary>
    /// <example>teams-tickets</example>
    public string Id { get; }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Whether it came with the hub, or is the organization's own.</summary>
    public TemplateOrigin Origin { get; }

    /// <summary>For whom it writes.</summary>
    [TargetName]
    public string Target { get; }

    /// <summary>The events that it is for; absent when for all.</summary>
    [FamilyName]
    public string? Family { get; }

    /// <summary>How often what it says has been written; absent for a shipped one.</summary>
    public int? Version { get; }

    /// <summary>What becomes of a message that is too large for its target.</summary>
    [AllowedValues(TooLarges.Shorten, TooLarges.Refuse)]
    public string TooLarge { get; }

    /// <summary>The shipped template that it began as.</summary>
    public string? BaseId { get; }

    /// <summary>Whether that says the same still; absent when it began as none.</summary>
    public bool? IsBaseCurrent { get; }

    /// <summary>When it was created; absent for a shipped one.</summary>
    public DateTimeOffset? CreatedAt { get; }

    /// <summary>When it last changed; absent for a shipped one.</summary>
    public DateTimeOffset? UpdatedAt { get; }

    public static TemplateSummaryResponse Of(OwnTemplate one) => new(one);

    public static TemplateSummaryResponse Of(ShippedTemplate one) => new(one);
}

/// <summary>How messages to a target are written.</summary>
internal sealed record TemplateResponse : TemplateSummaryResponse
{
    private TemplateResponse(OwnTemplate one)
        : base(one) => Text = one.Text;

    private TemplateResponse(ShippedTemplate one)
        : base(one) => Text = one.Text;

    /// <summary>The template in the language of templates.</summary>
    public string Text { get; }

    public static new TemplateResponse Of(OwnTemplate one) => new(one);

    public static new TemplateResponse Of(ShippedTemplate one) => new(one);
}

/// <summary>Whose a template is.</summary>
internal enum TemplateOrigin
{
    /// <summary>It came with the hub.</summary>
    [JsonStringEnumMemberName("shipped")]
    Shipped,

    /// <summary>The organization wrote it.</summary>
    [JsonStringEnumMemberName("own")]
    Own,
}

/// <summary>What a template said from one writing to the next.</summary>
internal sealed record TemplateVersionResponse
{
    public TemplateVersionResponse(TemplateVersion one) =>
        (Version, Text, Author, CreatedAt) = (one.Number, one.Text, one.Author, one.At);

    /// <summary>Its number; the first is 1.</summary>
    public int Version { get; }

    /// <summary>What it said.</summary>
    public string Text { get; }

    /// <summary>Who wrote it so, by name.</summary>
    public string Author { get; }

    /// <summary>When it was written so.</summary>
    public DateTimeOffset CreatedAt { get; }
}

/// <summary>What differs between a template and another text.</summary>
/// <param name="With">What it is compared with: the id of its base, or the number of a version.</param>
/// <param name="IsSame">Whether both say the same.</param>
/// <param name="Added">How many lines are in the template alone.</param>
/// <param name="Removed">How many lines are in the other text alone.</param>
/// <param name="Lines">The lines of both, in their order.</param>
internal sealed record TemplateComparison(
    string With,
    bool IsSame,
    int Added,
    int Removed,
    IReadOnlyList<TextDiffLine> Lines
);
