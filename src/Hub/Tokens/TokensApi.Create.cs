using Hub.Access;
using Hub.Delivery.Ports;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
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
        if (request.Check(now) is { Any: true } errors)
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

    /// <summary>Nobody has seen the secret of a run that was cut short: the repeat gives that token a new one.</summary>
    private static async Task<Expected> ExpectOwn(ApiToken token, IStore store, CancellationToken cancellation) =>
        await TokenDocuments.Get(store, token.Id, cancellation) is { } made
        && made.Value.Organization == token.Organization
        && made.Value.Name == token.Name
            ? Expected.At(made.Version)
            : Expected.Absent;
}
