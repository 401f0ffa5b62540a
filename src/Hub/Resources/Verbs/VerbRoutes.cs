using Hub.Access;
using Hub.Domain;
using Hub.Domain.Events;
using Hub.Domain.Organizations;
using Hub.Errors;
using Hub.OpenApi;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Resources.Verbs;

/// <summary>Through whom something is done to a record, and when.</summary>
internal readonly record struct Deed(Caller Caller, DateTimeOffset Now)
{
    public OrganizationId Organization => Caller.Organization.Id;

    public Actor Actor => Caller.Actor;
}

/// <summary>What can be done to a record beside changing its fields: a POST below it, which answers it as it is then.</summary>
internal static class VerbRoutes
{
    /// <param name="writes">The routes that write the resource.</param>
    /// <param name="name">What it is called in the path, as in <c>submit</c>.</param>
    public static RouteGroupBuilder MapVerb<T, TNew, TEdit, TShown>(
        this RouteGroupBuilder writes,
        Resource<T, TNew, TEdit, TShown> resource,
        string name,
        Operation told,
        Func<T, Deed, Decision<T>> decide
    )
        where T : class
        where TNew : class
        where TEdit : class
        where TShown : class
    {
        Map(
            writes.MapPost($"/{{id}}/{name}", Do),
            writes,
            resource,
            told,
            new Verb<T, Nothing>((one, _, deed) => decide(one, deed))
        );
        return writes;
    }

    /// <summary>The same with a body that says how.</summary>
    /// <param name="check">Adds what does not hold of the body beyond what its attributes check.</param>
    public static RouteGroupBuilder MapVerb<T, TNew, TEdit, TShown, TBody>(
        this RouteGroupBuilder writes,
        Resource<T, TNew, TEdit, TShown> resource,
        string name,
        Operation told,
        Func<T, TBody, Deed, Decision<T>> decide,
        Action<TBody, Caller, FieldErrors>? check = null
    )
        where T : class
        where TNew : class
        where TEdit : class
        where TShown : class
        where TBody : class
    {
        Map(
            writes.MapPost($"/{{id}}/{name}", DoSo).Takes<TBody>(),
            writes,
            resource,
            told,
            new Verb<T, TBody>(decide, check)
        );
        return writes;
    }

    private static void Map<T, TNew, TEdit, TShown, TBody>(
        RouteHandlerBuilder route,
        IEndpointRouteBuilder routes,
        Resource<T, TNew, TEdit, TShown> resource,
        Operation told,
        Verb<T, TBody> verb
    )
        where T : class
        where TNew : class
        where TEdit : class
        where TShown : class
        where TBody : class
    {
        var services = new Lazy<ResourceServices>(routes.ServiceProvider.GetRequiredService<ResourceServices>);
        route
            .Changes()
            .Answers<One<TShown>>()
            .WithMetadata(
                new VerbHandler<T, TBody, TShown>(resource.Kind, resource.Repository, resource.Show, verb, services),
                told with
                {
                    Parameters = new Dictionary<string, string>
                    {
                        ["id"] = $"The id of the {resource.Names.One}: a number.",
                    },
                }
            );
    }

    private static Task<IResult> Do(long id, VerbCall call, CancellationToken cancellation) =>
        call.Handler.Do(id, null, call, cancellation);

    private static Task<IResult> DoSo(long id, VerbBody body, VerbCall call, CancellationToken cancellation) =>
        call.Handler.Do(id, body.Body, call, cancellation);

    /// <summary>The body of a verb that takes none.</summary>
    private sealed class Nothing;
}
