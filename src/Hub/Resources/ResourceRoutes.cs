using Hub.Access;
using Hub.Errors;
using Hub.Idempotency;
using Hub.OpenApi;
using Hub.RateLimits;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Hub.Resources;

/// <summary>Makes the routes of a resource: list, get, create, update, delete, as far as it says how.</summary>
internal static class ResourceRoutes
{
    /// <returns>The group of the routes that write, for those that the resource has beside these.</returns>
    public static RouteGroupBuilder MapResource<T, TNew, TEdit, TShown>(
        this IEndpointRouteBuilder api,
        Resource<T, TNew, TEdit, TShown> resource
    )
        where T : class
        where TNew : class
        where TEdit : class
        where TShown : class
    {
        api.AddJson(resource.Json);
        api.ServiceProvider.GetRequiredService<References>()
            .Add(resource.Kind.Name, resource.Names.One, $"{resource.Root}/{resource.Plural}", resource.Repository);

        // With the first request: whoever only describes the routes opens no store.
        var services = new Lazy<ResourceServices>(api.ServiceProvider.GetRequiredService<ResourceServices>);
        var handlers = new ResourceHandlers<T, TNew, TEdit, TShown>(resource, services);
        var texts = new ResourceTexts(
            resource.Names,
            [.. resource.KeptBy.Select(user => user.Reason)],
            isKept: resource.Trash is not null,
            resource.Uses
        );
        var group = api.MapGroup($"/{resource.Plural}")
            .OfResource(resource.Kind.Name)
            .WithTags(resource.Tag ?? resource.Names.Tag)
            .WithMetadata(new TagSubject(typeof(TShown)), handlers)
            .InFlows(resource.InFlows);
        if (resource.About is { } about)
            group.About(about);
        if (resource.Limit is { } limit)
            group.WithMetadata(LimitedRecords.Of(limit, resource.Repository));
        if (resource.IsReadable)
        {
            var reads = group.MapGroup("").Require(resource.Scopes.Read).LimitAs(Limit.Read);
            reads
                .MapGet("/", List)
                .Answers<Many<TShown>>()
                .WithMetadata(texts.List(handlers.Lists), new TakesQuery(handlers.Lists.Names));
            reads.MapGet("/{id}", Get).Answers<One<TShown>>().Shows().WithMetadata(texts.Get);
        }

        var writes = group.MapGroup("").Require(resource.Scopes.Write).LimitAs(Limit.Write);
        if (resource.New is not null)
            writes
                .MapPost("/", Create)
                .Takes<TNew>()
                .Answers<One<TShown>>(StatusCodes.Status201Created)
                .Idempotent(resource.Repository.ReserveId)
                .SetsETag()
                .WithMetadata(texts.Create(resource.CreateAs));
        if (resource.Edit is not null)
            writes
                .MapPut("/{id}", Update)
                .Takes<TEdit>()
                .Answers<One<TShown>>()
                .Changes()
                .WithMetadata(texts.Update(resource.EditLimits));
        if (resource.TakesPatch)
            writes
                .MapPatch("/{id}", Update)
                .Takes<TEdit>()
                .Answers<One<TShown>>()
                .Changes()
                .WithMetadata(texts.Patch(resource.EditLimits))
                .InFlows(Visibility.Internal);
        if (resource.IsDeletable)
            writes
                .MapDelete("/{id}", Delete)
                .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status204NoContent, typeof(void)))
                .TakesIfMatch()
                .WithMetadata(texts.Delete(resource.DeleteAs));
        if (resource.Trash is { } trash)
            writes.MapTrash(resource, trash, services, texts);
        return writes;
    }

    private static Task<IResult> List(ResourceCall call, CancellationToken cancellation) =>
        call.Handlers.List(call, cancellation);

    private static Task<IResult> Get(long id, ResourceCall call, CancellationToken cancellation) =>
        call.Handlers.Get(id, call, cancellation);

    private static Task<IResult> Create(ResourceBody body, ResourceCall call, CancellationToken cancellation) =>
        call.Handlers.Create(body.Body, call, cancellation);

    private static Task<IResult> Update(
        long id,
        ResourceBody body,
        ResourceCall call,
        CancellationToken cancellation
    ) => call.Handlers.Update(id, body.Body, call, cancellation);

    public static Task<IResult> Delete(long id, ResourceCall call, CancellationToken cancellation) =>
        call.Handlers.Delete(id, call, cancellation);

    public static RouteHandlerBuilder Takes<TBody>(this RouteHandlerBuilder route)
        where TBody : class => route.WithMetadata(Body<TBody>.Accepted);

    public static RouteHandlerBuilder Answers<TAnswer>(
        this RouteHandlerBuilder route,
        int status = StatusCodes.Status200OK
    ) => route.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(TAnswer), ["application/json"]));

    /// <summary>Has the resource's bodies and answers read and written with its own context.</summary>
    public static void AddJson(
        this IEndpointRouteBuilder api,
        System.Text.Json.Serialization.JsonSerializerContext json
    ) =>
        api
            .ServiceProvider.GetRequiredService<IOptions<JsonOptions>>()
            .Value.SerializerOptions.TypeInfoResolverChain.Add(json);

    private static RouteGroupBuilder Require(this RouteGroupBuilder routes, string? scope) =>
        scope is null ? routes.RequireAllScopes() : routes.RequireScope(scope);
}
