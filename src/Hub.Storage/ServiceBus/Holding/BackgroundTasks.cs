using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.ServiceBus.Holding;

/// <summary>Work that nobody waits for, until the end.</summary>
internal sealed partial class BackgroundTasks(ILogger<ServiceBusQueue> logger) : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Task, bool> running = new();

    public void Run(Func<CancellationToken, Task> work)
    {
        if (stopping.IsCancellationRequested)
            return;
        var task = Task.Run(() => Watch(work));
        running.TryAdd(task, true);
        task.ContinueWith(
            static (ended, set) => ((ConcurrentDictionary<Task, bool>)set!).TryRemove(ended, out _),
            running,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    /// <summary>Calls everybody home.</summary>
    public Task Stop() => stopping.CancelAsync();

    /// <summary>When everybody is home.</summary>
    public async Task Ended() =>
        await Task.WhenAll(running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose() => stopping.Dispose();

    private async Task Watch(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Called home.
        }
        catch (Exception bug)
        {
            Log.Bug(logger, bug);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Critical, "Work of the Service Bus queue ended with a bug")]
        public static partial void Bug(ILogger logger, Exception bug);
    }
}
