using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Access;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.People;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Tokens;

/// <summary>API tokens: whoever manages them can do everything, so it takes a token with all scopes.</summary>
internal static partial class TokensApi
{
    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var tokens = routes
            .MapGroup("/tokens")
            .OfResource("token")
            .WithTags("Tokens")
            .RequireAllScopes()
            .LimitAs(Limit.Write);
        tokens.MapPost("/", CreateToken).Idempotent(TokenDocuments.NextId);
        tokens.MapGet("/", ListTokens).RequireScope(Scope.AdminRead).LimitAs(Limit.Read);
        tokens.MapGet("/{id}", GetToken).RequireScope(Scope.AdminRead).LimitAs(Limit.Read);
        tokens.MapDelete("/{id}", RevokeToken);
    }

    /// <summary>
    /// List API tokens. Shows the organization's tokens by their ids, without their secrets. Takes a token with all
    /// scopes, or with admin:read.
    /// </summary>
    /// <param name="page">The number of the page; the first is 1.</param>
    /// <param name="perPage">How many tokens a page holds.</param>
    /// <returns>One page of tokens.</returns>
    internal static async Task<Results<Ok<Many<TokenResponse>>, Refused>> ListTokens(
        Caller caller,
        IStore store,
        CancellationToken cancellation,
        [Range(1, Paging.LastPage), DefaultValue(1)] int? page = null,
        [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
            int? perPage = null
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

    /// <summary>Get an API token. Shows one token, without its secret.</summary>
    /// <param name="id">The token's number, which the token starts with.</param>
    /// <returns>The token.</returns>
    internal static async Task<Results<Ok<One<TokenResponse>>, Refused>> GetToken(
        long id,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    ) =>
        await TokenDocuments.Get(store, id, cancellation) is { Value: var token }
        && token.Organization == caller.Organization.Id
            ? TypedResults.Ok(new One<TokenResponse>(TokenResponse.Of(token)))
            : new Refused(Refusal.NotFound("token", id));

    /// <summary>Revoke an API token. It stops working at once, in requests that are being made too.</summary>
    /// <param name="id">The token's number, which the token starts with.</param>
    /// <returns>It is revoked.</returns>
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
