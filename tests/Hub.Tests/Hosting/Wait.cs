namespace Hub.Tests.Hosting;

internal static class Wait
{
    /// <summary>For as long as a machine may be busy with other things; nothing that holds is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>So short that nobody notices, and long enough that whoever waits does not keep a core busy.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Until what happens behind the requests has happened.</summary>
    public static async Task<T> For<T>(Func<Task<T>> read, Func<T, bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var value = await read();
            if (holds(value))
                return value;
            if (patience.IsCancellationRequested)
                Assert.Fail($"What was waited for has not come; the last seen was {Show(value)}");
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private static string Show(object? value) =>
        value is System.Collections.IEnumerable many and not string
            ? string.Join(", ", many.Cast<object?>())
            : $"{value}";
}
