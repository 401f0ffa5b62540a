using System.Text.Json.Nodes;
using Hub.Docs;
using Hub.Scim.Access;
using Hub.Scim.Schemas;
using Microsoft.Extensions.Options;

namespace Hub.Scim.Discovery;

/// <summary>What is said about the service itself (RFC 7643, 5 and 6; RFC 9865, 4).</summary>
internal sealed class DiscoveryDocuments(SchemaCatalogue catalogue, IOptions<ScimOptions> options)
{
    public JsonObject ServiceProviderConfig(string root) =>
        new()
        {
            ["schemas"] = new JsonArray(Urns.ServiceProviderConfig),
            ["documentationUri"] = root[..^ScimMiddleware.Root.Length] + DocsRoutes.PathOf("scim"),
            ["patch"] = Supported(true),
            ["bulk"] = new JsonObject
            {
                ["supported"] = true,
                ["maxOperations"] = options.Value.MaxBulkOperations,
                ["maxPayloadSize"] = options.Value.MaxPayload,
            },
            ["filter"] = new JsonObject { ["supported"] = true, ["maxResults"] = options.Value.MaxCount },
            ["changePassword"] = Supported(false),
            ["sort"] = Supported(true),
            ["etag"] = Supported(true),
            ["pagination"] = new JsonObject
            {
                ["cursor"] = true,
                ["index"] = true,
                ["defaultPaginationMethod"] = "index",
                ["defaultPageSize"] = options.Value.DefaultCount,
                ["maxPageSize"] = options.Value.MaxCount,
            },
            ["authenticationSchemes"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "oauthbearertoken",
                    ["name"] = "OAuth Bearer Token",
                    ["description"] = "A token made for one identity provider, sent as Authorization: Bearer.",
                    ["specUri"] = "https://www.rfc-editor.org/info/rfc6750",
                    ["primary"] = true,
                }
            ),
            ["meta"] = Meta("ServiceProviderConfig", $"{root}/ServiceProviderConfig"),
        };

    public JsonObject ResourceType(ResourceType type, string root) =>
        new()
        {
            ["schemas"] = new JsonArray(Urns.ResourceType),
            ["id"] = type.Name,
            ["name"] = type.Name,
            ["endpoint"] = type.Endpoint,
            ["description"] = type.Description,
            ["schema"] = type.Core.Id,
            ["schemaExtensions"] = new JsonArray([
                .. type.Extensions.Select(extension => new JsonObject
                {
                    ["schema"] = extension.Id,
                    ["required"] = catalogue.IsRequired(extension),
                }),
            ]),
            ["meta"] = Meta("ResourceType", $"{root}/ResourceTypes/{type.Name}"),
        };

    public static JsonObject List(IEnumerable<JsonObject> resources)
    {
        var all = new JsonArray([.. resources]);
        return new JsonObject
        {
            ["schemas"] = new JsonArray(Urns.ListResponse),
            ["totalResults"] = all.Count,
            ["itemsPerPage"] = all.Count,
            ["startIndex"] = 1,
            ["Resources"] = all,
        };
    }

    public static JsonObject Meta(string type, string location) =>
        new() { ["resourceType"] = type, ["location"] = location };

    private static JsonObject Supported(bool supported) => new() { ["supported"] = supported };
}
