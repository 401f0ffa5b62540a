using Microsoft.Extensions.Options;

namespace Hub;

/// <summary>The section <c>Hub</c>.</summary>
internal sealed class HubOptions : IValidateOptions<HubOptions>
{
    public const string Section = "Hub";

    /// <summary>Where the embedded store and the keys live.</summary>
    public string DataPath { get; set; } = "data";

    /// <summary>How clients reach the hub, as in <c>https://hub.example.com</c>; each request's own address when absent.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Connections that are open at once; more are closed as they come.</summary>
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>What an operator's requests carry, to open and suspend organizations; absent: nobody is the operator.</summary>
    public string? OperatorToken { get; set; }

    /// <summary>
    /// The proxies in front of the hub, as addresses or networks (<c>10.0.0.0/8</c>): the client's address is then taken from
    /// their X-Forwarded-For. Empty: whoever connects is the client.
    /// </summary>
    public List<string> TrustedProxies { get; set; } = [];

    /// <summary>
    /// 32 bytes in base64, from a vault: what the data protection keys are encrypted with wherever they are kept. Absent:
    /// they are kept as they are, protected by the folder or the store.
    /// </summary>
    public string? KeyRingSecret { get; set; }

    public ValidateOptionsResult Validate(string? name, HubOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.DataPath))
            return ValidateOptionsResult.Fail("Hub:DataPath must name a folder.");
        if (options.PublicUrl is { Length: > 0 } url && !IsBase(url))
            return ValidateOptionsResult.Fail($"Hub:PublicUrl must be an absolute http or https URL, not '{url}'.");
        if (options.TrustedProxies.Find(one => Access.TrustedProxies.Read(one) is null) is { } proxy)
            return ValidateOptionsResult.Fail(
                $"Hub:TrustedProxies must be addresses or networks such as 10.0.0.0/8, not '{proxy}'."
            );
        if (options.MaxConnections is < 1 or > 1_000_000)
            return ValidateOptionsResult.Fail(
                $"Hub:MaxConnections must be between 1 and 1000000, not '{options.MaxConnections}'."
            );
        if (options.OperatorToken is { Length: > 0 } token && (token.Length > 512 || token.Any(char.IsWhiteSpace)))
            return ValidateOptionsResult.Fail("Hub:OperatorToken must have at most 512 characters and no spaces.");
        if (options.KeyRingSecret is { Length: > 0 } secret && ReadSecret(secret) is null)
            return ValidateOptionsResult.Fail("Hub:KeyRingSecret must be 32 bytes in base64: openssl rand -base64 32.");
        return ValidateOptionsResult.Success;
    }

    public static byte[]? ReadSecret(string text)
    {
        var bytes = new byte[Storage.KeyRing.KeyRingSecret.Length + 1];
        return
            Convert.TryFromBase64String(text, bytes, out var length) && length == Storage.KeyRing.KeyRingSecret.Length
            ? bytes[..length]
            : null;
    }

    private static bool IsBase(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp)
        && parsed.Query.Length == 0;
}
