namespace Hub.Delivery.Egress;

/// <summary>What one send came to.</summary>
/// <param name="Category">How it ended.</param>
/// <param name="StatusCode">The status, if whole headers arrived: then it is the answer, whatever became of the body.</param>
/// <param name="Elapsed">From the call to the end of the response, or to the failure.</param>
/// <param name="Snippet">The body's beginning as UTF-8, invalid bytes replaced; empty when there was none.</param>
/// <param name="RetryAfter">How long a refusing receiver asks us to wait, as sent: not negative, not capped.</param>
/// <param name="Problem">
/// Why there is no usable response, or what was wrong with the body of one, for people, naming no blocked address.
/// </param>
/// <param name="Pause">How long nothing more may come there, however this ended: its allowance is used up.</param>
public readonly record struct EgressResult(
    EgressCategory Category,
    int? StatusCode,
    TimeSpan Elapsed,
    string Snippet,
    TimeSpan? RetryAfter = null,
    string? Problem = null,
    TimeSpan? Pause = null
)
{
    public bool Acknowledged => Category == EgressCategory.Acknowledged;

    public bool Retryable => Category.IsRetryable();

    /// <summary>The same result in the eyes of somebody who has a word on what an acknowledgement is.</summary>
    public EgressResult Judged(bool isAcknowledgement) =>
        isAcknowledgement == Acknowledged
            ? this
            : this with
            {
                Category = Acknowledged ? EgressCategory.Unacknowledged : EgressCategory.Acknowledged,
            };
}
