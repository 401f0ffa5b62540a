using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.OpenApi;

/// <summary>A hub at its public address, with the documents that it serves.</summary>
public sealed class HubWithDocuments : RunningHub
{
    internal JsonObject V1 { get; private set; } = null!;

    internal string ConnectorText { get; private set; } = null!;

    private protected override Task<HubHost> StartHost() => HubHost.Start("--Hub:PublicUrl=https://hub.example.com");

    private protected override async Task Arrange()
    {
        V1 = JsonNode.Parse(await Host.Http.GetStringAsync("/openapi/v1.json"))!.AsObject();
        ConnectorText = await Host.Http.GetStringAsync("/openapi/connector.json");
    }
}
