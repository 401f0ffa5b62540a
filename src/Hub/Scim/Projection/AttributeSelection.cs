using Hub.Scim.Filters;
using Hub.Scim.Schemas;

namespace Hub.Scim.Projection;

/// <summary>Some attributes, each whole or by some of its sub-attributes.</summary>
internal sealed class AttributeSelection
{
    public static readonly AttributeSelection Empty = new();

    private readonly Dictionary<AttributeDefinition, AttributeSelection> parts = new(
        ReferenceEqualityComparer.Instance
    );

    /// <summary>All of the attribute is meant.</summary>
    public bool IsWhole { get; private set; }

    public bool IsEmpty => parts.Count == 0;

    public AttributeSelection? Find(AttributeDefinition attribute) => parts.GetValueOrDefault(attribute);

    /// <summary>Names that the type does not know select nothing.</summary>
    public static AttributeSelection Of(ResourceType type, IReadOnlyList<AttributePath> paths)
    {
        var selection = new AttributeSelection();
        foreach (var path in paths)
            if (type.Resolve(path) is { } steps)
                selection.Add(steps);
            else if (type.IsCore(path))
                foreach (var attribute in type.Core.Attributes)
                    selection.Add([attribute]);
        return selection;
    }

    /// <summary>Reads a comma-separated list; a value filter in it, as Entra ID sends, stands for its attribute.</summary>
    public static IReadOnlyList<AttributePath>? Parse(string? list)
    {
        if (string.IsNullOrWhiteSpace(list))
            return null;
        var paths = new List<AttributePath>();
        foreach (var name in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (FilterParser.ParsePath(name) is { IsError: false, Value: var path })
                paths.Add(path.Attribute with { Sub = path.Attribute.Sub ?? path.Sub });
        return paths;
    }

    private void Add(IReadOnlyList<AttributeDefinition> steps)
    {
        var at = this;
        foreach (var step in steps)
        {
            if (!at.parts.TryGetValue(step, out var next))
                at.parts[step] = next = new AttributeSelection();
            at = next;
        }
        at.IsWhole = true;
    }
}
