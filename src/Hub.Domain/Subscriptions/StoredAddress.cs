using System.Diagnostics.CodeAnalysis;

namespace Hub.Domain.Subscriptions;

/// <summary>
/// An address as it is stored: encrypted, behind a mark that it is found by, and all of that in the form of an address that leads
/// nowhere. So an earlier hub of the same fleet, which knows addresses in clear only, can neither send to it nor lose it.
/// </summary>
public static class StoredAddress
{
    // No name below it ever resolves (RFC 6761, 6.4).
    private const string Nowhere = "https://protected.invalid/";

    /// <param name="mark">The same for the same address, and says nothing of it.</param>
    public static string Of(string mark, string ciphertext) => $"{Nowhere}{mark}/{ciphertext}";

    /// <summary>False for an address that an earlier hub stored as it is.</summary>
    public static bool TryRead(
        string stored,
        [NotNullWhen(true)] out string? mark,
        [NotNullWhen(true)] out string? ciphertext
    )
    {
        var parts = stored.StartsWith(Nowhere, StringComparison.Ordinal) ? stored[Nowhere.Length..].Split('/') : [];
        (mark, ciphertext) = parts is [var first, var second] ? (first, second) : (null, null);
        return mark is not null && ciphertext is not null;
    }

    /// <summary>What two stored addresses have in common that are the same; the address itself of one that is in clear.</summary>
    public static string MarkOf(string stored) => TryRead(stored, out var mark, out _) ? mark : stored;
}
