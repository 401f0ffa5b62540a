using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Storage.ServiceBus.Access;

/// <summary>A key of the namespace's access policies.</summary>
internal sealed record SharedAccessKey(string Name, string Value)
{
    /// <summary>
    /// <c>SharedAccessSignature sr={uri}&amp;sig={hmac}&amp;se={unix}&amp;skn={name}</c>: opens everything below the uri.
    /// </summary>
    public string Sign(string resource, DateTimeOffset expiry)
    {
        var encoded = Uri.EscapeDataString(resource);
        var expires = expiry.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        // The key is used as it stands: its UTF-8 bytes, not decoded from base64.
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Value), Encoding.UTF8.GetBytes($"{encoded}\n{expires}"));
        var signature = Uri.EscapeDataString(Convert.ToBase64String(hash));
        return $"SharedAccessSignature sr={encoded}&sig={signature}&se={expires}&skn={Uri.EscapeDataString(Name)}";
    }

    /// <summary>Not for a log.</summary>
    public override string ToString() => Name;
}
