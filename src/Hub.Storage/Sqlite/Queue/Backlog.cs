namespace Hub.Storage.Sqlite.Queue;

/// <summary>Lets whoever would add many more messages wait until few are ready in memory. Not thread-safe: its owner locks it.</summary>
internal sealed class Backlog
{
    /// <summary>Ready messages that keep every receiver busy while the next ones are fetched.</summary>
    private const int Plenty = 1024;

    private TaskCompletionSource? drained;

    /// <summary>Completes when no more is ready than is soon sent.</summary>
    public Task Drained(int ready) =>
        ready <= Plenty
            ? Task.CompletedTask
            : (drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Fewer are ready than before.</summary>
    public void Shrank(int ready)
    {
        if (drained is null || ready > Plenty)
            return;
        drained.TrySetResult();
        drained = null;
    }
}
