using System.Globalization;

namespace Hub.Storage;

/// <summary>Shows how far a long piece of work is: a bar on a terminal, a line a second elsewhere.</summary>
public sealed class Progress(TextWriter output, bool isTerminal, TimeProvider time)
{
    private const int Width = 30;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long shownAt;

    public void Show(string what, long done, long total)
    {
        if (done < total && shownAt != 0 && time.GetElapsedTime(shownAt) < (isTerminal ? Interval / 10 : Interval))
            return;
        shownAt = time.GetTimestamp();
        var share = total == 0 ? 1 : (double)done / total;
        var bar = new string('#', (int)(share * Width)).PadRight(Width, '.');
        var line = string.Create(CultureInfo.InvariantCulture, $"{what, -34} [{bar}] {done, 10:N0} of {total:N0}");
        if (isTerminal)
            output.Write(done < total ? $"\r{line}" : $"\r{line}{Environment.NewLine}");
        else
            output.WriteLine(line);
    }
}
