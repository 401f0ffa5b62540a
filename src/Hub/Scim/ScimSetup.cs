using Hub.Access;
using Hub.Quotas;
using Hub.Scim.Access;
using Hub.Scim.Bulk;
using Hub.Scim.Discovery;
using Hub.Scim.Groups;
using Hub.Scim.Listing;
using Hub.Scim.Schemas;
using Hub.Scim.Users;

namespace Hub.Scim;

internal static class ScimSetup
{
    public static void AddScim(this IHostApplicationBuilder builder)
    {
        builder.AddOptions<ScimOptions>(ScimOptions.Section);
        builder.Services.AddSingleton<SchemaCatalogue>();
        builder.Services.AddSingleton<RelatedFilters>();
        builder.Services.AddSingleton<StoreListing>();
        builder.Services.AddSingleton<Cursors>();
        builder.Services.AddSingleton<Search>();
        builder.Services.AddSingleton<UserDetails>();
        builder.Services.AddSingleton<UserRendering>();
        builder.Services.AddSingleton<UserResources>();
        builder.Services.AddSingleton<GroupDetails>();
        builder.Services.AddSingleton<GroupRendering>();
        builder.Services.AddSingleton<GroupResources>();
        builder.Services.AddSingleton<DiscoveryDocuments>();
        builder.Services.AddSingleton<BulkRun>();
    }

    /// <summary>Stands outside of routing, so that paths that are nowhere answer in SCIM's form too.</summary>
    public static void UseScim(this IApplicationBuilder app) => app.UseMiddleware<ScimMiddleware>();

    public static void MapScim(this IEndpointRouteBuilder app)
    {
        var scim = app.MapGroup(ScimMiddleware.Root)
            .ExcludeFromDescription()
            .Require(RequiredScimToken.Always)
            .WithMetadata(ScimAllowance.Instance);
        scim.MapResources<UserResources>("/Users");
        scim.MapResources<GroupResources>(
            "/Groups",
            slow: "A change of many members is several commits and happens as a whole."
        );
        // A query at the base is one over all resource types (RFC 7644, 3.4.2.1).
        scim.MapMethods("/", ResourceApi.Reading, ResourceApi.List);
        scim.MapPost("/.search", ResourceApi.SearchByPost).EvenWhenFull("It reads.");
        scim.MapMe();
        scim.MapBulk();
        scim.MapDiscovery();
    }
}
