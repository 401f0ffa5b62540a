using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Hub.Storage.Tests.Blobs;

/// <summary>Azurite on a port of its own; a test that needs it where it cannot be had is skipped, and says why.</summary>
public sealed class Azurite : IAsyncLifetime
{
    private const string Account = "devstoreaccount1";

    /// <summary>Azurite's published key, which opens nothing else.</summary>
    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private Process? process;
    private string folder = "";
    private string? whyNot;
    private int port;

    public string ConnectionString(string key = Key)
    {
        Assert.SkipWhen(whyNot is not null, whyNot ?? "");
        return $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};BlobEndpoint=http://127.0.0.1:{port}/{Account};";
    }

    public async ValueTask InitializeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var script = Path.Combine(AppContext.BaseDirectory, "install-azurite.sh");
        using var install = Start("bash", [script]);
        var said = (await install.StandardOutput.ReadToEndAsync(patience.Token)).Trim();
        await install.WaitForExitAsync(patience.Token);
        if (install.ExitCode != 0)
        {
            whyNot = said;
            return;
        }
        folder = Directory.CreateTempSubdirectory("azurite-").FullName;
        port = FreePort();
        process = Start(
            "node",
            [said, "--blobHost", "127.0.0.1", "--blobPort", $"{port}", "--location", folder, "--skipApiVersionCheck"]
        );
        // It says so on its output once it listens.
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            if (line.Contains("successfully listens", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        Assert.Fail($"Azurite ended: {await process.StandardError.ReadToEndAsync(patience.Token)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null)
            return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static Process Start(string program, string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
