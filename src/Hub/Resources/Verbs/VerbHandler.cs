using Hub.Access;
using Hub.Domain;
using Hub.Domain.Records;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.Resources.Verbs;

/// <summary>What a verb makes of a record.</summary>
/// <param name="Decide">Is given the body where there is one.</param>
/// <param name="Check">What does not hold of the body, coming from this caller.</param>
internal sealed record Verb<T, TBody>(
    Func<T, TBody, Deed, Decision<T>> Decide,
    Action<TBody, Caller, FieldErrors>? Check = null
)
    where T : class
    where TBody : class;

/// <summary>Does what a verb's route says, whatever the record is.</summary>
internal interface IVerbHandler
{
    Task<IResult> Do(long id, IBody? body, VerbCall call, CancellationToken cancellation);

    ValueTask<IBody> Read(HttpContext http);
}

/// <summary>A request at a verb's route: who asks, and what the route does.</summary>
internal sealed record VerbCall(IVerbHandler Handler, Caller Caller, HttpContext Http)
{
    public static ValueTask<VerbCall?> BindAsync(HttpContext http) =>
        new(new VerbCall(HandlerOf(http), Caller.Of(http)!, http));

    public static IVerbHandler HandlerOf(HttpContext http) =>
        http.GetEndpoint()!.Metadata.GetRequiredMetadata<IVerbHandler>();
}

/// <summary>The body of a request at a verb's route, of the type that the verb says.</summary>
internal sealed record VerbBody(IBody Body) : IBody
{
    object IBody.Value => Body.Value;

    public static async ValueTask<VerbBody?> BindAsync(HttpContext http) =>
        new(await VerbCall.HandlerOf(http).Read(http));
}

/// <summary>The same for records of a kind.</summary>
internal sealed class VerbHandler<T, TBody, TShown>(
    Kind<T> kind,
    IRepository<T> records,
    Func<T, TShown> show,
    Verb<T, TBody> verb,
    Lazy<ResourceServices> services
) : IVerbHandler
    where T : class
    where TBody : class
{
    public async ValueTask<IBody> Read(HttpContext http) => (await Body<TBody>.Read(http))!;

    public async Task<IResult> Do(long id, IBody? given, VerbCall call, CancellationToken cancellation)
    {
        var organization = call.Caller.Organization.Id;
        var store = services.Value.Store;
        if (given is Body<TBody> body)
        {
            if (body.Errors.Any)
                return new Refused(body.Errors);
            if (await records.Find(store, organization, id, cancellation) is null)
                return new Refused(Missing());
            verb.Check?.Invoke(body.Value, call.Caller, body.Errors);
            await services.Value.References.Check(body, organization, cancellation);
            if (body.Errors.Any)
                return new Refused(body.Errors);
        }
        else
            body = null!;

        var deed = new Deed(call.Caller, services.Value.Clock.Now());
        var written = await services.Value.Writer.Change(
            records.PlaceOf(store, organization, id, Missing).AsAskedBy(call.Http),
            stored =>
                Proposal.Put(
                    records.Type,
                    records.OwnerOf(organization),
                    stored,
                    verb.Decide(stored.Value, body?.Value!, deed)
                ),
            cancellation
        );
        if (written.IsRefused)
            return new Refused(written.Refusal);
        call.Http.SetETag(written.Version);
        var shown = show(written.Value);
        return TypedResults.Ok(body is null ? new One<TShown>(shown) : body.Answer(shown));

        Refusal Missing() => Refusal.NotFound(kind.Name, id);
    }
}
