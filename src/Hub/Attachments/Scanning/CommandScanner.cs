using System.ComponentModel;
using System.Diagnostics;

namespace Hub.Attachments.Scanning;

/// <summary>
/// A program that is given the file on its standard input, as <c>clamdscan -</c> is, and says with its exit code what it found.
/// It is started with nothing of the hub's environment but where programs are: that has secrets in it.
/// </summary>
internal sealed class CommandScanner(string command, IReadOnlyList<string> arguments) : IContentScanner
{
    private const int LongestOutput = 4_096;

    private static readonly string[] Passed = ["PATH", "HOME", "LANG", "TMPDIR", "SystemRoot", "TEMP"];

    public async Task<Verdict> Scan(Stream content, CancellationToken cancellation)
    {
        using var process = Start();
        try
        {
            var output = ReadSome(process.StandardOutput, cancellation);
            var errors = ReadSome(process.StandardError, cancellation);
            await Feed(process, content, cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode switch
            {
                0 => Verdict.Clean,
                1 => Verdict.Found(await output),
                var code => throw new ScannerException($"The scanner ended with {code}: {(await errors).Trim()}"),
            };
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var name in Passed)
            if (Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new ScannerException($"The scanner '{command}' does not start: {missing.Message}", missing);
        }
    }

    private static async Task Feed(Process process, Stream content, CancellationToken cancellation)
    {
        var buffer = new byte[81_920];
        try
        {
            while (await content.ReadAsync(buffer, cancellation) is > 0 and var read)
                if (!await TryWrite(process.StandardInput.BaseStream, buffer.AsMemory(0, read), cancellation))
                    break;
        }
        finally
        {
            await CloseInput(process);
        }
    }

    /// <summary>False when the program has seen enough.</summary>
    private static async Task<bool> TryWrite(Stream input, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        try
        {
            await input.WriteAsync(bytes, cancellation);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task CloseInput(Process process)
    {
        try
        {
            await process.StandardInput.DisposeAsync();
        }
        catch (IOException)
        {
            // It has gone already.
        }
    }

    /// <summary>The beginning; the rest is read and dropped, so that the program never waits for a reader.</summary>
    private static async Task<string> ReadSome(StreamReader reader, CancellationToken cancellation)
    {
        var (kept, buffer) = ("", new char[1_024]);
        while (await reader.ReadAsync(buffer, cancellation) is > 0 and var read)
            if (kept.Length < LongestOutput)
                kept += new string(buffer, 0, read);
        return kept;
    }
}
