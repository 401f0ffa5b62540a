using System.Text;

namespace Hub.Tests.Listen;

/// <summary>Keeps what is written, and lets a test wait for it.</summary>
internal sealed class WatchedWriter : TextWriter
{
    private readonly Lock gate = new();
    private readonly StringBuilder text = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> waiting = [];

    public override Encoding Encoding => Encoding.UTF8;

    public string Text
    {
        get
        {
            lock (gate)
            {
                return text.ToString();
            }
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (gate)
        {
            text.Append(value);
            Announce();
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }

    public Task WaitFor(string expected)
    {
        lock (gate)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((expected, seen));
            Announce();
            return seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    private void Announce()
    {
        var all = text.ToString();
        foreach (var (expected, seen) in waiting)
        {
            if (all.Contains(expected, StringComparison.Ordinal))
            {
                seen.TrySetResult();
            }
        }
    }
}
