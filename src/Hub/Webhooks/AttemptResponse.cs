using System.Text.Json;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Egress;
using Hub.Wire;

namespace Hub.Webhooks;

/// <summary>One request to the receiver.</summary>
internal sealed record AttemptResponse
{
    /// <summary>1 for the first.</summary>
    public required int Number { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The HTTP status; absent when there was no answer.</summary>
    public int? ResponseCode { get; init; }

    /// <summary>From sending to the end of the answer, in milliseconds.</summary>
    public required int ResponseTimeMs { get; init; }

    /// <summary>The first 2 KB of the answer, or what happened instead of one.</summary>
    public string? Response { get; init; }

    /// <summary>What went wrong; absent when it was acknowledged.</summary>
    [ErrorCategory]
    public string? Error { get; init; }

    /// <summary>What was wrong with the answer's body, which does not undo its status.</summary>
    public string? Note { get; init; }

    /// <summary>
    /// What else is to be known of the target's message: that its template failed and the shipped one was used, or that an
    /// acknowledgement promises less than it seems to.
    /// </summary>
    public string? Remark { get; init; }

    public static AttemptResponse Of(Attempt attempt) =>
        new()
        {
            Number = attempt.Number,
            At = attempt.At,
            ResponseCode = attempt.StatusCode,
            ResponseTimeMs = attempt.ResponseTimeMs,
            Response = attempt.Response,
            Error = NameOf(attempt.Error),
            Note = attempt.Note,
            Remark = attempt.Remark,
        };

    public static string? NameOf(EgressCategory? category) =>
        category is { } present ? JsonNamingPolicy.SnakeCaseLower.ConvertName(present.ToString()) : null;
}
