using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Hub.Storage.ServiceBus.Http;

/// <summary>
/// Counts every try, waits out throttling, and repeats what may be repeated. In the place of Azure.Core's own retry
/// policy, which repeats a peek-lock like anything else and has no clock to be driven.
/// </summary>
internal sealed class ResendPolicy(Throttle throttle, TimeProvider time) : HttpPipelinePolicy
{
    private const int MostTries = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(400);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var call = Call.Of(message);
        for (var tries = 1; ; tries++)
        {
            await throttle.Wait(message.CancellationToken);
            if (await Try(call, message, pipeline, isLast: tries == MostTries || !call.IsRepeatable))
                return;
            await Task.Delay(Pause(tries), time, message.CancellationToken);
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException();

    /// <summary>True when the call is over, whatever its answer.</summary>
    private async ValueTask<bool> Try(
        Call call,
        HttpMessage message,
        ReadOnlyMemory<HttpPipelinePolicy> pipeline,
        bool isLast
    )
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (Exception cause) when (IsUnreachable(cause, message.CancellationToken))
        {
            ServiceBusMetrics.Requested(call.Operation, Outcomes.Unreachable);
            if (isLast)
                throw;
            call.MayHaveHappened = true;
            return false;
        }
        ServiceBusMetrics.Requested(call.Operation, Outcomes.Of(message.Response));
        return Heed(call, message.Response) || isLast;
    }

    /// <summary>True when the answer is final.</summary>
    private bool Heed(Call call, Response response)
    {
        if (!Outcomes.IsTransient(response))
            return true;
        var asked = Outcomes.RetryAfter(response, time.GetUtcNow());
        var throttled = Outcomes.IsThrottled(response);
        if (throttled || asked is not null)
            throttle.Close(asked);
        // Throttling refuses a request before it does anything; any other failure may have come after the effect.
        call.MayHaveHappened |= !throttled;
        return false;
    }

    private static bool IsUnreachable(Exception cause, CancellationToken cancellation) =>
        cause is RequestFailedException or IOException
        || (cause is OperationCanceledException && !cancellation.IsCancellationRequested);

    private static TimeSpan Pause(int tries) =>
        FirstPause * Math.Pow(2, tries - 1) * (0.8 + Random.Shared.NextDouble() * 0.4);
}
