using Hub.Access;
using Hub.Delivery.Ports;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.People;
using Hub.RateLimits;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Tokens;

/// <summary>API tokens: whoever manages them can do everything, so it takes a token with all scopes.</summary>
internal static class TokensApi
{
    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup("/tokens").WithTags("Tokens").RequireAllScopes().LimitAs(Limit.Write);
        tokens.MapPost("/", CreateToken).Idempotent(ApiToken.Counter, ofHub: true);
        tokens.MapGet("/", ListTokens).RequireScope(Scope.AdminRead).LimitAs(Limit.Read);
        tokens.MapDelete("/{id:long}", RevokeToken);
    }

    /// <summary>Creates an API token. Its secret is in this answer and nowhere else.</summary>
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

        var reservation = await Reservation.Of(http, store, OrganizationId.Hub, ApiToken.Counter);
        var secret = ApiToken.NewSecret();
        var token = new ApiToken
        {
            Id = reservation.Id,
            Organization = caller.Organization.Id,
            Name = request.Name!.Trim(),
            SecretHash = ApiToken.Hash(secret),
            Abilities = [.. (request.Abilities ?? []).Distinct()],
            Agent = owner,
            CreatedAt = now,
            ExpiresAt = request.ExpiresAt,
        };
        // Nobody has seen the secret of a run that was cut short: the repeat gives the token a new one.
        var expected = reservation.IsRepeat ? Expected.Anything : Expected.Absent;
        var result = await store.Commit(TokenDocuments.Write(token, expected), cancellation);
        while (result is CommitResult.Exists)
        {
            // A number that Hub:Bootstrap:Token took.
            token = token with
            {
                Id = await store.NextId(OrganizationId.Hub, ApiToken.Counter, cancellation),
            };
            result = await store.Commit(TokenDocuments.Write(token, Expected.Absent), cancellation);
        }
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
            return caller.Token.Agent;
        var agent = await store.ByNumber(PeopleDocuments.Agent, caller.Organization.Id, number, cancellation);
        if (agent is { Value: { IsActive: true } active })
            return new TokenOwner(active.Id, active.Uuid, active.AccessGeneration);
        errors.Add("agent_id", $"There is no active agent {number}; GET /api/v1/users lists them.");
        return null;
    }

    /// <summary>Lists the organization's API tokens, without their secrets.</summary>
    internal static async Task<Results<Ok<Many<TokenResponse>>, Refused>> ListTokens(
        Caller caller,
        IStore store,
        CancellationToken cancellation,
        int? page = null,
        [FromQuery(Name = "per_page")] int? perPage = null
    )
    {
        var errors = new FieldErrors();
        var paging = Paging.Read(page, perPage, errors);
        if (errors.Any)
            return new Refused(errors);

        var own = Filter.Equal("organization", FieldValue.Text(caller.Organization.Id.ToString()));
        var query = paging.Over(own, new Sort("id"));
        var found = await store.Query(ApiToken.Document, OrganizationId.Hub, query, cancellation);
        return TypedResults.Ok(paging.Answer(found, TokenResponse.Of));
    }

    /// <summary>Revokes an API token; it stops working at once.</summary>
    internal static async Task<Results<NoContent, Refused>> RevokeToken(
        long id,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var token = await TokenDocuments.Get(store, id, cancellation);
        if (token?.Value.Organization != caller.Organization.Id)
            return new Refused(Refusal.NotFound("token", id));
        await store.Commit(TokenDocuments.Remove(id), cancellation);
        return TypedResults.NoContent();
    }
}
