using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets;

/// <summary>The templates of the folder <c>templates</c>, which are inside the binary.</summary>
public static class ShippedTemplates
{
    private const string Folder = "templates/";
    private const string Extension = ".sbn";

    public static IReadOnlyList<ShippedTemplate> All { get; } =
    [
        .. typeof(ShippedTemplates)
            .Assembly.GetManifestResourceNames()
            // A resource is named by the path that it was built from, whose separators are the machine's.
            .Select(static resource => (Resource: resource, Path: resource.Replace('\\', '/')))
            .Where(static one => one.Path.StartsWith(Folder, StringComparison.Ordinal))
            .Select(static one => Of(TemplateName.Parse(one.Path[Folder.Length..^Extension.Length])!, one.Resource))
            .OrderBy(static one => one.Target.Title, StringComparer.Ordinal)
            .ThenBy(static one => one.Family)
            .ThenBy(static one => one.IsCompact),
    ];

    private static readonly FrozenDictionary<string, ShippedTemplate> ById = All.ToFrozenDictionary(one => one.Id);

    private static readonly FrozenDictionary<(Target, Family), ShippedTemplate> Chosen = All.Where(one =>
            !one.IsCompact
        )
        .ToFrozenDictionary(one => (one.Target, one.Family));

    /// <summary>By its id, as in <c>teams-tickets</c> or <c>teams-tickets-compact</c>.</summary>
    public static ShippedTemplate? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>What is sent where the owner chose none: every target has one for every family.</summary>
    public static ShippedTemplate For(Target target, Family family) => Chosen[(target, family)];

    private static ShippedTemplate Of(TemplateName name, string resource)
    {
        using var stored = typeof(ShippedTemplates).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stored, Encoding.UTF8);
        var text = reader.ReadToEnd();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return new(
            name.Id,
            name.Title,
            name.Target,
            name.Family,
            name.IsCompact,
            text,
            Convert.ToHexStringLower(hash.AsSpan(0, 6))
        );
    }
}

/// <param name="Id">Target, family and where it is one compact, as in <c>slack-replies-compact</c>.</param>
/// <param name="Version">A short hash of the text.</param>
public sealed record ShippedTemplate(
    string Id,
    string Title,
    Target Target,
    Family Family,
    bool IsCompact,
    string Text,
    string Version
)
{
    private readonly Lazy<Template> parsed = new(() =>
        Template.TryParse(Text, out var template, out var problems)
            ? template.Proven()
            : throw new InvalidOperationException($"{Id}, line {problems[0].Line}: {problems[0].Message}")
    );

    /// <summary>Parsed when it is first needed.</summary>
    public Template Template => parsed.Value;
}
