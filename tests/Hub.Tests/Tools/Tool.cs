using System.Diagnostics;
using Hub.Tests.OpenApi;

namespace Hub.Tests.Tools;

/// <summary>Programs of others that tests run.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>In the repository, with all that it says to be read.</summary>
    public static Process Start(string program, params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Document.Root,
            }
        )!;

    /// <summary>What it said, trimmed; where it failed, what it said of that too.</summary>
    /// <param name="input">What it reads.</param>
    public static async Task<(int Status, string Said)> Run(string program, string input, params string[] arguments)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var process = Start(program, arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(patience.Token),
            process.StandardError.ReadToEndAsync(patience.Token)
        );
        await process.WaitForExitAsync(patience.Token);
        return (
            process.ExitCode,
            process.ExitCode == 0 ? (await output).Trim() : $"{await output}{await error}".Trim()
        );
    }
}
