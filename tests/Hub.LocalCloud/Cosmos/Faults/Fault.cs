namespace Hub.LocalCloud.Cosmos.Faults;

/// <summary>Whether a fault strikes before the operation happened, or after it and before its answer.</summary>
public enum FaultMoment
{
    Before,
    After,
}

/// <summary>Something that goes wrong with a request.</summary>
/// <param name="Status">The status answered; null aborts the connection without an answer.</param>
/// <param name="Moment">Before the operation, or after it took effect.</param>
/// <param name="RetryAfter">What a throttled request is told to wait.</param>
public sealed record Fault(int? Status, FaultMoment Moment, TimeSpan? RetryAfter = null)
{
    /// <summary>429: the request rate is too large. The SDK waits and retries nine times by default.</summary>
    public static Fault Throttled(TimeSpan retryAfter) => new(429, FaultMoment.Before, retryAfter);

    /// <summary>449: a concurrent write won. The SDK retries.</summary>
    public static Fault RetryWith { get; } = new(449, FaultMoment.Before);

    /// <summary>503: the service is unavailable; the operation did or did not happen.</summary>
    public static Fault Unavailable(FaultMoment moment = FaultMoment.Before) => new(503, moment);

    /// <summary>408: the service gave up waiting for itself; the operation did or did not happen.</summary>
    public static Fault TimedOut(FaultMoment moment) => new(408, moment);

    /// <summary>The connection breaks without an answer; the operation did or did not happen.</summary>
    public static Fault Aborted(FaultMoment moment) => new(null, moment);
}
