using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;
using Hub.Tests.Sla;

namespace Hub.Tests.Assignment;

/// <summary>How tests set up rules, and wait for what they do.</summary>
internal static class RuleCalls
{
    public const string Rules = "/api/v1/assignment-rules";

    /// <summary>A rule on new tickets, where the fields say nothing else.</summary>
    public static async Task<long> NewRule(this HubClient client, object fields) =>
        (await client.SendRule(fields)).Expect(HttpStatusCode.Created).Id;

    public static async Task<Answer> SendRule(this HubClient client, object fields) =>
        await client.Send(HttpMethod.Post, Rules, RuleOf(fields));

    /// <summary>The body of a rule.</summary>
    public static JsonObject RuleOf(object fields)
    {
        var body = JsonNode.Parse(JsonSerializer.Serialize(fields))!.AsObject();
        body["name"] ??= $"Rule {Guid.NewGuid():N}";
        body["on"] ??= new JsonArray("created");
        return body;
    }

    public static JsonObject Assign(string method, object among)
    {
        var assign = JsonNode.Parse(JsonSerializer.Serialize(among))!.AsObject();
        assign["method"] = method;
        return new JsonObject { ["assign"] = assign };
    }

    public static object Where(string field, string asked, object? value = null) =>
        value is null
            ? new { field, @operator = asked }
            : new
            {
                field,
                @operator = asked,
                value,
            };

    public static object TicketOf(string subject, string[]? tags = null, long? assignee = null) =>
        new
        {
            subject,
            description = "Since this morning",
            requester_email = "user@company.com",
            tags,
            assignee_id = assignee,
        };

    /// <summary>The ticket once it is so.</summary>
    public static async Task<JsonNode> Once(this HubWithSla hub, long ticket, Func<JsonNode, bool> isSo) =>
        await Wait.For(
            async () =>
            {
                await hub.Settle();
                return (await hub.Admin.GetTicket(ticket)).Data;
            },
            isSo
        );

    /// <summary>A new ticket once somebody has it.</summary>
    public static async Task<long> AssigneeOfNew(this HubWithSla hub, object? fields = null)
    {
        var ticket = await hub.Admin.NewTicket(fields);
        return (long)(await hub.Once(ticket, one => one["assignee_id"] is not null))["assignee_id"]!;
    }

    /// <summary>The lines of its history that rules wrote: which rule, and what.</summary>
    public static string[] LinesOfRules(this JsonNode ticket) =>
        [
            .. ticket["timeline"]!
                .AsArray()
                .Where(line => (string)line!["actor"]!["kind"]! == "rule")
                .Select(line => $"{line!["actor"]!["name"]}: {line["kind"]}"),
        ];

    /// <summary>How the rule fares, once it is so.</summary>
    public static async Task<JsonNode> StatusOf(this HubWithSla hub, long rule, Func<JsonNode, bool> isSo) =>
        await Wait.For(
            async () =>
            {
                await hub.Settle();
                return (await hub.Admin.Get($"{Rules}/statuses")).Items.First(one => (long)one!["rule_id"]! == rule)!;
            },
            isSo
        );

    public static async Task<JsonNode> DryRun(this HubClient client, object rule, int tickets = 100) =>
        (await client.Send(HttpMethod.Post, $"{Rules}/dry-run", new { rule, tickets })).Expect(HttpStatusCode.OK).Data;

    public static string[] Tags(this JsonNode ticket) => [.. ticket["tags"]!.AsArray().Select(tag => (string)tag!)];
}
