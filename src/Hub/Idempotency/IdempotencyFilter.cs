using Hub.Access;
using Hub.Domain;
using Hub.Domain.Organizations;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Hub.Idempotency;

/// <summary>Makes a POST that creates something safe to repeat: see the header <c>Idempotency-Key</c>.</summary>
/// <param name="reserve">Sets aside an id for what is created.</param>
internal sealed class IdempotencyFilter(ReserveId reserve) : IEndpointFilter
{
    public const string Header = "Idempotency-Key";
    private const int LongestKey = 255;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!http.Request.Headers.TryGetValue(Header, out var header))
            return await next(context);
        if (header.ToString() is not { Length: > 0 } key || TextLength.Of(key) > LongestKey)
            return new Refused(
                new Refusal(
                    RefusalKind.Malformed,
                    "idempotency_key_invalid",
                    $"{Header} has 1 to {LongestKey} characters."
                )
            );

        var services = http.RequestServices;
        var (keys, store) = (services.GetRequiredService<IdempotencyKeys>(), services.GetRequiredService<IStore>());
        var json = services.GetRequiredService<BodyJson>().Options;
        var caller = Caller.Of(http)!;
        var claim = await keys.Take(
            IdempotencyRecord.PartitionOf(caller.LimitKey, key),
            new RequestIdentity(Fingerprint.Of(context, json), () =>
                Fingerprint.FormerOf(
                    context,
                    services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions
                )
            ),
            () => reserve(store, caller.Organization.Id, http.RequestAborted),
            http.RequestAborted
        );
        return claim switch
        {
            Claim.Run run => await Run(run, keys, context, next),
            Claim.Replay replay => new ReplayedAnswer(replay.Answer),
            Claim.Refuse refuse => new Refused(refuse.Refusal) { RetryAfter = refuse.RetryAfter },
            _ => throw new InvalidOperationException(),
        };
    }

    private static async Task<object?> Run(
        Claim.Run run,
        IdempotencyKeys keys,
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        var http = context.HttpContext;
        http.Features.Set(new Reservation(run.Record.ReservedId, run.IsRepeat));
        RecordedAnswer answer;
        try
        {
            answer = await AnswerCapture.Of(http, (IResult)(await next(context))!);
        }
        catch
        {
            await keys.Abandon(run, CancellationToken.None);
            throw;
        }
        // From here on the outcome stands, whether or not the client still listens.
        if (answer.Status < 300)
            await keys.Complete(run, answer, CancellationToken.None);
        else
            await keys.Release(run, CancellationToken.None);
        return new CapturedAnswer(answer.Body);
    }
}

/// <summary>The route accepts <c>Idempotency-Key</c>.</summary>
/// <param name="Reserve">Takes the number of what it makes.</param>
internal sealed record TakesIdempotencyKey(ReserveId Reserve);

internal static class IdempotencyConventions
{
    /// <summary>Accepts <c>Idempotency-Key</c>; ids come from the counter of the caller's organization.</summary>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder route, string counter) =>
        route.Idempotent((store, organization, cancellation) => store.NextId(organization, counter, cancellation));

    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder route, ReserveId reserve) =>
        route.AddEndpointFilter(new IdempotencyFilter(reserve)).WithMetadata(new TakesIdempotencyKey(reserve));
}
