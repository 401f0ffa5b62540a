using Hub.Scim.Access;
using Hub.Scim.Listing;
using Hub.Scim.Patching;
using Hub.Scim.Projection;
using Hub.Scim.Resources;
using Hub.Wire;

namespace Hub.Scim;

/// <summary>The endpoints of one resource type (RFC 7644, 3.2).</summary>
internal static class ResourceApi
{
    public static void MapResources<TResources>(this IEndpointRouteBuilder routes, string endpoint)
        where TResources : class, IResources
    {
        var group = routes.MapGroup(endpoint);
        group.MapGet("/", List<TResources>);
        group.MapPost("/", Create<TResources>);
        group.MapPost("/.search", Search<TResources>);
        group.MapGet("/{id}", Get<TResources>);
        group.MapPut("/{id}", Replace<TResources>);
        group.MapPatch("/{id}", Patch<TResources>);
        group.MapDelete("/{id}", Delete<TResources>);
    }

    public static string Root(this PublicAddress address, HttpContext http) => address.Of(http, ScimMiddleware.Root);

    /// <summary>What the URL and headers of a request say of the answer and its conditions.</summary>
    public static ScimRequest Describe(this IResources resources, ScimCaller caller, PublicAddress address, HttpContext http)
    {
        var query = http.Request.Query;
        var projection = AttributeProjection.Of(
            resources.Type,
            AttributeSelection.Parse(query["attributes"]),
            AttributeSelection.Parse(query["excludedAttributes"])
        );
        var ifMatch = http.Request.Headers.IfMatch;
        return new ScimRequest(caller, address.Root(http), projection, ifMatch.Count > 0 ? ifMatch.ToString() : null);
    }

    public static ScimAnswer ShowUnlessKnown(Outcome<Rendered> found, HttpContext http)
    {
        if (found.IsError)
            return ScimAnswer.Refused(found.Error);
        var known = http.Request.Headers.IfNoneMatch;
        return known.Count > 0 && ScimRequest.Names(known.ToString(), found.Value.Version)
            ? ScimAnswer.NotModified(found.Value)
            : ScimAnswer.Shown(found.Value);
    }

    internal static Task<ScimAnswer> List<TResources>(
        ScimCaller caller,
        TResources resources,
        Search search,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
        where TResources : class, IResources =>
        search.Answer(
            caller,
            address.Root(http),
            resources.Type.Endpoint,
            [resources],
            ListRequest.Read(http.Request.Query),
            cancellation
        );

    internal static async Task<ScimAnswer> Search<TResources>(
        ScimBody body,
        ScimCaller caller,
        TResources resources,
        Search search,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
        where TResources : class, IResources =>
        body.Error is { } error
            ? ScimAnswer.Refused(error)
            : await search.Answer(
                caller,
                address.Root(http),
                resources.Type.Endpoint,
                [resources],
                ListRequest.Read(body.Root),
                cancellation
            );

    internal static async Task<ScimAnswer> Create<TResources>(
        ScimBody body,
        ScimCaller caller,
        TResources resources,
        PublicAddress address,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
        where TResources : class, IResources
    {
        if (body.Error is { } error)
            return ScimAnswer.Refused(error);
        var request = resources.Describe(caller, address, http);
        var created = await resources.Create(request, Guid.CreateVersion7(clock.GetUtcNow()), body.Root, cancellation);
        return created.IsError ? ScimAnswer.Refused(created.Error) : ScimAnswer.Created(created.Value);
    }

    internal static async Task<ScimAnswer> Get<TResources>(
        string id,
        ScimCaller caller,
        TResources resources,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
        where TResources : class, IResources =>
        ShowUnlessKnown(await resources.Get(resources.Describe(caller, address, http), id, cancellation), http);

    internal static async Task<ScimAnswer> Replace<TResources>(
        string id,
        ScimBody body,
        ScimCaller caller,
        TResources resources,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
        where TResources : class, IResources =>
        body.Error is { } error
            ? ScimAnswer.Refused(error)
            : ScimAnswer.Of(
                await resources.Replace(resources.Describe(caller, address, http), id, body.Root, cancellation)
            );

    /// <summary>A user comes back changed; a group, which may be large, only when attributes are asked for (RFC 7644, 3.5.2).</summary>
    internal static async Task<ScimAnswer> Patch<TResources>(
        string id,
        ScimBody body,
        ScimCaller caller,
        TResources resources,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
        where TResources : class, IResources
    {
        if (body.Error is { } error)
            return ScimAnswer.Refused(error);
        var patch = PatchRequest.Read(body.Root);
        if (patch.IsError)
            return ScimAnswer.Refused(patch.Error);
        var request = resources.Describe(caller, address, http);
        if (resources.PatchShows || http.Request.Query.ContainsKey("attributes"))
            return ScimAnswer.Of(await resources.Patch(request, id, patch.Value, cancellation));
        var silent = request with { Projection = AttributeProjection.Of(resources.Type, [new(null, "id")], null) };
        var patched = await resources.Patch(silent, id, patch.Value, cancellation);
        return patched.IsError ? ScimAnswer.Refused(patched.Error) : ScimAnswer.Changed(patched.Value);
    }

    internal static async Task<ScimAnswer> Delete<TResources>(
        string id,
        ScimCaller caller,
        TResources resources,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
        where TResources : class, IResources =>
        await resources.Delete(resources.Describe(caller, address, http), id, cancellation) is { } error
            ? ScimAnswer.Refused(error)
            : ScimAnswer.NoContent;
}
