using Hub.Access;
using Hub.Scim.Access;
using Hub.Scim.Schemas;
using Hub.Wire;

namespace Hub.Scim.Discovery;

/// <summary>What the service can do and what its resources look like (RFC 7644, 4).</summary>
internal static class DiscoveryApi
{
    public static void MapDiscovery(this IEndpointRouteBuilder routes)
    {
        routes
            .MapMethods("/ServiceProviderConfig", ResourceApi.Reading, GetServiceProviderConfig)
            .RequireIfGiven(
                RequiredScimToken.IfGiven,
                "Whoever wants to know how to authenticate has not done so yet (RFC 7643, 5)."
            );
        routes.MapMethods("/ResourceTypes", ResourceApi.Reading, ListResourceTypes);
        routes.MapMethods("/ResourceTypes/{name}", ResourceApi.Reading, GetResourceType);
        routes.MapMethods("/Schemas", ResourceApi.Reading, ListSchemas);
        routes.MapMethods("/Schemas/{id}", ResourceApi.Reading, GetSchema);
    }

    internal static ScimAnswer GetServiceProviderConfig(
        DiscoveryDocuments documents,
        PublicAddress address,
        HttpContext http
    ) => Filtered(http) ?? ScimAnswer.Ok(ScimJson.Write(documents.ServiceProviderConfig(address.Root(http))));

    internal static ScimAnswer ListResourceTypes(
        SchemaCatalogue catalogue,
        DiscoveryDocuments documents,
        PublicAddress address,
        HttpContext http
    ) =>
        Filtered(http)
        ?? ScimAnswer.Ok(
            ScimJson.Write(
                DiscoveryDocuments.List(
                    catalogue.ResourceTypes.Select(type => documents.ResourceType(type, address.Root(http)))
                )
            )
        );

    internal static ScimAnswer GetResourceType(
        string name,
        SchemaCatalogue catalogue,
        DiscoveryDocuments documents,
        PublicAddress address,
        HttpContext http
    ) =>
        Filtered(http)
        ?? (
            catalogue.ResourceTypes.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                is { } type
                ? ScimAnswer.Ok(ScimJson.Write(documents.ResourceType(type, address.Root(http))))
                : ScimAnswer.Refused(ScimError.NotFound($"There is no resource type {name}."))
        );

    internal static ScimAnswer ListSchemas(SchemaCatalogue catalogue, PublicAddress address, HttpContext http) =>
        Filtered(http)
        ?? ScimAnswer.Ok(
            ScimJson.Write(
                DiscoveryDocuments.List(
                    catalogue.Schemas.Select(schema => SchemaDocument.Of(schema, address.Root(http)))
                )
            )
        );

    internal static ScimAnswer GetSchema(
        string id,
        SchemaCatalogue catalogue,
        PublicAddress address,
        HttpContext http
    ) =>
        Filtered(http)
        ?? (
            catalogue.Schemas.FirstOrDefault(one => one.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) is { } schema
                ? ScimAnswer.Ok(ScimJson.Write(SchemaDocument.Of(schema, address.Root(http))))
                : ScimAnswer.Refused(ScimError.NotFound($"There is no schema {id}."))
        );

    /// <summary>A client that filters would take the absence of a feature for an answer (RFC 7644, 4).</summary>
    private static ScimAnswer? Filtered(HttpContext http) =>
        http.Request.Query.ContainsKey("filter")
            ? ScimAnswer.Refused(new ScimError(403, null, "Discovery endpoints are not filtered."))
            : null;
}
