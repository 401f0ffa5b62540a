namespace Hub.LocalCloud.ServiceBus;

/// <summary>Something that goes wrong with a request, before the operation takes effect or after it has.</summary>
public sealed record Fault
{
    private Fault() { }

    public static Fault Unauthorized { get; } = Status(401, "ExpiredToken: The token is expired.");

    public static Fault Forbidden { get; } = Status(403, "Quota exceeded: the maximum entity size has been reached.");

    /// <summary>Throttling as Service Bus says it: 403 with the code 50009 in the text.</summary>
    public static Fault Throttled { get; } =
        Status(
            403,
            "The request was terminated because the entity is being throttled. Error code : 50009. "
                + "Please wait 2 seconds and try again."
        );

    public static Fault Gone { get; } = Status(410, "The messaging entity is gone.");

    public static Fault TooManyRequests { get; } = Status(429, "Too many requests.");

    public static Fault InternalError { get; } = Status(500, "The service was unable to process the request.");

    public static Fault Unavailable { get; } = Status(503, "The server is busy. Please retry later.");

    /// <summary>The connection is reset without an answer.</summary>
    public static Fault Dropped { get; } = new() { Kind = FaultKind.Drop };

    /// <summary>The connection breaks in the middle of the answer: headers, half of the body, nothing more.</summary>
    public static Fault CutShort { get; } = new() { Kind = FaultKind.CutShort };

    /// <summary>No answer until the client gives up.</summary>
    public static Fault Silence { get; } = new() { Kind = FaultKind.Silence };

    /// <summary>0 when there is no answer at all.</summary>
    public int StatusCode { get; private init; }

    public string Detail { get; private init; } = "";

    public TimeSpan? RetryAfter { get; private init; }

    public bool IsAfterEffect { get; private init; }

    internal FaultKind Kind { get; private init; }

    public static Fault Status(int statusCode, string detail, TimeSpan? retryAfter = null) =>
        new()
        {
            StatusCode = statusCode,
            Detail = detail,
            RetryAfter = retryAfter,
        };

    /// <summary>
    /// The same fault, once the operation has taken effect: the message is stored, locked, settled; only the answer
    /// is lost.
    /// </summary>
    public Fault AfterEffect() => this with { IsAfterEffect = true };
}

internal enum FaultKind
{
    Answer,
    Drop,
    CutShort,
    Silence,
}
