using System.Collections.Frozen;
using Hub.Scim.Filters;

namespace Hub.Scim.Schemas;

/// <summary>A kind of resource: where it is, its core schema and the extensions it may carry (RFC 7643, 6).</summary>
internal sealed class ResourceType
{
    private readonly FrozenDictionary<string, AttributeDefinition> attributes;
    private readonly FrozenDictionary<string, AttributeDefinition> extensionsByAttribute;

    public ResourceType(string name, string endpoint, string description, Schema core, IReadOnlyList<Schema> extensions)
    {
        (Name, Endpoint, Description, Core, Extensions) = (name, endpoint, description, core, extensions);
        Attributes =
        [
            .. CommonAttributes.All,
            .. core.Attributes,
            .. extensions.Select(extension =>
                Define.Complex(extension.Id, extension.Description, extension.Attributes)
            ),
        ];
        attributes = Attributes.ToFrozenDictionary(attribute => attribute.Name, StringComparer.OrdinalIgnoreCase);
        extensionsByAttribute = Attributes
            .Where(IsExtension)
            .SelectMany(extension => extension.SubAttributes.Select(inner => (inner.Name, Extension: extension)))
            .GroupBy(one => one.Name, one => one.Extension, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() == 1 && !attributes.ContainsKey(group.Key))
            .ToFrozenDictionary(group => group.Key, group => group.Single(), StringComparer.OrdinalIgnoreCase);
        HidesSomething = Attributes.Any(attribute => attribute.IsHidden && attribute.Returned != Returned.Never);
    }

    public string Name { get; }

    /// <summary>Relative to the base, as in <c>/Users</c>.</summary>
    public string Endpoint { get; }

    public string Description { get; }

    public Schema Core { get; }

    public IReadOnlyList<Schema> Extensions { get; }

    /// <summary>Common attributes, the core schema's, and each extension as a complex attribute named by its URN.</summary>
    public IReadOnlyList<AttributeDefinition> Attributes { get; }

    /// <summary>Whether a stored representation holds something that is only shown on request.</summary>
    public bool HidesSomething { get; }

    public AttributeDefinition? Attribute(string name) => attributes.GetValueOrDefault(name);

    /// <summary>The extension that a bare name means: the only one that has the attribute, where the core schema has none of it.</summary>
    public AttributeDefinition? ExtensionOf(string name) => extensionsByAttribute.GetValueOrDefault(name);

    /// <summary>Whether a path is the core schema's own URN.</summary>
    public bool IsCore(AttributePath path) => path is { Urn: { } urn, Sub: null } && Is($"{urn}:{path.Name}", Core.Id);

    public static bool IsExtension(AttributeDefinition attribute) =>
        attribute.Name.StartsWith("urn:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a URN is one of this type's own schemas.</summary>
    public bool Knows(string urn) => Is(urn, Core.Id) || Extensions.Any(extension => Is(urn, extension.Id));

    /// <summary>From the outermost attribute to the one meant; nothing when there is none by that name.</summary>
    public IReadOnlyList<AttributeDefinition>? Resolve(AttributePath path)
    {
        if (path.Urn is null)
            return Attribute(path.Name) is { } own ? Steps(own, path.Sub) : Within(ExtensionOf(path.Name), path);
        if (Is(path.Urn, Core.Id))
            return Steps(Attribute(path.Name), path.Sub);
        return Attribute($"{path.Urn}:{path.Name}") is { } whole
            ? Steps(whole, path.Sub)
            : Within(Attribute(path.Urn), path);
    }

    private static IReadOnlyList<AttributeDefinition>? Within(AttributeDefinition? extension, AttributePath path) =>
        extension?.Sub(path.Name) is not { } inner ? null
        : path.Sub is null ? [extension, inner]
        : inner.Sub(path.Sub) is { } sub ? [extension, inner, sub]
        : null;

    private static IReadOnlyList<AttributeDefinition>? Steps(AttributeDefinition? attribute, string? sub) =>
        attribute is null ? null
        : sub is null ? [attribute]
        : attribute.Sub(sub) is { } found ? [attribute, found]
        : null;

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
