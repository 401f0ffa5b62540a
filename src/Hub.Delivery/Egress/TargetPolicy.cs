using System.Buffers;

namespace Hub.Delivery.Egress;

/// <summary>Why a URL may not become a subscription's target.</summary>
/// <param name="Code">Stable, for clients.</param>
/// <param name="Sentence">For people.</param>
public sealed record TargetRefusal(string Code, string Sentence);

/// <summary>
/// What a target's URL may look like. Checked when a subscription is saved, so that its owner learns of it there; what a
/// name resolves to is checked at every connect, since it may change in between.
/// </summary>
public static class TargetPolicy
{
    /// <summary>Callback URLs of flow engines reach 4 KB; twice that leaves room and still bounds a row.</summary>
    public const int MaxLength = 8192;

    // Parsers disagree about these: what one takes for a path, another takes for a host.
    private static readonly SearchValues<char> Ambiguous = SearchValues.Create("\\\"<>^`{|} \u007f");

    /// <returns>Null when the URL will do.</returns>
    public static TargetRefusal? Check(string? url, EgressOptions options)
    {
        if (string.IsNullOrEmpty(url))
        {
            return new("url_missing", "The URL is missing.");
        }
        if (url.Length > MaxLength)
        {
            return new("url_too_long", $"The URL is longer than {MaxLength} characters.");
        }
        if (HoldsUnsendable(url))
        {
            return new("url_invalid", "The URL holds a character that must be percent-encoded.");
        }
        var secure = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        if (!secure && !(options.AllowInsecureTargets && url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
        {
            return new("url_not_https", "The URL must start with https://.");
        }
        if (url.Contains('#'))
        {
            return new("url_has_fragment", "The URL must not have a fragment (#): it would never be sent.");
        }
        return CheckAuthority(url, url.AsSpan(url.IndexOf("://", StringComparison.Ordinal) + 3), options);
    }

    /// <summary>The part of <see cref="Check"/> that every send repeats: cheap, and the host is checked at connect.</summary>
    internal static EgressCategory? Refusal(Uri? target, EgressOptions options)
    {
        // The request line is written as the URL stands: a line end in it would begin a header.
        if (target is not { IsAbsoluteUri: true } || HoldsUnsendable(target.OriginalString))
        {
            return EgressCategory.InvalidTarget;
        }
        if (target.Scheme != Uri.UriSchemeHttps)
        {
            return options.AllowInsecureTargets && target.Scheme == Uri.UriSchemeHttp
                ? RefusalOfAuthority(target, options)
                : EgressCategory.InsecureTarget;
        }
        return RefusalOfAuthority(target, options);
    }

    private static bool HoldsUnsendable(ReadOnlySpan<char> url) =>
        url.ContainsAny(Ambiguous) || url.ContainsAnyInRange('\0', '\u001f');

    private static EgressCategory? RefusalOfAuthority(Uri target, EgressOptions options) =>
        target.UserInfo.Length > 0 ? EgressCategory.InvalidTarget
        : MayReachPort(target, options) ? null
        : EgressCategory.BlockedPort;

    private static bool MayReachPort(Uri target, EgressOptions options) =>
        options.AllowedPorts.Count == 0 || options.AllowedPorts.Contains(target.Port);

    private static TargetRefusal? CheckAuthority(string url, ReadOnlySpan<char> rest, EgressOptions options)
    {
        var end = rest.IndexOfAny('/', '?');
        var authority = end < 0 ? rest : rest[..end];
        if (authority.Contains('@'))
        {
            return new("url_has_userinfo", "The URL must not carry a user name or password.");
        }
        if (authority.IsEmpty || authority[0] == ':')
        {
            return new("url_host_missing", "The URL has no host.");
        }
        if (!Uri.TryCreate(url, UriKind.Absolute, out var target) || target.Host.Length == 0)
        {
            return new("url_invalid", "The URL cannot be read.");
        }
        if (!MayReachPort(target, options))
        {
            return new(
                "url_port_blocked",
                $"The URL's port must be one of {string.Join(", ", options.AllowedPorts)}, not {target.Port}."
            );
        }
        return CheckHost(HostName.Bare(target.IdnHost), authority.Contains('%'), options);
    }

    private static TargetRefusal? CheckHost(string host, bool encoded, EgressOptions options)
    {
        if (encoded)
        {
            return new("url_host_blocked", "The URL's host must not have a zone or percent-encoded characters.");
        }
        if (HostName.IsLiteral(host, out var address))
        {
            return AddressPolicy.Allows(address, options.AllowInsecureTargets)
                ? null
                : new("url_host_blocked", "The URL's host is an address that is not public.");
        }
        if (HostName.EndsInNumber(host))
        {
            return new("url_invalid", "The URL's host is neither a name nor an address.");
        }
        return HostName.IsLocal(host) && !options.AllowInsecureTargets
            ? new("url_host_blocked", "The URL's host is a name of this machine or its local network.")
            : null;
    }
}
