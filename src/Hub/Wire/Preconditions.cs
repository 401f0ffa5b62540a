using Hub.Access;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Hub.Wire;

/// <summary>Versions as entity tags, and the conditions that requests set on them (RFC 9110, 8.8.3 and 13.1).</summary>
internal static class Preconditions
{
    /// <summary>Where the route says that it does.</summary>
    public static void SetETag(this HttpContext http, DocumentVersion version)
    {
        if (http.Says<SetsETag>())
            http.Response.Headers.ETag = $"\"{http.TagOf(version)}\"";
    }

    /// <summary>Whether <c>If-None-Match</c> names the version: the client has it already.</summary>
    public static bool HasAlready(this HttpContext http, DocumentVersion version) =>
        http.Says<TakesIfNoneMatch>()
        && http.Request.Headers.IfNoneMatch is { Count: > 0 } tags
        && Names(tags, http.TagOf(version));

    /// <summary>The resource with its version as a tag; without it where the client has that version.</summary>
    public static Results<Ok<One<T>>, StatusCodeHttpResult, Refused> Show<T>(
        this HttpContext http,
        DocumentVersion version,
        T shown
    ) => http.ShowBare(version, new One<T>(shown));

    /// <summary>The same of an answer without an envelope.</summary>
    public static Results<Ok<T>, StatusCodeHttpResult, Refused> ShowBare<T>(
        this HttpContext http,
        DocumentVersion version,
        T shown
    )
    {
        http.SetETag(version);
        return http.HasAlready(version)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(shown);
    }

    /// <summary>A refusal when <c>If-Match</c> names other versions than the stored one.</summary>
    public static Refusal? CheckIfMatch(this HttpContext http, DocumentVersion version) =>
        http.Says<TakesIfMatch>()
        && http.Request.Headers.IfMatch is { Count: > 0 } tags
        && !Names(tags, http.TagOf(version))
            ? new Refusal(
                RefusalKind.Stale,
                "precondition_failed",
                "It was changed since the version that If-Match names; read it again and repeat the change."
            )
            : null;

    private static string TagOf(this HttpContext http, DocumentVersion version) =>
        http.RequestServices.GetRequiredService<EntityTags>().Of(Caller.Of(http)!.Organization.Id, version);

    private static bool Says<T>(this HttpContext http)
        where T : class => http.GetEndpoint()?.Metadata.GetMetadata<T>() is not null;

    /// <summary>
    /// Compared weakly, also for <c>If-Match</c>: a proxy that compresses answers makes our tags weak, and they name our versions
    /// as well as before.
    /// </summary>
    private static bool Names(StringValues header, string version)
    {
        if (!EntityTagHeaderValue.TryParseList(header, out var tags))
            return false;
        foreach (var tag in tags)
            if (tag.Equals(EntityTagHeaderValue.Any) || IsVersion(tag.Tag, version))
                return true;
        return false;
    }

    private static bool IsVersion(StringSegment tag, string version) =>
        tag.Length == version.Length + 2 && tag.AsSpan()[1..^1].SequenceEqual(version);
}
