using Hub.Access;
using Hub.Domain.Organizations;
using Hub.Wire.Bodies;

namespace Hub.Resources;

/// <summary>
/// What the routes of a resource do, whatever its records are. One handler serves a verb of all resources and finds what
/// it is to do at its route: one for each resource would have to be compiled at every start.
/// </summary>
internal interface IResourceHandlers
{
    Task<IResult> List(ResourceCall call, CancellationToken cancellation);

    Task<IResult> Get(long id, ResourceCall call, CancellationToken cancellation);

    Task<IResult> Create(IBody body, ResourceCall call, CancellationToken cancellation);

    Task<IResult> Update(long id, IBody body, ResourceCall call, CancellationToken cancellation);

    Task<IResult> Delete(long id, ResourceCall call, CancellationToken cancellation);

    /// <summary>The body of a request to create one, or to change one.</summary>
    ValueTask<IBody> Read(HttpContext http, bool isNew);

    /// <summary>The same of a JSON object that a page's form makes.</summary>
    IBody Make(byte[] json, IServiceProvider provider, bool isNew);
}

/// <summary>A request at a resource's route: who asks, and what the route does.</summary>
internal sealed record ResourceCall(IResourceHandlers Handlers, Caller Caller, HttpContext Http)
{
    public OrganizationId Organization => Caller.Organization.Id;

    public static ValueTask<ResourceCall?> BindAsync(HttpContext http) =>
        new(new ResourceCall(HandlersOf(http), Caller.Of(http)!, http));

    public static IResourceHandlers HandlersOf(HttpContext http) =>
        http.GetEndpoint()!.Metadata.GetRequiredMetadata<IResourceHandlers>();
}

/// <summary>The body of a request at a resource's route, of the type that the resource says.</summary>
internal sealed record ResourceBody(IBody Body) : IBody
{
    object IBody.Value => Body.Value;

    public static async ValueTask<ResourceBody?> BindAsync(HttpContext http) =>
        new(await ResourceCall.HandlersOf(http).Read(http, isNew: HttpMethods.IsPost(http.Request.Method)));
}
