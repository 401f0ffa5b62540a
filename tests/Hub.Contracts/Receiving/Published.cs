using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Hub.Contracts.Receiving;

/// <summary>The receiver in C# as docs/receiving.md shows it; a test compares the two.</summary>
internal static class Published
{
    // csharpier-ignore-start
    public static bool Verify(string secret, IHeaderDictionary headers, byte[] body)
    {
        var standard = headers.ContainsKey("webhook-signature");
        var time = headers[standard ? "webhook-timestamp" : "Hub-Timestamp"].ToString();
        if (!long.TryParse(time, out var sent) || Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - sent) > 300)
            return false;
        var key = standard ? Convert.FromBase64String(secret["whsec_".Length..]) : Encoding.UTF8.GetBytes(secret);
        byte[] content = [.. Encoding.UTF8.GetBytes(standard ? $"{headers["webhook-id"]}.{time}." : $"{time}."), .. body];
        var mac = HMACSHA256.HashData(key, content);
        var expected = standard ? "v1," + Convert.ToBase64String(mac) : "sha256=" + Convert.ToHexStringLower(mac);
        var given = headers[standard ? "webhook-signature" : "Hub-Signature"].ToString();
        return given.Split(' ').Any(one => Same(one, expected));
    }

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
    // csharpier-ignore-end
}
