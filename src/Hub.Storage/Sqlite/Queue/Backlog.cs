namespace Hub.Storage.Sqlite.Queue;

/// <summary>How many messages are ready in memory, for whoever would add many more. Not thread-safe: its owner locks it.</summary>
internal sealed class Backlog
{
    /// <summary>Ready messages that keep every receiver busy while the next ones are fetched.</summary>
    private const int Plenty = 1024;

    private int ready;
    private TaskCompletionSource? drained;

    /// <summary>Completes when no more is ready than is soon sent.</summary>
    public Task Drained() =>
        ready <= Plenty
            ? Task.CompletedTask
            : (drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Add() => ready++;

    public void Remove(int count)
    {
        ready -= count;
        if (ready > Plenty || drained is null)
            return;
        drained.TrySetResult();
        drained = null;
    }
}
