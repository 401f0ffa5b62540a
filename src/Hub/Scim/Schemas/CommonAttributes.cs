using static Hub.Scim.Schemas.Define;

namespace Hub.Scim.Schemas;

/// <summary>What every resource has without its schema saying so (RFC 7643, 3.1).</summary>
internal static class CommonAttributes
{
    public static readonly AttributeDefinition Schemas = Reference(
        "schemas",
        "The schemas whose attributes are present."
    ) with
    {
        MultiValued = true,
        Returned = Returned.Always,
        Required = true,
    };

    public static readonly AttributeDefinition Id = Text("id", "The hub's own id of the resource.").ReadOnly() with
    {
        CaseExact = true,
        Returned = Returned.Always,
        Uniqueness = Uniqueness.Server,
    };

    public static readonly AttributeDefinition ExternalId = Text(
        "externalId",
        "The client's own id of the resource."
    ) with
    {
        CaseExact = true,
    };

    public static readonly AttributeDefinition Meta = Complex(
            "meta",
            "What the hub knows about the resource itself.",
            (Text("resourceType", "The name of the resource type.") with { CaseExact = true }).ReadOnly(),
            new AttributeDefinition("created", AttributeType.DateTime, "When the resource was added.").ReadOnly(),
            new AttributeDefinition("lastModified", AttributeType.DateTime, "When it last changed.").ReadOnly(),
            Reference("location", "Where it can be read.").ReadOnly(),
            (Text("version", "Its version, as in the ETag header.") with { CaseExact = true }).ReadOnly()
        )
        .ReadOnly();

    public static readonly IReadOnlyList<AttributeDefinition> All = [Schemas, Id, ExternalId, Meta];
}
