using Microsoft.Extensions.Options;

namespace Hub.Scim.Schemas;

/// <summary>The resource types that are served, with the extensions that the configuration adds.</summary>
internal sealed class SchemaCatalogue(IOptions<ScimOptions> options)
{
    public ResourceType User { get; } =
        new(
            "User",
            "/Users",
            "User Account",
            UserSchema.Core,
            [EnterpriseUserSchema.Extension, .. Configured(options.Value, "User")]
        );

    public ResourceType Group { get; } =
        new("Group", "/Groups", "Group", GroupSchema.Core, [.. Configured(options.Value, "Group")]);

    public IReadOnlyList<ResourceType> ResourceTypes => [User, Group];

    public IEnumerable<Schema> Schemas => ResourceTypes.SelectMany(type => (Schema[])[type.Core, .. type.Extensions]);

    /// <summary>Extensions that a resource must carry.</summary>
    public bool IsRequired(Schema extension) =>
        options.Value.Extensions.Exists(one => one.Id == extension.Id && one.Required);

    private static IEnumerable<Schema> Configured(ScimOptions options, string type) =>
        options.Extensions.Where(extension => extension.ResourceType == type).Select(extension => extension.ToSchema());
}
