using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Portal.Sessions;

/// <summary>
/// Texts that browsers carry for the hub and can neither read nor change. The keys are those of the hub's key ring, which a
/// restart keeps and the hubs of a fleet share.
/// </summary>
internal static class Seal
{
    public static string? TryOpen(this IDataProtector seal, string sealedText)
    {
        try
        {
            return seal.Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
