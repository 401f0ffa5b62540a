using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Hub.Contracts.Receiving;

/// <summary>The receivers in C# of docs/contracts.md as they stand there; a test compares them.</summary>
internal static class ContractReceivers
{
    internal static class TheBodyInHex
    {
        // csharpier-ignore-start
        public static bool Verify(string secret, IHeaderDictionary headers, byte[] body)
        {
            var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body);
            var expected = Encoding.UTF8.GetBytes("sha256=" + Convert.ToHexStringLower(mac));
            var given = Encoding.UTF8.GetBytes(headers["X-Maktab-Signature"].ToString());
            return CryptographicOperations.FixedTimeEquals(given, expected);
        }
        // csharpier-ignore-end
    }

    internal static class StandardWebhooks
    {
        // csharpier-ignore-start
        public static bool Verify(string secret, IHeaderDictionary headers, byte[] body)
        {
            var time = headers["webhook-timestamp"].ToString();
            if (!long.TryParse(time, out var sent) || Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - sent) > 300)
                return false;
            byte[] content = [.. Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{time}."), .. body];
            var mac = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), content);
            var expected = Encoding.UTF8.GetBytes("v1," + Convert.ToBase64String(mac));
            var given = headers["webhook-signature"].ToString().Split(' ');
            return given.Any(one => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), expected));
        }
        // csharpier-ignore-end
    }

    internal static class Ticketing
    {
        // csharpier-ignore-start
        public static bool Verify(string secret, IHeaderDictionary headers, byte[] body)
        {
            byte[] content =
            [
                .. Encoding.UTF8.GetBytes($"{headers["webhook-id"]}.{headers["webhook-timestamp"]}."),
                .. body,
            ];
            var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), content);
            var expected = Encoding.UTF8.GetBytes("v1," + Convert.ToBase64String(mac));
            var given = headers["X-Ticketing-Signature-256"].ToString().Split(' ');
            return given.Any(one => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), expected));
        }
        // csharpier-ignore-end
    }

    internal static class Inbenta
    {
        // csharpier-ignore-start
        public static string? Answer(string secret, IHeaderDictionary headers)
        {
            var given = Encoding.UTF8.GetBytes(headers["X-Hook-Signature"].ToString());
            return CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(secret))
                ? headers["X-Inbenta-Challenge"].ToString()
                : null;
        }
        // csharpier-ignore-end
    }
}
