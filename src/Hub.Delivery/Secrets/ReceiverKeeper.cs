using System.Buffers.Text;
using System.Collections.ObjectModel;
using System.Security.Cryptography;
using Hub.Domain.Organizations;
using Hub.Domain.Subscriptions;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Delivery.Secrets;

/// <summary>
/// Encrypts at rest where a subscription's deliveries go and the headers that they carry: an address is often a credential, from
/// its path to its query, and so is a header's value.
/// </summary>
public sealed class ReceiverKeeper(IDataProtectionProvider provider, HashKey hashes)
{
    private const string Mark = "protected:";

    private readonly IDataProtector urls = provider.CreateProtector("Hub.Subscriptions.Url");
    private readonly IDataProtector headers = provider.CreateProtector("Hub.Subscriptions.Header");

    public string Protect(OrganizationId organization, string url) =>
        StoredAddress.Of(Base64Url.EncodeToString(hashes.Hash("url", $"{organization}", url)), urls.Protect(url));

    public IReadOnlyDictionary<string, string> Protect(IReadOnlyDictionary<string, string> values) =>
        values.ToDictionary(static header => header.Key, header => Mark + headers.Protect(header.Value));

    /// <summary>The subscription with nothing in clear that an earlier hub stored so; the same instance when nothing was.</summary>
    public Subscription Protect(Subscription subscription)
    {
        if (!StoredAddress.TryRead(subscription.ProtectedUrl, out _, out _))
            subscription = subscription with
            {
                ProtectedUrl = Protect(subscription.Organization, subscription.ProtectedUrl),
            };
        return subscription.ProtectedHeaders.Values.All(IsProtected) || HeadersOf(subscription) is not { } values
            ? subscription
            : subscription with
            {
                ProtectedHeaders = Protect(values),
            };
    }

    /// <returns>Nothing when the key ring has lost the key that it was encrypted with.</returns>
    public string? UrlOf(Subscription subscription) =>
        StoredAddress.TryRead(subscription.ProtectedUrl, out _, out var ciphertext)
            ? Open(urls, ciphertext)
            : subscription.ProtectedUrl;

    /// <returns>Nothing when the key ring has lost the key of one of them: without it a request is not what was asked for.</returns>
    public IReadOnlyDictionary<string, string>? HeadersOf(Subscription subscription)
    {
        if (subscription.ProtectedHeaders.Count == 0)
            return ReadOnlyDictionary<string, string>.Empty;
        var values = new Dictionary<string, string>(subscription.ProtectedHeaders.Count);
        foreach (var (name, stored) in subscription.ProtectedHeaders)
        {
            if ((IsProtected(stored) ? Open(headers, stored[Mark.Length..]) : stored) is not { } value)
                return null;
            values[name] = value;
        }
        return values;
    }

    private static bool IsProtected(string stored) => stored.StartsWith(Mark, StringComparison.Ordinal);

    private static string? Open(IDataProtector protector, string ciphertext)
    {
        try
        {
            return protector.Unprotect(ciphertext);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
