using Hub.Access;
using Hub.Domain.People;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.People;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Hub.Tokens;

internal static partial class TokensApi
{
    /// <summary>Create an API token. Its secret is in this answer and nowhere else.</summary>
    /// <returns>The new token with its secret.</returns>
    internal static async Task<Results<Created<CreatedTokenResponse>, Refused>> CreateToken(
        Body<CreateToken> body,
        Caller caller,
        IStore store,
        References references,
        RecordLimits limits,
        TimeProvider clock,
        IOptions<RateLimitOptions> rates,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        await references.Check(body, caller.Organization.Id, cancellation);
        var (request, now) = (body.Value, clock.Now());
        MakerBounds.CheckAgent(caller, request.AgentId, body.Errors);
        var end = MakerBounds.EndOf(caller, request.ExpiresAt, body.Errors);
        var requests = MakerBounds.RequestsOf(caller, request.RequestsPerMinute, rates.Value.MostPerToken, body.Errors);
        if (body.Errors.Any)
            return new Refused(body.Errors);

        var owner = await Owner(request, caller, store, cancellation);
        var organization = caller.Organization.Id;
        var reservation = await Reservation.Of(http, store, organization, TokenRepositories.Api.ReserveId);
        if (!reservation.IsRepeat)
            if (await limits.Check(RecordLimit.Tokens, TokenRepositories.Api, organization, cancellation) is { } full)
                return new Refused(full);
        var secret = ApiToken.NewSecret();
        var token = new ApiToken
        {
            Id = reservation.Id,
            Organization = organization,
            Name = request.Name!,
            SecretHash = ApiToken.Hash(secret),
            Abilities = [.. (request.Abilities ?? []).Distinct()],
            Agent = owner,
            RequestsPerMinute = requests,
            CreatedAt = now,
            ExpiresAt = end,
        };
        var expected = reservation.IsRepeat ? await ExpectOwn(token, store, cancellation) : Expected.Absent;
        var result = await store.Commit(TokenDocuments.Write(token, expected), cancellation);
        return result is CommitResult.Done
            ? TypedResults.Created(
                address.Of(http, $"/api/v1/tokens/{token.Id}"),
                new CreatedTokenResponse($"{token.Id}|{secret}", TokenResponse.Of(token))
            )
            : new Refused(result.ToRefusal());
    }

    private static async Task<TokenOwner?> Owner(
        CreateToken request,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        if (request.AgentId is not { } number)
            return caller.Agent;
        var agent = await store.ByNumber(PeopleDocuments.Agent, caller.Organization.Id, number, cancellation);
        // Somebody who left since their id was looked up ends what is theirs, this token too.
        return agent is { Value: var active }
            ? new TokenOwner(active.Id, active.Uuid, active.AccessGeneration)
            : caller.Agent;
    }

    /// <summary>Nobody has seen the secret of a run that was cut short: the repeat gives that token a new one.</summary>
    private static async Task<Expected> ExpectOwn(ApiToken token, IStore store, CancellationToken cancellation) =>
        await TokenDocuments.Get(store, token.Id, cancellation) is { } made
        && made.Value.Organization == token.Organization
        && made.Value.Name == token.Name
            ? Expected.At(made.Version)
            : Expected.Absent;
}
