namespace Hub.Storage.ServiceBus.Holding;

/// <summary>Whether anyone in this hub asks for messages: one that has stopped must keep none from the others.</summary>
internal sealed class LeaseDemand(TimeProvider time)
{
    private static readonly TimeSpan Ceased = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private int lessees;
    private DateTimeOffset last = time.GetUtcNow();
    private TaskCompletionSource? returned;

    /// <summary>A lease waits, until <see cref="End"/>.</summary>
    public void Begin()
    {
        lock (gate)
        {
            lessees++;
            returned?.TrySetResult();
            returned = null;
        }
    }

    public void End()
    {
        lock (gate)
        {
            lessees--;
            last = time.GetUtcNow();
        }
    }

    public bool HasCeased()
    {
        lock (gate)
            return lessees == 0 && time.GetUtcNow() - last > Ceased;
    }

    /// <summary>Waits while there is none.</summary>
    public Task Exists(CancellationToken cancellation)
    {
        lock (gate)
        {
            if (!HasCeased())
                return Task.CompletedTask;
            returned ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return returned.Task.WaitAsync(cancellation);
        }
    }
}
