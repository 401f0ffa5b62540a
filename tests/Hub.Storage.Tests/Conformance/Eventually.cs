namespace Hub.Storage.Tests.Conformance;

/// <summary>Waits for what an engine may take a while to show.</summary>
public static class Eventually
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(60);

    public static async Task Holds(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(WaitLimit);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition())
            await looks.WaitForNextTickAsync(patience.Token);
    }

    /// <summary>Moves the clock until the task is done, for one that may set its timer a little after it was asked.</summary>
    public static async Task<T> AdvanceUntil<T>(ManualTime time, TimeSpan step, Task<T> task)
    {
        await Holds(() =>
        {
            if (!task.IsCompleted)
                time.Advance(step);
            return Task.FromResult(task.IsCompleted);
        });
        return await task;
    }
}
