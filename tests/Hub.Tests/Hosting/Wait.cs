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
            if (patience.IsCancellationRequested)
                Assert.Fail($"What was waited for has not come; the last seen was {Show(value)}");
            await Task.Yield();
        }
    }

    private static string Show(object? value) =>
        value is System.Collections.IEnumerable many and not string
            ? string.Join(", ", many.Cast<object?>())
            : $"{value}";
}
