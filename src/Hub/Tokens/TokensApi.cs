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
internal static partial class TokensApi
{
    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup("/tokens").WithTags("Tokens").RequireAllScopes().LimitAs(Limit.Write);
        tokens.MapPost("/", CreateToken).Idempotent(TokenDocuments.NextId);
        tokens.MapGet("/", ListTokens).RequireScope(Scope.AdminRead).LimitAs(Limit.Read);
        tokens.MapDelete("/{id:long}", RevokeToken);
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
