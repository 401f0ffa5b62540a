using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Delivery.Subscriptions;

/// <summary>Encrypts signing secrets at rest and makes new ones.</summary>
public sealed class SecretKeeper(IDataProtectionProvider provider)
{
    private readonly IDataProtector protector = provider.CreateProtector("Hub.Subscriptions.Secret");

    public string Protect(string secret) => protector.Protect(secret);

    public string Reveal(string protectedSecret) => protector.Unprotect(protectedSecret);

    /// <summary>192 random bits, base64, prefixed in the manner of Standard Webhooks so that it is recognised as a secret.</summary>
    public static string NewSecret() => "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
}
