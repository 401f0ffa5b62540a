using System.Net;
using Microsoft.Azure.Cosmos;
using Polly.Timeout;

namespace Hub.Storage.Cosmos.Calls;

/// <summary>A batch that was answered with a status instead of an exception, and not with a conflict.</summary>
internal sealed class FailedBatchException(HttpStatusCode status, TimeSpan? retryAfter, string? message)
    : Exception(message)
{
    public HttpStatusCode Status { get; } = status;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}

/// <summary>Tells what passes from what does not.</summary>
internal static class Failure
{
    private const string SubStatus = "x-ms-substatus";
    private const string ReadSessionNotAvailable = "1002";

    /// <summary>The service said, or could not say, that it cannot answer just now; a write may have happened.</summary>
    public static bool IsTransient(Exception? failure, CancellationToken cancellation) =>
        failure switch
        {
            CosmosException answered => IsTransient(answered.StatusCode, answered.Headers?[SubStatus]),
            FailedBatchException answered => IsTransient(answered.Status, null),
            HttpRequestException or TimeoutRejectedException or IOException => true,
            OperationCanceledException => !cancellation.IsCancellationRequested,
            _ => false,
        };

    public static TimeSpan? RetryAfter(Exception? failure) =>
        failure switch
        {
            CosmosException { StatusCode: HttpStatusCode.TooManyRequests } throttled => throttled.RetryAfter,
            FailedBatchException { Status: HttpStatusCode.TooManyRequests } throttled => throttled.RetryAfter,
            _ => null,
        };

    /// <summary>What callers see: an outage they know how to wait for; anything else is a bug and stays what it is.</summary>
    public static Exception AsOutage(Exception failure, string operation, CancellationToken cancellation) =>
        IsTransient(failure, cancellation) || IsRefusedAccess(failure)
            ? new StorageException($"Cosmos DB did not answer the {operation}: {Reason(failure)}", failure)
            : failure;

    /// <summary>Conflicts are answers; every other refusal is thrown.</summary>
    public static ResponseMessage ThrowUnlessAnswer(ResponseMessage response)
    {
        var isAnswer = response.StatusCode switch
        {
            HttpStatusCode.NotFound => response.Headers[SubStatus] is null or "0",
            HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed => true,
            _ => response.IsSuccessStatusCode,
        };
        if (isAnswer)
            return response;
        using (response)
            return response.EnsureSuccessStatusCode();
    }

    private static bool IsTransient(HttpStatusCode status, string? subStatus) =>
        status
            is HttpStatusCode.TooManyRequests
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.InternalServerError
                or HttpStatusCode.RequestTimeout
                or HttpStatusCode.Gone
                or HttpStatusCode.BadGateway
                or HttpStatusCode.GatewayTimeout
                or (HttpStatusCode)449
        || (status == HttpStatusCode.NotFound && subStatus == ReadSessionNotAvailable);

    private static bool IsRefusedAccess(Exception failure) =>
        failure is CosmosException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden };

    private static string Reason(Exception failure) =>
        failure switch
        {
            CosmosException answered => $"{(int)answered.StatusCode} {answered.StatusCode}.",
            FailedBatchException answered => $"{(int)answered.Status} {answered.Status}.",
            TimeoutRejectedException or OperationCanceledException => "it took too long.",
            _ => failure.Message,
        };
}
