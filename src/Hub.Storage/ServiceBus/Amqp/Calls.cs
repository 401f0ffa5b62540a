namespace Hub.Storage.ServiceBus.Amqp;

/// <summary>
/// Asks the service, counts every try, and repeats what passes. The SDK tries everything once; after a busy answer it rests
/// for ten seconds by itself.
/// </summary>
internal sealed class Calls(TimeProvider time)
{
    private const int MostTries = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(400);

    public Task<T> Run<T>(
        Operation operation,
        Func<CancellationToken, Task<T>> ask,
        CancellationToken cancellation,
        Func<T, bool>? isEmpty = null
    ) => Run(operation, MostTries, ask, null, isEmpty, cancellation);

    /// <summary>For what must not be repeated: a receive whose answer was lost may have locked messages.</summary>
    public Task<T> RunOnce<T>(Operation operation, Func<CancellationToken, Task<T>> ask, Func<T, bool> isEmpty) =>
        Run(operation, 1, ask, null, isEmpty, CancellationToken.None);

    /// <summary>False when the lock was lost: the message is somebody else's.</summary>
    /// <param name="lockedUntil">
    /// Until when nobody else can have settled the message: gone after a try without an answer, that try did it.
    /// </param>
    public Task<bool> Settle(
        Operation operation,
        DateTimeOffset lockedUntil,
        Func<CancellationToken, Task> ask,
        CancellationToken cancellation
    ) =>
        Run(
            operation,
            MostTries,
            async token =>
            {
                await ask(token);
                return true;
            },
            mayHaveHappened => mayHaveHappened && time.GetUtcNow() < lockedUntil,
            null,
            cancellation
        );

    private async Task<T> Run<T>(
        Operation operation,
        int mostTries,
        Func<CancellationToken, Task<T>> ask,
        Func<bool, T>? whenGone,
        Func<T, bool>? isEmpty,
        CancellationToken cancellation
    )
    {
        var mayHaveHappened = false;
        for (var tries = 1; ; tries++)
        {
            try
            {
                var answer = await ask(cancellation);
                ServiceBusMetrics.Asked(operation, isEmpty?.Invoke(answer) == true ? Outcome.Empty : Outcome.Ok);
                return answer;
            }
            catch (Exception failure) when (Failure.Of(failure) is { } outcome)
            {
                cancellation.ThrowIfCancellationRequested();
                ServiceBusMetrics.Asked(operation, outcome);
                if (outcome is Outcome.Gone && whenGone is not null)
                    return whenGone(mayHaveHappened);
                if (!outcome.Passes() || tries == mostTries)
                    throw Failure.AsSeen(failure, operation);
                mayHaveHappened |= outcome.MayHaveHappened();
            }
            await Task.Delay(Pause(tries), time, cancellation);
        }
    }

    private static TimeSpan Pause(int tries) =>
        FirstPause * Math.Pow(2, tries - 1) * (0.8 + Random.Shared.NextDouble() * 0.4);
}
