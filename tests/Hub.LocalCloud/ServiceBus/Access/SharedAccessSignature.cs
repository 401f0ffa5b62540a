using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hub.LocalCloud.ServiceBus.Access;

/// <summary>
/// <c>SharedAccessSignature sr={uri}&amp;sig={hmac}&amp;se={unix}&amp;skn={name}</c>. What is signed is the encoded uri,
/// exactly as the token carries it.
/// </summary>
internal sealed record SharedAccessSignature(string Resource, string Signature, string Expiry, string KeyName)
{
    private const string Scheme = "SharedAccessSignature ";

    public static SharedAccessSignature? Parse(string credentials)
    {
        if (!credentials.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in credentials[Scheme.Length..].Split('&'))
        {
            if (pair.Split('=', 2) is not [var name, var value] || !fields.TryAdd(name.Trim(), value.Trim()))
            {
                return null;
            }
        }

        return
            fields.TryGetValue("sr", out var resource)
            && fields.TryGetValue("sig", out var signature)
            && fields.TryGetValue("se", out var expiry)
            && fields.TryGetValue("skn", out var keyName)
            ? new(resource, Uri.UnescapeDataString(signature), expiry, Uri.UnescapeDataString(keyName))
            : null;
    }

    public bool IsSignedWith(byte[] key)
    {
        var expected = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Resource}\n{Expiry}"));
        var given = new byte[expected.Length];
        return Convert.TryFromBase64String(Signature, given, out var length)
            && length == expected.Length
            && CryptographicOperations.FixedTimeEquals(given, expected);
    }

    public bool IsExpired(DateTimeOffset now) =>
        !long.TryParse(Expiry, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        || seconds <= now.ToUnixTimeSeconds();

    /// <summary>A token for a uri opens everything below it, whatever the scheme and the port (sb, amqps, https).</summary>
    public bool Covers(Uri audience)
    {
        if (!Uri.TryCreate(Uri.UnescapeDataString(Resource), UriKind.Absolute, out var scope))
        {
            return false;
        }

        var path = PathString.FromUriComponent(scope.AbsolutePath.TrimEnd('/'));
        return scope.Host.Equals(audience.Host, StringComparison.OrdinalIgnoreCase)
            && PathString
                .FromUriComponent(audience.AbsolutePath)
                .StartsWithSegments(path, StringComparison.OrdinalIgnoreCase);
    }
}
