using System.Text.Json.Serialization;
using Hub.Domain.Records;
using Hub.Domain.Tokens;
using Hub.Edge;
using Hub.Idempotency;
using Hub.OpenApi;
using Hub.Resources;
using Hub.Wire;

namespace Hub.Tokens;

/// <summary>API tokens: whoever manages them can do everything, so it takes a token with all scopes.</summary>
internal static partial class TokensApi
{
    public static readonly Resource<ApiToken, CreateToken, CreateToken, TokenResponse> Resource = new(
        new Kind<ApiToken>(ApiToken.Document),
        TokenRepositories.Api
    )
    {
        Plural = "tokens",
        Called = "API token",
        Tag = "Tokens",
        Scopes = (Scope.AdminRead, null),
        Json = TokensJson.Default,
        Show = TokenResponse.Of,
        DeleteAs = new Operation(
            "RevokeToken",
            "Revoke an API token. It stops working at once, in requests that are being made too.",
            "It is revoked."
        ),
    };

    public static void MapTokens(this IEndpointRouteBuilder api) =>
        api.MapResource(Resource)
            .MapPost("/", CreateToken)
            .ShowsSecrets()
            .Idempotent(TokenRepositories.Api.ReserveId)
            .WithMetadata(LimitedRecords.Of(RecordLimit.Tokens, TokenRepositories.Api));
}

[JsonSerializable(typeof(CreateToken))]
[JsonSerializable(typeof(CreatedTokenResponse))]
[JsonSerializable(typeof(One<TokenResponse>))]
[JsonSerializable(typeof(Many<TokenResponse>))]
internal sealed partial class TokensJson : JsonSerializerContext;
