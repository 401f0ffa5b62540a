using Microsoft.Azure.Cosmos;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Hub.Storage.Cosmos.Calls;

/// <summary>
/// The one pipeline that every request of the store goes through: a time for each try, and repeats with growing pauses.
/// The SDK's own repeats of throttled requests are switched off, so that nothing is repeated in two places. The service is
/// waited for by the real clock, whatever time it is for the hub.
/// </summary>
internal sealed class CosmosCalls(CosmosOptions options)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly ResiliencePipeline pipeline = Build(options);

    /// <param name="operation">What is asked, for the metrics and for whoever reads of an outage.</param>
    /// <exception cref="StorageException">It could not be done, however often it was tried.</exception>
    public async Task<T> Run<T>(string operation, Func<CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await pipeline.ExecuteAsync(static async (state, token) => await state(token), call, cancellation);
        }
        catch (Exception failure)
            when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            CosmosMetrics.Failed(operation);
            if (Failure.AsOutage(failure, operation, cancellation) is StorageException outage)
                throw outage;
            throw;
        }
    }

    /// <summary>A request whose answer is a stream; conflicts are answers.</summary>
    public Task<ResponseMessage> Send(
        string operation,
        Func<CancellationToken, Task<ResponseMessage>> call,
        CancellationToken cancellation
    ) =>
        Run(
            operation,
            async token =>
            {
                var response = await call(token);
                CosmosMetrics.Charged(operation, response.Headers.RequestCharge);
                return Failure.ThrowUnlessAnswer(response);
            },
            cancellation
        );

    private static ResiliencePipeline Build(CosmosOptions options)
    {
        var builder = new ResiliencePipelineBuilder();
        if (options.Retries > 0)
            builder.AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = options.Retries,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = options.RetryDelay,
                    MaxDelay = LongestPause,
                    ShouldHandle = static arguments =>
                        new(Failure.IsTransient(arguments.Outcome.Exception, arguments.Context.CancellationToken)),
                    DelayGenerator = static arguments => new(Failure.RetryAfter(arguments.Outcome.Exception)),
                }
            );
        return builder
            .AddTimeout(new TimeoutStrategyOptions { Timeout = TimeSpan.FromSeconds(options.RequestSeconds) })
            .Build();
    }
}
