namespace Hub.Scim.Schemas;

/// <summary>The words in which the schemas are written down.</summary>
internal static class Define
{
    public static AttributeDefinition Text(string name, string description) =>
        new(name, AttributeType.String, description);

    /// <summary>References are case exact (RFC 7643, 2.3.7).</summary>
    public static AttributeDefinition Reference(string name, string description, params IReadOnlyList<string> to) =>
        new(name, AttributeType.Reference, description) { CaseExact = true, ReferenceTypes = to };

    public static AttributeDefinition Flag(string name, string description) =>
        new(name, AttributeType.Boolean, description);

    public static AttributeDefinition Complex(
        string name,
        string description,
        params IReadOnlyList<AttributeDefinition> subAttributes
    ) => new(name, AttributeType.Complex, description) { SubAttributes = subAttributes };

    /// <summary>A list of complex values with the sub-attributes that RFC 7643, 2.4 gives every such list.</summary>
    public static AttributeDefinition List(
        string name,
        string description,
        AttributeDefinition value,
        params IReadOnlyList<string> types
    ) =>
        Complex(
            name,
            description,
            value,
            Text("display", "How the value is shown to people."),
            Text("type", "What the value is for.") with
            {
                CanonicalValues = types,
            },
            Primary
        ) with
        {
            MultiValued = true,
        };

    public static AttributeDefinition Primary =>
        Flag("primary", "Whether this is the preferred value; true at most once.");

    public static AttributeDefinition ReadOnly(this AttributeDefinition attribute) =>
        attribute with
        {
            Mutability = Mutability.ReadOnly,
        };

    public static AttributeDefinition Immutable(this AttributeDefinition attribute) =>
        attribute with
        {
            Mutability = Mutability.Immutable,
        };
}
