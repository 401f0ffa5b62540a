using System.Text.Json.Nodes;
using Hub.Contracts;

namespace Hub.Connector.Platform.Workflows;

/// <summary>Operations of other connectors: what they take, as recorded, and an answer of theirs.</summary>
internal static class RecordedConnectors
{
    /// <summary>Checks what an operation is asked with, and answers as it does.</summary>
    /// <param name="step">An action, or a trigger.</param>
    /// <param name="inputs">With values in the place of expressions.</param>
    public static JsonNode? Play(JsonObject step, JsonObject inputs)
    {
        var host = inputs["host"]!;
        var (connector, id) = ((string)host["connectionName"]!, (string)host["operationId"]!);
        Assert.Equal($"/providers/Microsoft.PowerApps/apis/{connector}", (string?)host["apiId"]);
        var operation = Operation(connector, id);
        Assert.Equal((string?)operation["type"], (string?)step["type"]);
        // One that brings several starts a run for each, as the designer sets it.
        Assert.Equal((string?)operation["splitOn"], (string?)step["splitOn"]);
        var violations = Schemas.Violations(operation["inputs"]!, inputs["parameters"]).ToList();
        Assert.True(violations.Count == 0, $"{connector}/{id}: {string.Join("; ", violations)}");
        return operation["answer"]?.DeepClone();
    }

    private static JsonNode Operation(string connector, string id)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Recorded", $"{connector}.json");
        Assert.True(File.Exists(file), $"Nothing is recorded of {connector}.");
        var operation = JsonNode.Parse(File.ReadAllText(file))![id];
        Assert.True(operation is not null, $"{connector} has no {id}.");
        return operation;
    }
}
