using System.Security.Cryptography;
using System.Text;
using Hub.LocalCloud.ServiceBus.Wire;

namespace Hub.LocalCloud.ServiceBus;

/// <summary>Who is let in: the holder of the key, or of the configured Bearer token.</summary>
internal sealed class Access(ServiceBusOptions options) : IEndpointFilter
{
    private const string Bearer = "Bearer ";

    private readonly byte[] key = Encoding.UTF8.GetBytes(options.Key);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Refusal(context.HttpContext.Request) is { } refusal ? Reply.Error(401, refusal) : await next(context);

    private string? Refusal(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return "MissingToken: The authorization header was not found.";
        }

        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return IsExpected(header[Bearer.Length..]) ? null : "InvalidToken: The bearer token is not valid.";
        }

        if (
            !header.StartsWith(SharedAccessSignature.Scheme, StringComparison.OrdinalIgnoreCase)
            || SharedAccessSignature.Parse(header[SharedAccessSignature.Scheme.Length..]) is not { } token
        )
        {
            return "MalformedToken: The credentials contained in the authorization header are malformed.";
        }

        if (token.KeyName != options.KeyName || !token.IsSignedWith(key))
        {
            return "InvalidSignature: The token has an invalid signature.";
        }

        return token.IsExpired(options.Time.GetUtcNow()) ? "ExpiredToken: The token is expired."
            : token.Covers(request) ? null
            : "InvalidAudience: The authorization header contains a token with an invalid audience.";
    }

    public string? RefusalOfBearer(string token) =>
        IsExpected(token) ? null : "InvalidToken: The bearer token is not valid.";

    /// <summary>Clients sign by the real clock, whatever the host's own says.</summary>
    public string? RefusalOfSignature(string credentials, Uri audience)
    {
        if (
            !credentials.StartsWith(SharedAccessSignature.Scheme, StringComparison.OrdinalIgnoreCase)
            || SharedAccessSignature.Parse(credentials[SharedAccessSignature.Scheme.Length..]) is not { } token
        )
        {
            return "MalformedToken: The token is malformed.";
        }

        return token.KeyName != options.KeyName || !token.IsSignedWith(key)
                ? "InvalidSignature: The token has an invalid signature."
            : token.IsExpired(TimeProvider.System.GetUtcNow()) ? "ExpiredToken: The token is expired."
            : token.Covers(audience) ? null
            : "InvalidAudience: The token is for another audience.";
    }

    private bool IsExpected(string token) =>
        options.BearerToken is { } expected
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(expected));
}
