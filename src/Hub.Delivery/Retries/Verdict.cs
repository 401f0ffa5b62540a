namespace Hub.Delivery.Retries;

/// <summary>What follows from an attempt.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <summary>The receiver acknowledged it.</summary>
    public sealed record Delivered : Verdict
    {
        public static readonly Delivered Instance = new();
    }

    public sealed record RetryAt(DateTimeOffset At) : Verdict;

    /// <param name="FailsSubscription">Whether the contract marks the whole subscription as failed.</param>
    public sealed record GiveUp(string Reason, bool FailsSubscription) : Verdict;

    /// <summary>The receiver said that it is gone for good.</summary>
    public sealed record EndSubscription(string Reason) : Verdict;
}
