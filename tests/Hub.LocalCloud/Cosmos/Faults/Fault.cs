namespace Hub.LocalCloud.Cosmos.Faults;

/// <summary>Whether a fault strikes before the operation happened, or after it and before its answer.</summary>
public enum FaultMoment
{
    Before,
    After,
}

/// <summary>What the caller sees of a fault.</summary>
public enum FaultKind
{
    /// <summary>An answer with a status.</summary>
    Answered,

    /// <summary>A connection that breaks without an answer.</summary>
    Broken,

    /// <summary>Nothing, until it gives up.</summary>
    Silent,
}

/// <summary>Something that goes wrong with a request.</summary>
/// <param name="Kind">What the caller sees.</param>
/// <param name="Moment">Before the operation, or after it took effect.</param>
/// <param name="Status">The status answered, if there is an answer.</param>
/// <param name="RetryAfter">What a throttled request is told to wait.</param>
public sealed record Fault(FaultKind Kind, FaultMoment Moment, int Status = 0, TimeSpan? RetryAfter = null)
{
    /// <summary>449: a concurrent write won. The SDK retries.</summary>
    public static Fault RetryWith { get; } = new(FaultKind.Answered, FaultMoment.Before, 449);

    /// <summary>429: the request rate is too large. The SDK waits and retries nine times by default.</summary>
    public static Fault Throttled(TimeSpan retryAfter) => new(FaultKind.Answered, FaultMoment.Before, 429, retryAfter);

    /// <summary>503: the service is unavailable. The SDK does not retry.</summary>
    public static Fault Unavailable(FaultMoment moment = FaultMoment.Before) => new(FaultKind.Answered, moment, 503);

    /// <summary>408: the service gave up waiting for itself. The SDK does not retry.</summary>
    public static Fault TimedOut(FaultMoment moment) => new(FaultKind.Answered, moment, 408);

    /// <summary>The connection breaks. The SDK tries reads three times, and throws HttpRequestException for writes.</summary>
    public static Fault Aborted(FaultMoment moment) => new(FaultKind.Broken, moment);

    /// <summary>No answer comes until the caller gives up.</summary>
    public static Fault Silent(FaultMoment moment) => new(FaultKind.Silent, moment);
}
