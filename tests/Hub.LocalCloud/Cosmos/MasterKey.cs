using System.Security.Cryptography;
using System.Text;

namespace Hub.LocalCloud.Cosmos;

/// <summary>
/// The authorization header of the REST API: type=master, ver=1.0 and an HMAC over verb, resource type, resource link and
/// date. See "Access control on Azure Cosmos DB resources" in the REST reference.
/// </summary>
internal sealed class MasterKey(string key)
{
    private readonly byte[] secret = Convert.FromBase64String(key);

    public bool Signed(string verb, string path, string date, string? authorization)
    {
        const string Prefix = "type=master&ver=1.0&sig=";
        var given = Uri.UnescapeDataString(authorization ?? "");
        if (!given.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var (type, link) = Resource(path);

        // A link of names is signed as it is, one of resource ids by its last id in lower case.
        return Matches(given[Prefix.Length..], verb, type, link, date)
            || Matches(given[Prefix.Length..], verb, type, link.Split('/')[^1].ToLowerInvariant(), date);
    }

    private static (string Type, string Link) Resource(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length % 2 == 1
            ? (segments[^1], string.Join('/', segments[..^1]))
            : (segments.Length > 1 ? segments[^2] : "", string.Join('/', segments));
    }

    private bool Matches(string signature, string verb, string type, string link, string date)
    {
        var payload = $"{verb.ToLowerInvariant()}\n{type.ToLowerInvariant()}\n{link}\n{date.ToLowerInvariant()}\n\n";
        var expected = Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(payload)));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected),
            Encoding.UTF8.GetBytes(signature)
        );
    }
}
