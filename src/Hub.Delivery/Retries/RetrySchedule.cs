using Hub.Delivery.Egress;

namespace Hub.Delivery.Retries;

/// <summary>
/// When a failed delivery is tried again. Pure: the clock and the dice are the caller's. A Retry-After of a 429 or 503, or
/// of a 2xx that is no acknowledgement, moves the next attempt later, never earlier, and the attempt counts like any other.
/// </summary>
/// <param name="Delays">Before the second attempt, the third, and so on.</param>
/// <param name="Jitter">The share of a delay that chance adds or takes away.</param>
/// <param name="FailsSubscription">Whether using up the attempts marks the subscription as failed.</param>
public sealed record RetrySchedule(IReadOnlyList<TimeSpan> Delays, double Jitter, bool FailsSubscription)
{
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    /// <summary>Tiketti's published policy.</summary>
    public static readonly RetrySchedule FiveAttempts = new(
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)],
        Jitter: 0,
        FailsSubscription: true
    );

    /// <summary>Eight attempts over about a day.</summary>
    public static readonly RetrySchedule OverADay = new(
        [
            TimeSpan.FromSeconds(10),
            TimeSpan.FromMinutes(1),
            TimeSpan.FromMinutes(5),
            TimeSpan.FromMinutes(30),
            TimeSpan.FromHours(2),
            TimeSpan.FromHours(6),
            TimeSpan.FromHours(15),
        ],
        Jitter: 0.1,
        FailsSubscription: false
    );

    public int Attempts => Delays.Count + 1;

    /// <param name="attempts">Made so far in this round, this one included.</param>
    /// <param name="pace">Shortens or stretches every delay.</param>
    /// <param name="chance">Evenly from 0 to 1.</param>
    public Verdict Decide(int attempts, EgressResult result, DateTimeOffset now, double pace, double chance)
    {
        if (result.Acknowledged)
            return Verdict.Delivered.Instance;
        if (DeadReceiver.ReasonOf(result) is { } gone)
            return new Verdict.EndSubscription(gone);
        if (!result.Retryable || DeadReceiver.RefusesForGood(result))
            return new Verdict.GiveUp($"Not tried again: {Describe(result)}.", FailsSubscription: false);
        if (attempts >= Attempts)
            return new Verdict.GiveUp(
                $"No acknowledgement in {attempts} attempts; the last: {Describe(result)}.",
                FailsSubscription
            );
        var delay = Delays[attempts - 1] * pace * (1 + (Jitter * ((2 * chance) - 1)));
        return new Verdict.RetryAt(now + Later(delay, result));
    }

    private static TimeSpan Later(TimeSpan delay, EgressResult result)
    {
        if (result.RetryAfter is not { } asked)
            return delay;
        if (result.StatusCode is not (429 or 503) && result.Category != EgressCategory.Unacknowledged)
            return delay;
        var wait = asked < LongestRetryAfter ? asked : LongestRetryAfter;
        return wait > delay ? wait : delay;
    }

    private static string Describe(EgressResult result) =>
        result.StatusCode is { } status ? $"status {status}" : result.Problem ?? result.Category.ToString();
}
