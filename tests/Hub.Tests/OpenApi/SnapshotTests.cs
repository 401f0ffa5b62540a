using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.OpenApi.Connector;

namespace Hub.Tests.OpenApi;

/// <summary>
/// Both documents as they are read. <c>HUB_REWRITE_SNAPSHOTS=1</c> writes the files anew; the difference is then what
/// clients, and makers of flows, would see.
/// </summary>
public sealed partial class SnapshotTests(HubWithDocuments hub) : IClassFixture<HubWithDocuments>
{
    private static readonly bool Rewrite = Environment.GetEnvironmentVariable("HUB_REWRITE_SNAPSHOTS") == "1";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void The_api_is_described_like_this() =>
        Compare(Document.Beside("Snapshots/openapi.v1.json"), hub.V1.ToJsonString(Indented) + "\n");

    [Fact]
    public void The_connector_is_defined_like_this() =>
        Compare(Path.Combine(Document.Root, ConnectorCommand.Definition), hub.ConnectorText);

    [Fact]
    public void Every_operation_has_a_live_request()
    {
        var requests = File.ReadAllLines(Path.Combine(Document.Root, "hub.http"))
            .Select(line => Number().Replace(Value().Replace(line.Split('?')[0], "*"), "/*"))
            .ToHashSet();

        Assert.All(hub.V1.Operations(), one =>
            Assert.Contains($"{one.Verb.ToUpperInvariant()} *{Value().Replace(one.Path, "*")}", requests)
        );
    }

    private static void Compare(string file, string actual)
    {
        if (Rewrite)
            File.WriteAllText(file, actual);
        Assert.True(File.Exists(file), $"There is no {file}.");
        Assert.Equal(File.ReadAllText(file), actual);
    }

    [GeneratedRegex(@"\{+\w+\}+")]
    private static partial Regex Value();

    [GeneratedRegex(@"/\d+")]
    private static partial Regex Number();
}
