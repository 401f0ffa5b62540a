using System.Diagnostics;
using Hub.Tests.Fleets;

namespace Hub.Tests.Moving;

/// <summary><c>copy</c> as somebody types it.</summary>
internal static class CopyCommand
{
    public static async Task<(int Exit, string Output)> Run(params string[] settings)
    {
        using var process = Start(settings);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    /// <summary>The hub itself, on a folder that it refuses.</summary>
    public static async Task<(int Exit, string Output)> Serve(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [Hubs.Dll, $"--Hub:DataPath={folder}", "--urls=http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    /// <summary>SIGKILL, as soon as it says something.</summary>
    public static async Task RunAndKill(params string[] settings)
    {
        using var process = Start(settings);
        Assert.NotNull(await process.StandardOutput.ReadLineAsync());
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static Process Start(string[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Hubs.Dll, "copy", "--to", "cosmos", .. settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
