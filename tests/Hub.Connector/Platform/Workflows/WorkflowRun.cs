using System.Text.Json.Nodes;

namespace Hub.Connector.Platform.Workflows;

/// <summary>A step of a type that somebody knows to carry out: inputs in, the body of its outputs out.</summary>
internal delegate Task<JsonNode?> Step(JsonObject action, JsonObject inputs);

/// <summary>One run, from what started it to the last step.</summary>
/// <param name="triggerBody">What the trigger brought.</param>
/// <param name="steps">By the type of the action.</param>
/// <param name="callback">The address that a step of the run which waits is called at.</param>
internal sealed class WorkflowRun(
    Workflow workflow,
    JsonNode? triggerBody,
    IReadOnlyDictionary<string, Step> steps,
    string? callback = null
)
{
    private readonly Dictionary<string, JsonNode?> bodies = [];
    private readonly Dictionary<string, JsonNode?> items = [];
    private readonly List<string> done = [];

    /// <summary>The actions that ran to their end, in their order, each as often as it did.</summary>
    public IReadOnlyList<string> Done => done;

    /// <exception cref="InvalidOperationException">A step failed, or no order lets all of them run.</exception>
    public async Task<WorkflowRun> ToTheEnd()
    {
        await Run(workflow.Actions);
        return this;
    }

    private async Task Run(JsonObject actions)
    {
        var waiting = actions.Select(one => (Name: one.Key, Action: one.Value!.AsObject())).ToList();
        while (waiting.Count > 0)
        {
            var next = waiting.FirstOrDefault(one => waiting.All(other => !IsAfter(one.Action, other.Name)));
            if (next.Name is null)
                throw new InvalidOperationException(
                    $"{string.Join(", ", waiting.Select(one => one.Name))} wait for each other."
                );
            foreach (var before in next.Action["runAfter"] as JsonObject ?? [])
                Assert.True(
                    actions.ContainsKey(before.Key),
                    $"{next.Name} runs after {before.Key}, which is not there."
                );
            await Run(next.Name, next.Action);
            waiting.Remove(next);
        }
    }

    private static bool IsAfter(JsonObject action, string other) =>
        (action["runAfter"] as JsonObject)?.ContainsKey(other) == true;

    private async Task Run(string name, JsonObject action)
    {
        switch ((string)action["type"]!)
        {
            case "Foreach":
                foreach (var item in Evaluation.Of(action["foreach"])!.AsArray())
                {
                    items[name] = item;
                    await Run(action["actions"]!.AsObject());
                }
                break;
            case "If":
                var branch = (bool)Evaluation.Of(action["expression"])! ? action : action["else"]?.AsObject();
                await Run(branch?["actions"]?.AsObject() ?? []);
                break;
            case var type:
                var step = steps.TryGetValue(type, out var known)
                    ? known
                    : throw new InvalidOperationException($"{name} is a {type}, which nobody knows.");
                bodies[name] = await step(action, Evaluation.Of(action["inputs"])!.AsObject());
                break;
        }
        done.Add(name);
    }

    private Evaluation Evaluation =>
        field ??= new(
            new Dictionary<string, Func<IReadOnlyList<JsonNode?>, JsonNode?>>
            {
                ["parameters"] = given => workflow.Parameter((string)given[0]!),
                ["triggerBody"] = _ => triggerBody,
                ["triggerOutputs"] = _ => new JsonObject { ["body"] = triggerBody?.DeepClone() },
                ["body"] = given =>
                    bodies.TryGetValue((string)given[0]!, out var body)
                        ? body
                        : throw new InvalidOperationException($"{given[0]} has not run."),
                ["items"] = given =>
                    items.TryGetValue((string)given[0]!, out var item)
                        ? item
                        : throw new InvalidOperationException($"Nothing goes through {given[0]}."),
                ["outputs"] = given => bodies[(string)given[0]!],
                ["base64ToBinary"] = given => new JsonObject
                {
                    ["$content-type"] = "application/octet-stream",
                    ["$content"] = given[0]!.DeepClone(),
                },
                ["string"] = given => given[0]!.ToJsonString(),
                ["equals"] = given => JsonNode.DeepEquals(given[0], given[1]),
                ["if"] = given => ((bool)given[0]! ? given[1] : given[2])?.DeepClone(),
                ["listCallbackUrl"] = _ => callback,
            }
        );
}
