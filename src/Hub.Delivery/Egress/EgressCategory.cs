namespace Hub.Delivery.Egress;

/// <summary>How one send ended.</summary>
public enum EgressCategory
{
    /// <summary>No send took place: what <c>default</c> means, never an answer.</summary>
    None,

    /// <summary>2xx.</summary>
    Acknowledged,

    /// <summary>2xx, and yet not what the contract takes for an acknowledgement.</summary>
    Unacknowledged,

    /// <summary>3xx. Redirects are not followed.</summary>
    Redirect,

    /// <summary>4xx other than 410 and 429.</summary>
    ClientError,

    /// <summary>410: the receiver wants no more.</summary>
    Gone,

    /// <summary>429.</summary>
    RateLimited,

    /// <summary>5xx.</summary>
    ServerError,

    /// <summary>The deadline passed before whole headers had come.</summary>
    Timeout,

    /// <summary>The host's name does not resolve.</summary>
    Dns,

    /// <summary>Nobody listens on the port.</summary>
    Refused,

    /// <summary>The handshake failed: an untrusted certificate, a wrong name, or TLS older than 1.2.</summary>
    Tls,

    /// <summary>The connection broke, or there is no route.</summary>
    Network,

    /// <summary>What came back is not an HTTP response, or its headers have no end.</summary>
    Malformed,

    /// <summary>The host is, or resolves to, an address that deliveries must not reach.</summary>
    BlockedAddress,

    /// <summary>The URL is not HTTPS.</summary>
    InsecureTarget,

    /// <summary>The URL is not absolute, or carries user information.</summary>
    InvalidTarget,

    /// <summary>No send took place: the hub cannot decrypt the secret to sign with, the address or the headers.</summary>
    SecretUnreadable,

    /// <summary>No send took place: nobody gave the hub a token for the service that the target is one of.</summary>
    NoToken,

    /// <summary>The URL's port is not among those that deliveries may reach.</summary>
    BlockedPort,
}

/// <summary>From status to category, and from category to whether another attempt makes sense.</summary>
public static class EgressCategories
{
    public static EgressCategory Of(int status) =>
        status switch
        {
            >= 200 and <= 299 => EgressCategory.Acknowledged,
            >= 300 and <= 399 => EgressCategory.Redirect,
            410 => EgressCategory.Gone,
            429 => EgressCategory.RateLimited,
            >= 400 and <= 499 => EgressCategory.ClientError,
            >= 500 and <= 599 => EgressCategory.ServerError,
            _ => EgressCategory.Malformed,
        };

    /// <remarks>
    /// The published contracts retry every failed delivery, a 401 or 404 during a receiver's deployment included. Only a
    /// 410, which asks us to stop, and a target that our own policy refuses are final.
    /// </remarks>
    public static bool IsRetryable(this EgressCategory category) =>
        category switch
        {
            EgressCategory.None => false,
            EgressCategory.Acknowledged => false,
            EgressCategory.Gone => false,
            EgressCategory.BlockedAddress => false,
            EgressCategory.BlockedPort => false,
            EgressCategory.InsecureTarget => false,
            EgressCategory.InvalidTarget => false,
            _ => true,
        };
}
