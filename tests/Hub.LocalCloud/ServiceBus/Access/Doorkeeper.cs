using System.Security.Cryptography;
using System.Text;

namespace Hub.LocalCloud.ServiceBus.Access;

/// <summary>Who is let in: the holder of the key, or of the configured bearer token.</summary>
internal sealed class Doorkeeper(ServiceBusOptions options)
{
    private const string Bearer = "Bearer ";

    private readonly byte[] key = Encoding.UTF8.GetBytes(options.Key);

    /// <summary>Of an Authorization header; null lets it in.</summary>
    public string? Refusal(string header, Uri audience) =>
        header.Length == 0 ? "MissingToken: The authorization header was not found."
        : header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? RefusalOfBearer(header[Bearer.Length..])
        : RefusalOfSignature(header, audience);

    public string? RefusalOfBearer(string token) =>
        options.BearerToken is { } expected
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(expected))
            ? null
            : "InvalidToken: The bearer token is not valid.";

    public string? RefusalOfSignature(string credentials, Uri audience)
    {
        if (SharedAccessSignature.Parse(credentials) is not { } token)
        {
            return "MalformedToken: The credentials are malformed.";
        }

        return token.KeyName != options.KeyName || !token.IsSignedWith(key)
                ? "InvalidSignature: The token has an invalid signature."
            // Clients sign by the real clock, whatever the host's own says.
            : token.IsExpired(TimeProvider.System.GetUtcNow()) ? "ExpiredToken: The token is expired."
            : token.Covers(audience) ? null
            : "InvalidAudience: The token is for another audience.";
    }
}
