using System.Diagnostics;
using System.Globalization;
using Hub.Tests.Tools;

namespace Hub.Tests.Reliability;

/// <summary>Watches how often a process has a file's contents brought to the disk; the test is skipped where that cannot be watched.</summary>
internal sealed class Strace : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly string lines;

    private Strace(Process process, string lines) => (this.process, this.lines) = (process, lines);

    /// <param name="lines">A file that it may write.</param>
    public static async Task<Strace> Attach(int id, string lines)
    {
        var (status, said) = await Tool.Run("bash", "", "tests/install-strace.sh");
        Assert.SkipWhen(status != 0, said);
        var attached = Tool.Start(
            "strace",
            "-f",
            "-y",
            "-e",
            "trace=fsync,fdatasync",
            "-o",
            lines,
            "-p",
            id.ToString(CultureInfo.InvariantCulture)
        );
        var first = await attached.StandardError.ReadLineAsync().WaitAsync(Patience);
        Assert.SkipUnless(first?.Contains("attached", StringComparison.Ordinal) == true, $"Not watched: {first}");
        return new Strace(attached, lines);
    }

    /// <summary>How many files of the name have been brought to the disk since it watches.</summary>
    public int SyncsOf(string file) =>
        File.ReadLines(lines)
            .Count(line =>
                line.Contains($"/{file}>", StringComparison.Ordinal) && line.EndsWith("= 0", StringComparison.Ordinal)
            );

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
