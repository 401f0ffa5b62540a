using System.Collections.Frozen;
using System.Text.Json;

namespace Hub.Delivery.Templates;

/// <summary>What families are called on the wire and in ids.</summary>
public static class Families
{
    private static readonly FrozenDictionary<string, Family> ByName = Enum.GetValues<Family>().ToFrozenDictionary(Name);

    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<Family>().Select(Name)];

    /// <summary>As in <c>on-call</c>.</summary>
    public static string Name(this Family family) => JsonNamingPolicy.KebabCaseLower.ConvertName($"{family}");

    public static Family? Find(string? name) =>
        name is not null && ByName.TryGetValue(name, out var family) ? family : null;
}
