using System.Text.Json.Nodes;
using Hub.Classifications;

namespace Hub.Demo;

/// <summary>Sets the demo's helpdesk up: who works there and who asks, where tickets go, and how soon they are to be dealt with.</summary>
internal sealed class DemoDesk(DemoHands hands, DateTimeOffset at)
{
    public const string Departments = "/api/v1/departments";
    public const string Queues = "/api/v1/queues";
    public const string FirstLine = "First line";

    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"];

    /// <summary>The classifications by their paths.</summary>
    public Dictionary<string, long> Classifications { get; private set; } = [];

    public async Task SetUp(CancellationToken cancellation)
    {
        foreach (var department in DemoPeople.Agents.Select(agent => agent.Department).Distinct())
            await Ensure(Departments, "name", new() { ["name"] = department }, cancellation);
        await EnsureAll("/api/v1/users", "email", DemoPeople.Agents.Select(AgentOf), cancellation);
        await EnsureAll("/api/v1/companies", "name", DemoPeople.Companies.Select(CompanyOf), cancellation);
        await EnsureAll("/api/v1/contacts", "email", DemoPeople.Contacts.Select(ContactOf), cancellation);
        await Ensure(Queues, "name", new() { ["name"] = FirstLine, ["position"] = 10 }, cancellation);
        foreach (var (department, position) in new[] { ("IT", 20), ("Facilities", 30), ("Finance", 40) })
            await Ensure(
                Queues,
                "name",
                new()
                {
                    ["name"] = department,
                    ["department_id"] = hands.IdOf(Departments, department),
                    ["position"] = position,
                },
                cancellation
            );
        await Classify(cancellation);
        await Promise(cancellation);
    }

    /// <summary>Where tickets of the trouble wait.</summary>
    public static string QueueOf(Trouble trouble) =>
        trouble.Department is "IT" or "Facilities" or "Finance" ? trouble.Department : FirstLine;

    private Task<long> Ensure(string list, string key, JsonObject body, CancellationToken cancellation) =>
        hands.Ensure(at, list, key, body, cancellation);

    private Task EnsureAll(string list, string key, IEnumerable<JsonObject> bodies, CancellationToken cancellation) =>
        hands.EnsureAll(at, list, key, bodies, cancellation);

    private JsonObject AgentOf(DemoAgent agent) =>
        new()
        {
            ["name"] = agent.Name,
            ["email"] = agent.Email,
            ["title"] = agent.Title,
            ["department_id"] = hands.IdOf(Departments, agent.Department),
        };

    private JsonObject CompanyOf(DemoCompany company) =>
        new()
        {
            ["name"] = company.Name,
            ["domains"] = new JsonArray(company.Domain),
            ["industry"] = company.Industry,
            ["size"] = company.Size,
            ["address"] = company.City,
            ["owner_id"] = hands.IdOf(DemoPeople.Agents[0]),
        };

    private static JsonObject ContactOf(DemoContact contact) =>
        new()
        {
            ["name"] = contact.Name,
            ["email"] = contact.Email,
            ["job_title"] = contact.Title,
        };

    private async Task Classify(CancellationToken cancellation)
    {
        const string List = "/api/v1/classifications";
        var known = await ClassificationPaths.Of(hands.Api, hands.Desk, cancellation);
        Classifications = known.GroupBy(one => one.Value).ToDictionary(one => one.Key, one => one.First().Key);
        foreach (var path in Troubles.All.Select(one => one.Classification).Distinct())
        {
            var (top, below) = (path.Split(" > ")[0], path.Split(" > ")[1]);
            if (!Classifications.TryGetValue(top, out var parent))
                Classifications[top] = parent = await hands.New(at, List, new() { ["name"] = top }, cancellation);
            if (!Classifications.ContainsKey(path))
                Classifications[path] = await hands.New(
                    at,
                    List,
                    new() { ["name"] = below, ["parent_id"] = parent },
                    cancellation
                );
        }
    }

    /// <summary>Office hours, deadlines by priority, and that requesters are asked how satisfied they are.</summary>
    private async Task Promise(CancellationToken cancellation)
    {
        var hours = Weekdays.Select(day =>
            (JsonNode)
                new JsonObject
                {
                    ["day"] = day,
                    ["from"] = "08:00",
                    ["to"] = "18:00",
                }
        );
        var calendar = await Ensure(
            "/api/v1/sla/calendars",
            "name",
            new()
            {
                ["name"] = "Office hours",
                ["time_zone"] = WorkingWeek.TimeZoneName,
                ["hours"] = new JsonArray([.. hours]),
            },
            cancellation
        );
        foreach (
            var (name, position, priorities, first, resolution) in new[]
            {
                ("Urgent", 10, new[] { "urgent" }, 30, 480),
                ("High", 20, ["high"], 120, 960),
                ("Everything else", 30, [], 480, 3_000),
            }
        )
            await Ensure(
                "/api/v1/sla/policies",
                "name",
                new()
                {
                    ["name"] = name,
                    ["position"] = position,
                    ["priorities"] = new JsonArray([.. priorities.Select(one => (JsonNode)one)]),
                    ["calendar_id"] = calendar,
                    ["first_response_minutes"] = first,
                    ["resolution_minutes"] = resolution,
                },
                cancellation
            );
        await hands.Do(
            at,
            "PUT",
            "/api/v1/csat/settings",
            new() { ["enabled"] = true, ["valid_days"] = 30 },
            cancellation
        );
    }
}
