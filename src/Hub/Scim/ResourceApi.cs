using Hub.Access;
using Hub.Deadlines;
using Hub.Quotas;
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
    /// <summary>HEAD is answered as GET is, without the body (RFC 9110, 9.3.2).</summary>
    public static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <param name="slow">Why changes of one take longer than other requests; absent where they do not.</param>
    public static void MapResources<TResources>(this IEndpointRouteBuilder routes, string endpoint, string? slow = null)
        where TResources : class, IResources
    {
        var group = routes.MapGroup(endpoint).WithMetadata(new ServedBy(typeof(TResources)));
        group.MapMethods("/", Reading, List);
        group.MapPost("/.search", SearchByPost).EvenWhenFull("It reads.");
        group.MapMethods("/{id}", Reading, Get);
        var changes = group.MapGroup("");
        changes.MapPost("/", Create);
        changes.MapPut("/{id}", Replace);
        changes.MapPatch("/{id}", Patch);
        changes.MapDelete("/{id}", Delete);
        if (slow is not null)
            changes.TakesItsTime(slow);
    }

    public static string Root(this PublicAddress address, HttpContext http) => address.Of(http, ScimMiddleware.Root);

    /// <summary>What the URL and headers of a request say of the answer and its conditions.</summary>
    public static ScimRequest Describe(
        this IResources resources,
        Caller caller,
        PublicAddress address,
        HttpContext http
    )
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

    public static ScimAnswer ShowUnlessKnown(ScimResult<Rendered> found, HttpContext http)
    {
        if (found.IsError)
            return ScimAnswer.Refused(found.Error);
        var known = http.Request.Headers.IfNoneMatch;
        return known.Count > 0 && ScimRequest.Names(known.ToString(), found.Value.Version)
            ? ScimAnswer.NotModified(found.Value)
            : ScimAnswer.Shown(found.Value);
    }

    internal static Task<ScimAnswer> List(ScimCall call, Search search, CancellationToken cancellation) =>
        search.Answer(call, ListRequest.Read(call.Http.Request.Query), cancellation);

    internal static async Task<ScimAnswer> SearchByPost(
        ScimBody body,
        ScimCall call,
        Search search,
        CancellationToken cancellation
    ) =>
        body.Error is { } error
            ? ScimAnswer.Refused(error)
            : await search.Answer(call, ListRequest.Read(body.Root), cancellation);

    internal static async Task<ScimAnswer> Create(
        ScimBody body,
        ScimCall call,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (body.Error is { } error)
            return ScimAnswer.Refused(error);
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var created = await call.Resources.Create(call.Describe(), id, body.Root, cancellation);
        return created.IsError ? ScimAnswer.Refused(created.Error) : ScimAnswer.Created(created.Value);
    }

    internal static async Task<ScimAnswer> Get(string id, ScimCall call, CancellationToken cancellation) =>
        ShowUnlessKnown(await call.Resources.Get(call.Describe(), id, cancellation), call.Http);

    internal static async Task<ScimAnswer> Replace(
        string id,
        ScimBody body,
        ScimCall call,
        CancellationToken cancellation
    ) =>
        body.Error is { } error
            ? ScimAnswer.Refused(error)
            : ScimAnswer.Of(await call.Resources.Replace(call.Describe(), id, body.Root, cancellation));

    /// <summary>A user comes back changed; a group, which may be large, only when attributes are asked for (RFC 7644, 3.5.2).</summary>
    internal static async Task<ScimAnswer> Patch(
        string id,
        ScimBody body,
        ScimCall call,
        CancellationToken cancellation
    )
    {
        if (body.Error is { } error)
            return ScimAnswer.Refused(error);
        var patch = PatchRequest.Read(body.Root);
        if (patch.IsError)
            return ScimAnswer.Refused(patch.Error);
        var request = call.Describe();
        if (call.Resources.PatchShows || call.Http.Request.Query.ContainsKey("attributes"))
            return ScimAnswer.Of(await call.Resources.Patch(request, id, patch.Value, cancellation));
        var silent = request with { Projection = AttributeProjection.Of(call.Resources.Type, [new(null, "id")], null) };
        var patched = await call.Resources.Patch(silent, id, patch.Value, cancellation);
        return patched.IsError ? ScimAnswer.Refused(patched.Error) : ScimAnswer.Changed(patched.Value);
    }

    internal static async Task<ScimAnswer> Delete(string id, ScimCall call, CancellationToken cancellation) =>
        await call.Resources.Delete(call.Describe(), id, cancellation) is { } error
            ? ScimAnswer.Refused(error)
            : ScimAnswer.NoContent;
}
