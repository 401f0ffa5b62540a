namespace Hub.Storage.ServiceBus.Amqp;

/// <summary>
/// Asks the service, counts every try, and repeats what passes. The SDK tries everything once; after a busy answer it rests
/// for ten seconds by itself.
/// </summary>
internal sealed class Calls(TimeProvider time)
{
    private const int MostTries = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(400);

    public async Task<T> Run<T>(
        Operation operation,
        Func<CancellationToken, Task<T>> ask,
        CancellationToken cancellation,
        Func<T, bool>? isEmpty = null
    )
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await Once(operation, ask, isEmpty, cancellation);
            }
            catch (FailedCallException failure) when (failure.Outcome.Passes() && tries < MostTries)
            {
                await Pause(tries, cancellation);
            }
            catch (FailedCallException failure)
            {
                throw failure.AsSeen();
            }
        }
    }

    public Task Run(Operation operation, Func<CancellationToken, Task> ask, CancellationToken cancellation) =>
        Run(operation, token => Done(ask(token)), cancellation);

    /// <summary>For what must not be repeated: a receive whose answer was lost may have locked messages.</summary>
    public static async Task<T> RunOnce<T>(Operation operation, Func<Task<T>> ask, Func<T, bool> isEmpty)
    {
        try
        {
            return await Once(operation, _ => ask(), isEmpty, CancellationToken.None);
        }
        catch (FailedCallException failure)
        {
            throw failure.AsSeen();
        }
    }

    /// <summary>
    /// False when the lock was lost: the message is somebody else's. The SDK says so, too, when the connection breaks before
    /// there is an answer; so the answer counts that comes when it is asked once more.
    /// </summary>
    /// <param name="isDone">Whether a try did it that had no answer; asked when there was one.</param>
    public async Task<bool> Settle(
        Operation operation,
        Func<CancellationToken, Task> ask,
        Func<CancellationToken, Task<bool>> isDone,
        CancellationToken cancellation
    )
    {
        var mayHaveHappened = false;
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await Once(operation, token => Done(ask(token)), null, cancellation);
            }
            catch (FailedCallException failure) when (failure.Outcome is Outcome.Gone)
            {
                if (mayHaveHappened)
                    return await isDone(cancellation);
                mayHaveHappened = true;
            }
            catch (FailedCallException failure) when (failure.Outcome.Passes() && tries < MostTries)
            {
                // A busy service has done nothing.
                mayHaveHappened |= failure.Outcome is not Outcome.Throttled;
                await Pause(tries, cancellation);
            }
            catch (FailedCallException failure)
            {
                throw failure.AsSeen();
            }
        }
    }

    private static async Task<T> Once<T>(
        Operation operation,
        Func<CancellationToken, Task<T>> ask,
        Func<T, bool>? isEmpty,
        CancellationToken cancellation
    )
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
            throw new FailedCallException(operation, outcome, failure);
        }
    }

    private Task Pause(int tries, CancellationToken cancellation) =>
        Task.Delay(FirstPause * Math.Pow(2, tries - 1) * (0.8 + Random.Shared.NextDouble() * 0.4), time, cancellation);

    private static async Task<bool> Done(Task work)
    {
        await work;
        return true;
    }
}
