using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Hub.Tests.Receiving;

/// <summary>The receiver in C# as docs/receiving.md shows it; a test compares the two.</summary>
internal static class Published
{
    // csharpier-ignore-start
    public static bool Verify(string secret, IHeaderDictionary headers, byte[] body)
    {
        if (headers.TryGetValue("webhook-signature", out var standard))
        {
            byte[] content = [.. Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}."), .. body];
            var mac = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), content);
            var age = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(headers["webhook-timestamp"]!);
            return Math.Abs(age) < 300 && standard.ToString().Split(' ').Any(one => Same(one, "v1," + Convert.ToBase64String(mac)));
        }
        var expected = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
        string[] names = ["X-Tiketti-Signature", "X-Tiketti-Signature-Previous", "X-Maktab-Signature", "X-Maktab-Signature-Previous"];
        return names.Any(name => Same(headers[name].ToString(), expected));
    }

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
    // csharpier-ignore-end
}
