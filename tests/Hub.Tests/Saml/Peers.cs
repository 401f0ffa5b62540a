using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Tests.Tools;

namespace Hub.Tests.Saml;

/// <summary>Identity providers of other houses, from npm; where that is out of reach, their tests are skipped with the reason.</summary>
internal static class Peers
{
    public static async Task<string> Modules()
    {
        var (status, said) = await Tool.Run("bash", "", "tests/install-saml-peers.sh");
        Assert.SkipWhen(status != 0, said);
        return said;
    }

    /// <summary>What samlify makes of it.</summary>
    public static async Task<JsonNode> Samlify(string modules, Provider keys, object asked)
    {
        var all = JsonSerializer.SerializeToNode(asked)!;
        all["key"] = keys.Key.ExportRSAPrivateKeyPem();
        all["certificate"] = keys.Certificate.ExportCertificatePem();
        var (status, said) = await Tool.Run("node", all.ToJsonString(), "tests/Hub.Tests/Saml/samlify.mjs", modules);
        Assert.True(status == 0, said);
        return JsonNode.Parse(said)!;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
