using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets;

/// <summary>The templates of the folder <c>templates</c>, which are inside the binary.</summary>
public static class ShippedTemplates
{
    public static IReadOnlyList<ShippedTemplate> All { get; } = [];

    /// <summary>By its id, as in <c>teams-tickets</c> or <c>teams-tickets-compact</c>.</summary>
    public static ShippedTemplate? Find(string id) => All.FirstOrDefault(one => one.Id == id);

    /// <summary>What is sent where the owner chose none: every target has one for every family.</summary>
    public static ShippedTemplate For(Target target, Family family) =>
        All.First(one => one.Target == target && one.Family == family && !one.IsCompact);
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
    /// <summary>Parsed when it is first needed.</summary>
    public Template Template => throw new NotImplementedException();
}
