using System.Security.Cryptography;
using System.Text;

namespace Hub.Tests.Webhooks;

/// <summary>What a receiver expects in a signature header.</summary>
internal static class Signature
{
    public static string Of(Hook hook, string secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), hook.Body));
}
