namespace Hub.Reliability;

/// <summary>Closed from before a kill until the hub listens again, so that writers wait instead of knocking.</summary>
internal sealed class Door
{
    private TaskCompletionSource opened = New();

    public Task Open => Volatile.Read(ref opened).Task;

    public void Unlock() => opened.TrySetResult();

    /// <summary>Shut twice it is shut once: whoever waits already is let in by the next unlocking.</summary>
    public void Shut()
    {
        if (opened.Task.IsCompleted)
            Volatile.Write(ref opened, New());
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
