namespace Hub.LocalCloud.ServiceBus;

/// <summary>
/// Something that goes wrong with an operation, before it takes effect or after it has. A refusal has a status code
/// and a condition: a token, a management request and an administration request are answered with the first, an
/// attach, a message and a settlement with the second.
/// </summary>
public sealed record Fault
{
    private Fault() { }

    public static Fault Unauthorized { get; } = Status(401, "ExpiredToken: The token is expired.");

    /// <summary>The queue is full.</summary>
    public static Fault Forbidden { get; } = Status(403, "Quota exceeded: the maximum entity size has been reached.");

    public static Fault Throttled { get; } =
        Status(
            503,
            "The request was terminated because the entity is being throttled. Error code : 50009. "
                + "Please wait 2 seconds and try again."
        );

    public static Fault NotFound { get; } = Status(404, "The messaging entity could not be found.");

    public static Fault Disabled { get; } =
        Error("com.microsoft:entity-disabled", "Messaging entity is currently disabled.");

    public static Fault TimedOut { get; } = Status(408, "The operation did not complete within the allotted time.");

    public static Fault LockLost { get; } = Status(410, "The lock supplied is invalid; it has expired.");

    public static Fault TooManyRequests { get; } = Status(429, "Too many requests.");

    public static Fault InternalError { get; } = Status(500, "The service was unable to process the request.");

    public static Fault Unavailable { get; } = Status(503, "The server is busy. Please retry later.");

    /// <summary>The connection is reset without an answer.</summary>
    public static Fault Dropped { get; } = new() { Kind = FaultKind.Drop };

    /// <summary>No answer until the client gives up. A link that nothing comes over, a connection that says nothing.</summary>
    public static Fault Silence { get; } = new() { Kind = FaultKind.Silence };

    /// <summary>A sender is attached, but never gets credit.</summary>
    public static Fault NoCredit { get; } = new() { Kind = FaultKind.NoCredit };

    /// <summary>0 when there is no answer at all.</summary>
    public int StatusCode { get; private init; }

    /// <summary>The error's condition on an AMQP link, such as <c>com.microsoft:server-busy</c>.</summary>
    public string Condition { get; private init; } = "";

    public string Detail { get; private init; } = "";

    /// <summary>Said by the administration API alone.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public bool IsAfterEffect { get; private init; }

    /// <summary>Whether nothing more comes over the connection.</summary>
    public bool EndsConnection => Kind is FaultKind.Drop or FaultKind.CloseConnection;

    internal FaultKind Kind { get; private init; }

    public static Fault Status(int statusCode, string detail, TimeSpan? retryAfter = null) =>
        new()
        {
            StatusCode = statusCode,
            Condition = Conditions.Of(statusCode),
            Detail = detail,
            RetryAfter = retryAfter,
        };

    public static Fault Error(string condition, string detail) =>
        new()
        {
            StatusCode = Conditions.StatusOf(condition),
            Condition = condition,
            Detail = detail,
        };

    /// <summary>The link is detached with an error.</summary>
    public static Fault Detached(string condition) => Break(FaultKind.Detach, condition);

    /// <summary>A token that has run out: the link is detached.</summary>
    public static Fault TokenExpired { get; } = Detached(Conditions.Unauthorized);

    public static Fault SessionEnded(string condition) => Break(FaultKind.EndSession, condition);

    public static Fault ConnectionClosed(string condition) => Break(FaultKind.CloseConnection, condition);

    /// <summary>
    /// The same fault, once the operation has taken effect: the message is stored, locked, settled; only the answer
    /// is lost.
    /// </summary>
    public Fault AfterEffect() => this with { IsAfterEffect = true };

    private static Fault Break(FaultKind kind, string condition) =>
        new()
        {
            Kind = kind,
            Condition = condition,
            Detail = "A fault was asked for.",
        };
}

internal enum FaultKind
{
    Answer,
    Drop,
    Silence,
    NoCredit,
    Detach,
    EndSession,
    CloseConnection,
}
