using System.Diagnostics;
using Hub.Tests.OpenApi;

namespace Hub.Portal.Browsers;

/// <summary>The system's Chromium, which <c>tests/install-chromium.sh</c> installs where it may.</summary>
internal static class Chromium
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);

    /// <summary>In a sandboxed machine: no sandbox of its own, nothing in a /dev/shm that is too small, no graphics card.</summary>
    public static readonly string[] Flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];

    /// <returns>The program's path; or why it cannot be had.</returns>
    public static async Task<(string? Program, string? WhyNot)> Find()
    {
        using var patience = new CancellationTokenSource(InstallLimit);
        using var process = Process.Start(
            new ProcessStartInfo("bash", "tests/install-chromium.sh")
            {
                RedirectStandardOutput = true,
                WorkingDirectory = Document.Root,
            }
        )!;
        var said = (await process.StandardOutput.ReadToEndAsync(patience.Token)).Trim();
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode == 0 ? (said, null) : (null, said);
    }
}
