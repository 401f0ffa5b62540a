using Azure.Core;

namespace Hub.Delivery.Tests.Graph;

/// <summary>Gives out a token, or fails as Entra ID does.</summary>
internal sealed class FakeEntra(Exception? failure = null) : TokenCredential
{
    public const string Token = "token-of-the-hub";

    /// <summary>What tokens were asked for.</summary>
    public List<string> Scopes { get; } = [];

    public override AccessToken GetToken(TokenRequestContext context, CancellationToken cancellation)
    {
        Scopes.AddRange(context.Scopes);
        return failure is null ? new AccessToken(Token, DateTimeOffset.MaxValue) : throw failure;
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext context, CancellationToken cancellation) =>
        new(GetToken(context, cancellation));
}
