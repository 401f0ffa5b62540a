using System.Text.Json.Nodes;
using Hub.Tests.OpenApi;

namespace Hub.Connector.Platform.Workflows;

/// <summary>A flow or a workflow as it is shipped, with what whoever imports it fills in.</summary>
internal sealed class Workflow
{
    private readonly JsonObject definition;
    private readonly Dictionary<string, JsonNode?> parameters;

    /// <param name="given">The values of its parameters; those that have one of their own may be left out.</param>
    /// <exception cref="InvalidOperationException">It has no such parameter, or one is without a value.</exception>
    public Workflow(JsonObject definition, JsonObject given)
    {
        this.definition = definition;
        var declared = definition["parameters"]!.AsObject();
        foreach (var (name, _) in given)
            if (!declared.ContainsKey(name))
                throw new InvalidOperationException($"There is no parameter {name}.");
        parameters = declared.ToDictionary(
            one => one.Key,
            one =>
                given[one.Key]
                ?? (
                    one.Value!.AsObject().TryGetPropertyValue("defaultValue", out var value)
                        ? value
                        : throw new InvalidOperationException($"The parameter {one.Key} has no value.")
                )
        );
    }

    public static Workflow Shipped(string path, JsonObject given) =>
        new(
            JsonNode.Parse(File.ReadAllText(Path.Combine(Document.Root, "connector", path)))!["definition"]!.AsObject(),
            given
        );

    /// <summary>The one thing that starts it.</summary>
    public JsonObject Trigger => Assert.Single(definition["triggers"]!.AsObject()).Value!.AsObject();

    public JsonObject Actions => definition["actions"]!.AsObject();

    public JsonNode? Parameter(string name) =>
        parameters.TryGetValue(name, out var value)
            ? value
            : throw new InvalidOperationException($"There is no parameter {name}.");

    /// <summary>What the trigger is asked with, when the workflow is turned on.</summary>
    /// <param name="callback">The address that starts a run, of those that are called back.</param>
    public JsonObject TriggerInputs(string? callback = null) =>
        new Evaluation(
            new Dictionary<string, Func<IReadOnlyList<JsonNode?>, JsonNode?>>
            {
                ["parameters"] = given => Parameter((string)given[0]!),
                ["listCallbackUrl"] = _ => callback,
            }
        )
            .Of(Trigger["inputs"])!
            .AsObject();

    /// <summary>The runs that one answer of the trigger starts: one, or one for each that it splits on.</summary>
    public IEnumerable<JsonNode?> Split(JsonNode? body)
    {
        if ((string?)Trigger["splitOn"] is not { } on)
            return [body];
        var outputs = new JsonObject { ["body"] = body?.DeepClone() };
        return new Evaluation(
            new Dictionary<string, Func<IReadOnlyList<JsonNode?>, JsonNode?>> { ["triggerOutputs"] = _ => outputs }
        )
            .Of(on)!
            .AsArray();
    }
}
