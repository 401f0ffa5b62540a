namespace Hub.Reliability;

/// <summary>Lets somebody wait until a condition holds; whoever changes what it depends on says so.</summary>
internal sealed class Signal
{
    private TaskCompletionSource next = New();

    public void Changed() => Interlocked.Exchange(ref next, New()).TrySetResult();

    public async Task Until(Func<bool> holds, TimeSpan patience, string what)
    {
        while (true)
        {
            var changed = Volatile.Read(ref next).Task;
            if (holds())
                return;
            try
            {
                await changed.WaitAsync(patience);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"Nothing happened for {patience.TotalSeconds:0} s: {what}.");
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
