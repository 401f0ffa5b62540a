using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Delivery.Secrets;

/// <summary>Encrypts signing secrets at rest and makes new ones.</summary>
public sealed class SecretKeeper(IDataProtectionProvider provider)
{
    private readonly IDataProtector protector = provider.CreateProtector("Hub.Subscriptions.Secret");

    public string Protect(string secret) => protector.Protect(secret);

    /// <returns>Nothing when the key ring has lost the key that it was encrypted with.</returns>
    public string? Reveal(string protectedSecret)
    {
        try
        {
            return protector.Unprotect(protectedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>192 random bits, base64, prefixed in the manner of Standard Webhooks so that it is recognised as a secret.</summary>
    public static string NewSecret() => "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
}
