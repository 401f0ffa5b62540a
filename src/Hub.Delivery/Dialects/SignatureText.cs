using System.Security.Cryptography;
using System.Text;

namespace Hub.Delivery.Dialects;

/// <summary>Comparing signatures in constant time: how much of a guess was right must not show in how long it took.</summary>
internal static class SignatureText
{
    public static bool AnyIs(IEnumerable<string> signatures, string expected)
    {
        var wanted = Encoding.UTF8.GetBytes(expected);
        var matches = false;
        foreach (var signature in signatures)
            matches |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature.Trim()), wanted);
        return matches;
    }
}
