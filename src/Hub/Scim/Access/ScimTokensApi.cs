using System.ComponentModel.DataAnnotations;
using Hub.Access;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Scim.Access;

/// <summary>A token for an identity provider.</summary>
internal sealed record CreateScimToken
{
    public const int LongestName = 255;

    /// <summary>Which identity provider it is for: 1 to 255 characters.</summary>
    [Required, MaxLength(LongestName)]
    public string? Name { get; init; }

    /// <summary>How many requests a minute it may make: 1 to 1000000; the hub's general limit when absent.</summary>
    public int? RequestsPerMinute { get; init; }

    public FieldErrors Check()
    {
        var errors = new FieldErrors();
        errors.CheckText("name", Name, LongestName);
        if (RequestsPerMinute is < 1 or > 1_000_000)
            errors.Add("requests_per_minute", "Must be between 1 and 1000000.");
        return errors;
    }
}

/// <summary>An identity provider's token, without its secret.</summary>
internal sealed record ScimTokenResponse
{
    /// <summary>What it is revoked by.</summary>
    public required long Id { get; init; }

    /// <summary>Which identity provider has it.</summary>
    public required string Name { get; init; }

    /// <summary>How many requests a minute it may make; absent for the hub's general limit.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to about a minute; absent when never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public static ScimTokenResponse Of(ScimToken token) =>
        new()
        {
            Id = token.Id,
            Name = token.Name,
            RequestsPerMinute = token.RequestsPerMinute,
            CreatedAt = token.CreatedAt,
            LastUsedAt = token.LastUsedAt,
        };
}

/// <summary>A new token with its secret, which is shown this once.</summary>
/// <param name="Token">What the identity provider sends as <c>Authorization: Bearer</c>.</param>
/// <param name="BaseUrl">Where the identity provider sends its requests.</param>
/// <param name="Data">The token as it is listed later.</param>
internal sealed record CreatedScimTokenResponse(string Token, string BaseUrl, ScimTokenResponse Data);

/// <summary>Tokens of identity providers, one for each; whoever manages them can do everything.</summary>
internal static class ScimTokensApi
{
    public static void MapScimTokens(this IEndpointRouteBuilder routes)
    {
        var tokens = routes
            .MapGroup("/scim-tokens")
            .OfResource("scim_token")
            .WithTags("Tokens")
            .RequireAllScopes()
            .LimitAs(Limit.Write);
        tokens.MapPost("/", CreateScimToken);
        tokens.MapGet("/", ListScimTokens).RequireScope(Scope.AdminRead).LimitAs(Limit.Read);
        tokens.MapDelete("/{id}", RevokeScimToken);
    }

    /// <summary>Create a provider token. Lets an identity provider use SCIM; its secret is in this answer and nowhere else.</summary>
    /// <returns>The new token with its secret.</returns>
    internal static async Task<Results<Created<CreatedScimTokenResponse>, Refused>> CreateScimToken(
        CreateScimToken request,
        Caller caller,
        IStore store,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (request.Check() is { Any: true } errors)
            return new Refused(errors);
        var secret = ScimToken.NewSecret();
        var token = new ScimToken
        {
            Id = await store.NextId(OrganizationId.Hub, ScimToken.Counter, cancellation),
            Organization = caller.Organization.Id,
            Name = request.Name!.Trim(),
            Hash = ScimToken.HashOf(secret),
            RequestsPerMinute = request.RequestsPerMinute,
            CreatedAt = clock.Now(),
        };
        var result = await store.Commit(ScimTokens.Write(token, Expected.Absent), cancellation);
        return result is CommitResult.Done
            ? TypedResults.Created(
                address.Of(http, $"/api/v1/scim-tokens/{token.Id}"),
                new CreatedScimTokenResponse(secret, address.Root(http), ScimTokenResponse.Of(token))
            )
            : new Refused(result.ToRefusal());
    }

    /// <summary>List provider tokens. Shows the tokens of the organization's identity providers, without their secrets.</summary>
    /// <param name="page">The number of the page; the first is 1.</param>
    /// <param name="perPage">How many tokens a page holds.</param>
    /// <returns>One page of tokens.</returns>
    internal static async Task<Results<Ok<Many<ScimTokenResponse>>, Refused>> ListScimTokens(
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
        var found = await store.Query(ScimToken.Document, OrganizationId.Hub, query, cancellation);
        return TypedResults.Ok(paging.Answer(found, ScimTokenResponse.Of));
    }

    /// <summary>Revoke a provider token. Stops an identity provider's token from working at once.</summary>
    /// <param name="id">The token's id: a number.</param>
    /// <returns>The token is gone.</returns>
    internal static async Task<Results<NoContent, Refused>> RevokeScimToken(
        long id,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        if (await ScimTokens.ById(store, caller.Organization.Id, id, cancellation) is not { } stored)
            return new Refused(Refusal.NotFound("scim_token", id));
        await store.Commit(ScimTokens.Remove(stored), cancellation);
        return TypedResults.NoContent();
    }
}
