namespace Hub.Storage.Cosmos.Watching;

/// <summary>One look at a time: who asks during one is served by the next, together with all who ask meanwhile.</summary>
internal sealed class SharedLook(Func<Task> look)
{
    private readonly Lock gate = new();
    private Task running = Task.CompletedTask;
    private Task? next;

    public bool IsIdle
    {
        get
        {
            lock (gate)
                return next is null && running.IsCompleted;
        }
    }

    /// <summary>Done after a look that began after the call.</summary>
    public Task Take(CancellationToken cancellation)
    {
        lock (gate)
            return (next ??= LookAfter(running)).WaitAsync(cancellation);
    }

    private async Task LookAfter(Task before)
    {
        // Not before this is known as the next one; whether the one before went well is for those who asked for it.
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
            (running, next) = (next!, null);
        await look();
    }
}
