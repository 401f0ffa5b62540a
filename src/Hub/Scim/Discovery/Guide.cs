using Hub.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Scim.Discovery;

/// <summary>What the service says of itself to people: the page that <c>documentationUri</c> names.</summary>
internal static class Guide
{
    public const string Path = "/docs/scim";

    private const string Resource = "scim.md";

    public static void MapScimGuide(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet(Path, Read)
            .ExcludeFromDescription()
            .OpenToAll("A manual, the same for everybody; an identity provider shows its address to people.");

    internal static FileStreamHttpResult Read() =>
        TypedResults.Stream(typeof(Guide).Assembly.GetManifestResourceStream(Resource)!, "text/plain; charset=utf-8");
}
