namespace Hub.Scim.Schemas;

/// <summary>An extension of a resource type that the operator describes in the configuration.</summary>
internal sealed class ExtensionOptions
{
    /// <summary>The schema's URN, as in <c>urn:example:params:scim:schemas:extension:desk:2.0:User</c>.</summary>
    public string Id { get; set; } = "";

    /// <summary>User or Group.</summary>
    public string ResourceType { get; set; } = "User";

    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    /// <summary>Whether every resource of the type must carry it.</summary>
    public bool Required { get; set; }

    public List<AttributeOptions> Attributes { get; set; } = [];

    public Schema ToSchema() =>
        new(
            Id,
            Name.Length > 0 ? Name : Id[(Id.LastIndexOf(':') + 1)..],
            Description,
            [.. Attributes.Select(attribute => attribute.ToDefinition())]
        );

    public IEnumerable<string> Check()
    {
        if (!Id.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) || Id.Contains('"', StringComparison.Ordinal))
            yield return $"Scim:Extensions:Id must be a URN, not '{Id}'.";
        if (ResourceType is not ("User" or "Group"))
            yield return $"Scim:Extensions:ResourceType must be User or Group, not '{ResourceType}'.";
        foreach (var problem in Attributes.SelectMany(attribute => attribute.Check(Id)))
            yield return problem;
    }
}

/// <summary>An attribute of such an extension, with the characteristics of RFC 7643, 7.</summary>
internal sealed class AttributeOptions
{
    public string Name { get; set; } = "";

    public AttributeType Type { get; set; } = AttributeType.String;

    public string Description { get; set; } = "";

    public bool MultiValued { get; set; }

    public bool Required { get; set; }

    public bool CaseExact { get; set; }

    public Mutability Mutability { get; set; }

    public Returned Returned { get; set; }

    public Uniqueness Uniqueness { get; set; }

    public List<string> CanonicalValues { get; set; } = [];

    public List<string> ReferenceTypes { get; set; } = [];

    public List<AttributeOptions> SubAttributes { get; set; } = [];

    public AttributeDefinition ToDefinition() =>
        new(Name, Type, Description)
        {
            MultiValued = MultiValued,
            Required = Required,
            CaseExact = CaseExact,
            Mutability = Mutability,
            Returned = Returned,
            Uniqueness = Uniqueness,
            CanonicalValues = CanonicalValues,
            ReferenceTypes = ReferenceTypes,
            SubAttributes = [.. SubAttributes.Select(sub => sub.ToDefinition())],
        };

    public IEnumerable<string> Check(string extension)
    {
        if (Name.Length == 0 || !char.IsAsciiLetter(Name[0]) || !Name.All(IsNameCharacter))
            yield return $"'{Name}' in the extension {extension} is not an attribute's name (RFC 7643, 2.1).";
        if (SubAttributes.Count > 0 != (Type == AttributeType.Complex))
            yield return $"{Name} in the extension {extension} must be Complex exactly when it has SubAttributes.";
        if (Uniqueness != Uniqueness.None)
            yield return $"{Name} in the extension {extension}: only Uniqueness None is kept for extensions.";
        foreach (var problem in SubAttributes.SelectMany(sub => sub.Check(extension)))
            yield return problem;
    }

    private static bool IsNameCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '-' or '_';
}
