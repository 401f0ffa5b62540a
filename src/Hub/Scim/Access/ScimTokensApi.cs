using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain.Records;
using Hub.Domain.Tokens;
using Hub.Edge;
using Hub.Errors;
using Hub.Idempotency;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Tokens;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Hub.Scim.Access;

/// <summary>A token for an identity provider.</summary>
/// <example>{"name": "Okta", "requests_per_minute": 600}</example>
[RefusesUnknown]
internal sealed record CreateScimToken
{
    public const int LongestName = 255;

    /// <summary>Which identity provider it is for.</summary>
    [Required, MaxLength(LongestName)]
    public string? Name { get; init; }

    /// <summary>How many requests a minute it may make; the hub's general limit when absent.</summary>
    [Range(1, CreateToken.MostRequests)]
    public int? RequestsPerMinute { get; init; }
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

    /// <summary>The agent whose token made it: it stops working when they leave. Absent when it is the organization's alone.</summary>
    public long? AgentId { get; init; }

    /// <summary>When it stops working, as the token that made it; absent when never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

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
            AgentId = token.Agent?.Id,
            ExpiresAt = token.ExpiresAt,
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
    public static readonly Resource<ScimToken, CreateScimToken, CreateScimToken, ScimTokenResponse> Resource = new(
        new Kind<ScimToken>(ScimToken.Document),
        TokenRepositories.Scim
    )
    {
        Plural = "scim-tokens",
        Called = "provider token",
        Tag = "Tokens",
        Scopes = (Scope.AdminRead, null),
        Json = ScimTokensJson.Default,
        Show = ScimTokenResponse.Of,
        DeleteAs = new Operation(
            "RevokeScimToken",
            "Revoke a provider token. Stops an identity provider's token from working at once.",
            "It is revoked."
        ),
    };

    public static void MapScimTokens(this IEndpointRouteBuilder api) =>
        api.MapResource(Resource)
            .MapPost("/", CreateScimToken)
            .ShowsSecrets()
            .Idempotent(TokenRepositories.Scim.ReserveId)
            .WithMetadata(LimitedRecords.Of(RecordLimit.ScimTokens, TokenRepositories.Scim));

    /// <summary>Create a provider token. Lets an identity provider use SCIM; its secret is in this answer and nowhere else.</summary>
    /// <returns>The new token with its secret.</returns>
    internal static async Task<Results<Created<CreatedScimTokenResponse>, Refused>> CreateScimToken(
        Body<CreateScimToken> body,
        Caller caller,
        IStore store,
        RecordLimits limits,
        TimeProvider clock,
        IOptions<RateLimitOptions> rates,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var request = body.Value;
        var requests = MakerBounds.RequestsOf(caller, request.RequestsPerMinute, rates.Value.MostPerToken, body.Errors);
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var organization = caller.Organization.Id;
        var reservation = await Reservation.Of(http, store, organization, TokenRepositories.Scim.ReserveId);
        if (!reservation.IsRepeat)
            if (
                await limits.Check(RecordLimit.ScimTokens, TokenRepositories.Scim, organization, cancellation) is
                { } full
            )
                return new Refused(full);
        // Nobody has seen the secret of a run that was cut short: the repeat gives that token a new one.
        if (
            reservation.IsRepeat
            && await TokenRepositories.Scim.Find(store, organization, reservation.Id, cancellation) is { } made
        )
            await store.Commit(ScimTokens.Remove(made), cancellation);
        var secret = ScimToken.NewSecret();
        var token = new ScimToken
        {
            Id = reservation.Id,
            Organization = caller.Organization.Id,
            Name = request.Name!,
            Hash = ScimToken.HashOf(secret),
            RequestsPerMinute = requests,
            Agent = caller.Agent,
            ExpiresAt = caller.ExpiresAt,
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
}

[JsonSerializable(typeof(CreateScimToken))]
[JsonSerializable(typeof(CreatedScimTokenResponse))]
[JsonSerializable(typeof(One<ScimTokenResponse>))]
[JsonSerializable(typeof(Many<ScimTokenResponse>))]
internal sealed partial class ScimTokensJson : JsonSerializerContext;
