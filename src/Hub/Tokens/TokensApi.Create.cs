using Hub.Access;
using Hub.Domain.People;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.People;
using Hub.Ports.Store;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tokens;

internal static partial class TokensApi
{
    /// <summary>Create an API token. Its secret is in this answer and nowhere else.</summary>
    /// <returns>The new token with its secret.</returns>
    internal static async Task<Results<Created<CreatedTokenResponse>, Refused>> CreateToken(
        CreateToken request,
        Caller caller,
        IStore store,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var now = clock.Now();
        var errors = request.Check(now);
        var owner = await Owner(request, caller, store, errors, cancellation);
        if (errors.Any)
            return new Refused(errors);

        var organization = caller.Organization.Id;
        var reservation = await Reservation.Of(http, store, organization, TokenDocuments.NextId);
        var secret = ApiToken.NewSecret();
        var token = new ApiToken
        {
            Id = reservation.Id,
            Organization = organization,
            Name = request.Name!.Trim(),
            SecretHash = ApiToken.Hash(secret),
            Abilities = [.. (request.Abilities ?? []).Distinct()],
            Agent = owner,
            CreatedAt = now,
            ExpiresAt = request.ExpiresAt,
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
        FieldErrors errors,
        CancellationToken cancellation
    )
    {
        if (request.AgentId is not { } number)
            return caller.Agent;
        var agent = await store.ByNumber(PeopleDocuments.Agent, caller.Organization.Id, number, cancellation);
        if (agent is { Value: { IsActive: true } active })
            return new TokenOwner(active.Id, active.Uuid, active.AccessGeneration);
        errors.Add("agent_id", $"There is no active agent {number}; GET /api/v1/users lists them.");
        return null;
    }

    /// <summary>Nobody has seen the secret of a run that was cut short: the repeat gives that token a new one.</summary>
    private static async Task<Expected> ExpectOwn(ApiToken token, IStore store, CancellationToken cancellation) =>
        await TokenDocuments.Get(store, token.Id, cancellation) is { } made
        && made.Value.Organization == token.Organization
        && made.Value.Name == token.Name
            ? Expected.At(made.Version)
            : Expected.Absent;
}
