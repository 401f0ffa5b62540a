using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Tests.OpenApi;

namespace Hub.Tests.Saml;

/// <summary>Identity providers of other houses, from npm; where that is out of reach, their tests are skipped with the reason.</summary>
internal static class Peers
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<string> Modules()
    {
        var (status, said) = await Run("bash", "", "tests/install-saml-peers.sh");
        Assert.SkipWhen(status != 0, said);
        return said;
    }

    /// <summary>What samlify makes of it.</summary>
    public static async Task<JsonNode> Samlify(string modules, Provider keys, object asked)
    {
        var all = JsonSerializer.SerializeToNode(asked)!;
        all["key"] = keys.Key.ExportRSAPrivateKeyPem();
        all["certificate"] = keys.Certificate.ExportCertificatePem();
        var (status, said) = await Run("node", all.ToJsonString(), "tests/Hub.Tests/Saml/samlify.mjs", modules);
        Assert.True(status == 0, said);
        return JsonNode.Parse(said)!;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

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

    private static async Task<(int Status, string Said)> Run(string program, string input, params string[] arguments)
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
