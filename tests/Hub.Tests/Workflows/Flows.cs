using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Workflows;

/// <summary>The workflow of the tests: the default one, a step where somebody works on it, and a look at what is resolved.</summary>
internal static class Flows
{
    public const string Path = "/api/v1/workflow";

    /// <summary>The workflow as it is, to be changed.</summary>
    public static async Task<JsonObject> Current(this HubClient client)
    {
        var data = (await client.Get(Path)).Expect(HttpStatusCode.OK).Data.AsObject();
        return (JsonObject)data.DeepClone();
    }

    public static JsonObject Status(string id, string category, bool stopsSla = false, string? label = null) =>
        new()
        {
            ["id"] = id,
            ["label"] = label ?? id.Replace('_', ' '),
            ["category"] = category,
            ["stops_sla"] = stopsSla,
        };

    public static JsonObject Way(string[] from, string to, string label, JsonObject? more = null)
    {
        var way = new JsonObject
        {
            ["from"] = new JsonArray([.. from.Select(one => (JsonNode)one)]),
            ["target_id"] = to,
            ["label"] = label,
        };
        foreach (var (name, value) in more ?? [])
            way[name] = value?.DeepClone();
        return way;
    }

    /// <summary>open → working → checking (resolved, the clock runs on) → accepted (resolved, and it stops).</summary>
    public static async Task<Answer> SetUp(this HubClient client)
    {
        var flow = await client.Current();
        Add(flow, "statuses", Status("working", "open", label: "In progress"));
        Add(flow, "statuses", Status("checking", "resolved"));
        Add(flow, "statuses", Status("accepted", "resolved", stopsSla: true));
        Add(flow, "transitions", Way(["open"], "working", "Start work"));
        Add(
            flow,
            "transitions",
            Way(
                ["working"],
                "checking",
                "Have it checked",
                new JsonObject
                {
                    ["requires_resolution"] = true,
                    ["requires_comment"] = true,
                    ["additional_keys"] = new JsonArray("resolution_code"),
                }
            )
        );
        Add(flow, "transitions", Way(["checking"], "accepted", "Accept"));
        flow["resolutions"] = new JsonArray("fixed", "duplicate");
        return (await client.Send(HttpMethod.Put, Path, flow)).Expect(HttpStatusCode.OK);
    }

    public static void Add(JsonObject flow, string list, JsonObject one)
    {
        var all = flow[list]!.AsArray();
        if (!all.Any(there => JsonNode.DeepEquals(there!["id"], one["id"]) && one["id"] is not null))
            all.Add((JsonNode)one);
    }

    public static Task<Answer> Move(this HubClient client, long ticket, object body) =>
        client.Send(HttpMethod.Post, $"/api/v1/tickets/{ticket}/transitions", body);
}
