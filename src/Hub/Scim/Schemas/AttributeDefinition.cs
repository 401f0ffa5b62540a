using System.Collections.Frozen;

namespace Hub.Scim.Schemas;

internal enum AttributeType
{
    String,
    Boolean,
    Decimal,
    Integer,
    DateTime,
    Binary,
    Reference,
    Complex,
}

internal enum Mutability
{
    ReadWrite,
    ReadOnly,
    Immutable,
    WriteOnly,
}

internal enum Returned
{
    Default,
    Always,
    Never,
    Request,
}

internal enum Uniqueness
{
    None,
    Server,
    Global,
}

/// <summary>
/// One attribute with its characteristics (RFC 7643, 2.2 and 7). Discovery, validation, filters, PATCH and projection all
/// read this. An extension is a complex attribute named by its URN, since that is what it is inside a resource.
/// </summary>
internal sealed record AttributeDefinition(string Name, AttributeType Type, string Description)
{
    private readonly IReadOnlyList<AttributeDefinition> subAttributes = [];

    private FrozenDictionary<string, AttributeDefinition> byName = FrozenDictionary<string, AttributeDefinition>.Empty;

    public bool MultiValued { get; init; }

    public bool Required { get; init; }

    public bool CaseExact { get; init; }

    public Mutability Mutability { get; init; }

    public Returned Returned { get; init; }

    public Uniqueness Uniqueness { get; init; }

    public IReadOnlyList<string> CanonicalValues { get; init; } = [];

    public IReadOnlyList<string> ReferenceTypes { get; init; } = [];

    public IReadOnlyList<AttributeDefinition> SubAttributes
    {
        get => subAttributes;
        init
        {
            subAttributes = value;
            byName = value.ToFrozenDictionary(attribute => attribute.Name, StringComparer.OrdinalIgnoreCase);
        }
    }

    /// <summary>Attribute names are case insensitive (RFC 7643, 2.1).</summary>
    public AttributeDefinition? Sub(string name) => byName.GetValueOrDefault(name);

    public bool IsComplex => Type == AttributeType.Complex;

    /// <summary>Not shown unless asked for, or not at all: nothing that a stored representation can be shown with as it is.</summary>
    public bool IsHidden => Returned is Returned.Never or Returned.Request || SubAttributes.Any(sub => sub.IsHidden);
}

/// <summary>A schema: a URN and the attributes it defines.</summary>
internal sealed record Schema(
    string Id,
    string Name,
    string Description,
    IReadOnlyList<AttributeDefinition> Attributes
);
