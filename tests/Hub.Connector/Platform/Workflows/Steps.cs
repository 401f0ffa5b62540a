using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Connector.Platform.Workflows;

/// <summary>Carries out the steps of a run: those of this connector at the hub, those of others as recorded.</summary>
internal sealed class Steps(Connection connection, HttpClient http)
{
    private const string Own = "helpdesk_hub";

    private readonly List<(string Operation, JsonObject Inputs)> others = [];

    /// <summary>What operations of other connectors were asked with.</summary>
    public IReadOnlyList<(string Operation, JsonObject Inputs)> Others => others;

    /// <summary>Those of flows, and those of workflows that call the hub themselves.</summary>
    public Dictionary<string, Step> All =>
        new()
        {
            ["OpenApiConnection"] = Connected,
            ["OpenApiConnectionWebhook"] = Connected,
            ["Http"] = async (_, inputs) => Read((await Call(inputs)).Text),
            ["Compose"] = (_, inputs) => Task.FromResult<JsonNode?>(inputs),
        };

    /// <summary>A trigger of this connector subscribes.</summary>
    public Task<FlowRun> Subscribe(JsonObject trigger, JsonObject inputs, string callback)
    {
        Assert.Equal("OpenApiConnectionWebhook", (string?)trigger["type"]);
        Assert.Equal(Own, (string?)inputs["host"]!["connectionName"]);
        return connection.Subscribe(
            (string)inputs["host"]!["operationId"]!,
            callback,
            inputs["parameters"]!.AsObject()
        );
    }

    /// <summary>A request as the HTTP actions and the parts of a webhook's action say it; it has to succeed.</summary>
    public async Task<Answer> Call(JsonObject inputs)
    {
        var authentication = inputs["authentication"]!;
        Assert.Equal("Raw", (string?)authentication["type"]);
        using var request = new HttpRequestMessage(new HttpMethod((string)inputs["method"]!), (string)inputs["uri"]!);
        request.Headers.Add("Authorization", (string)authentication["value"]!);
        if (inputs["body"] is { } body)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request);
        var answer = new Answer(
            response.StatusCode,
            response.Headers.ToDictionary(one => one.Key, one => string.Join(", ", one.Value)),
            await response.Content.ReadAsStringAsync()
        );
        Assert.True(response.IsSuccessStatusCode, $"{inputs["uri"]}: {answer}");
        return answer;
    }

    private async Task<JsonNode?> Connected(JsonObject action, JsonObject inputs)
    {
        var (host, given) = (inputs["host"]!, inputs["parameters"]!.AsObject());
        var id = (string)host["operationId"]!;
        if ((string?)host["connectionName"] != Own)
        {
            others.Add((id, given));
            return RecordedConnectors.Play(action, inputs);
        }
        var answer = await connection.Call(id, given);
        Assert.True((int)answer.Status is >= 200 and < 300, $"{id}: {answer}");
        if (answer.Status == HttpStatusCode.NoContent)
            return null;
        Assert.Empty(connection.Misfits(connection.Files.Find(id)!.Answer!, answer.Json));
        return answer.Json;
    }

    private static JsonNode? Read(string text) => text.Length == 0 ? null : JsonNode.Parse(text);
}
