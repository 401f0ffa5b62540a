using Hub.Delivery.Dialects;

namespace Hub.Listen;

/// <summary>How the receiver listens, and how it misbehaves.</summary>
internal sealed record ReceiverOptions
{
    /// <summary>0 takes a free port.</summary>
    public int Port { get; init; }

    /// <summary>Null leaves signatures unchecked.</summary>
    public string? Secret { get; init; }

    /// <summary>Null finds the dialect by the request's headers.</summary>
    public Dialect? Dialect { get; init; }

    /// <summary>Probability of answering <see cref="Status"/> in place of 200.</summary>
    public double Fail { get; init; }

    public int Status { get; init; } = StatusCodes.Status500InternalServerError;

    public TimeSpan Delay { get; init; }

    /// <summary>Probability of aborting the connection without an answer.</summary>
    public double Drop { get; init; }

    /// <summary>The request's headers, below its line.</summary>
    public bool ShowHeaders { get; init; }

    /// <summary>One line a delivery, no body.</summary>
    public bool Quiet { get; init; }

    public bool Colour { get; init; }

    public required TextWriter Output { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
