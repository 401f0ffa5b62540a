namespace Hub.Tests.Hosting;

internal static class Wait
{
    /// <summary>Until what happens behind the requests has happened.</summary>
    public static async Task<T> For<T>(Func<Task<T>> read, Func<T, bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var value = await read();
            if (holds(value))
                return value;
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
