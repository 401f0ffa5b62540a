namespace Hub.Wire;

/// <summary>Successful answers carry the resource's version as an <c>ETag</c>.</summary>
internal sealed record SetsETag;

/// <summary>The route takes <c>If-Match</c>: what it does happens to the named version only.</summary>
internal sealed record TakesIfMatch;

/// <summary>The route takes <c>If-None-Match</c> and answers 304 where the client has the version already.</summary>
internal sealed record TakesIfNoneMatch;

/// <summary>
/// Which conditions a route takes is said here once: the headers are read and the documents written because of it.
/// </summary>
internal static class ConditionalConventions
{
    public static RouteHandlerBuilder SetsETag(this RouteHandlerBuilder route) => route.WithMetadata(new SetsETag());

    public static RouteHandlerBuilder TakesIfMatch(this RouteHandlerBuilder route) =>
        route.WithMetadata(new TakesIfMatch());

    /// <summary>Shows one resource: with its version, and not again to who has it.</summary>
    public static RouteHandlerBuilder Shows(this RouteHandlerBuilder route) =>
        route.WithMetadata(new SetsETag(), new TakesIfNoneMatch());

    /// <summary>Changes one resource, on condition of its version.</summary>
    public static RouteHandlerBuilder Changes(this RouteHandlerBuilder route) =>
        route.WithMetadata(new SetsETag(), new TakesIfMatch());
}
