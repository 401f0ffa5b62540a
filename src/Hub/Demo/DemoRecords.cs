using System.Text.Json.Nodes;

namespace Hub.Demo;

/// <summary>What the demo's helpdesk has beside tickets: assets, articles, problems, changes, who is on call, and a bad day.</summary>
internal sealed class DemoRecords(DemoHands hands, DemoPlan plan, DateTimeOffset now)
{
    private readonly DateTimeOffset begin = WorkingWeek.At(plan.FirstDay, 0.5);

    /// <summary>What is there before the first ticket: assets, articles, and who is on call.</summary>
    public async Task<long> Stock(CancellationToken cancellation)
    {
        await Assets(cancellation);
        await Articles(cancellation);
        return await hands.Ensure(
            begin,
            "/api/v1/on-call/rotations",
            "name",
            new()
            {
                ["name"] = "System engineers",
                ["time_zone"] = WorkingWeek.TimeZoneName,
                ["handover"] = "weekly",
                ["handover_at"] = "09:00",
                ["starts_on"] = $"{plan.FirstDay.AddDays(-7):yyyy-MM-dd}",
                ["agent_ids"] = new JsonArray([.. Engineers.Select(agent => (JsonNode)hands.IdOf(agent))]),
                ["escalate_after_minutes"] = 15,
            },
            cancellation
        );
    }

    /// <summary>What came of the tickets, by their numbers.</summary>
    public async Task Happen(IReadOnlyList<long> numbers, long rotation, CancellationToken cancellation)
    {
        await Outage([.. Of(numbers, plan.IsOfOutage)], rotation, cancellation);
        await Problem(
            "VPN client 5.0 drops connections",
            "Client 5.0 loses the tunnel whenever the address of the network is renewed.",
            "known_error",
            [.. Of(numbers, one => one.Trouble == Troubles.Vpn).Take(14)],
            cancellation
        );
        await Problem(
            "Mail gateway stands still under load",
            "The queue of the gateway fills up when its disk is slow.",
            "resolved",
            [.. Of(numbers, plan.IsOfOutage)],
            cancellation
        );
        await Problem(
            "Printers of the third floor jam",
            "All of one delivery; the rollers seem to be too soft.",
            "investigating",
            [.. Of(numbers, one => one.Trouble.Classification == "Hardware > Printers").Take(8)],
            cancellation
        );
        await Change("Update the VPN client to 5.1", "medium", plan.OutageDay.AddDays(1), "implement", cancellation);
        await Change(
            "Give the mail gateway a disk of its own",
            "high",
            plan.OutageDay.AddDays(3),
            "implement",
            cancellation
        );
        await Change(
            "Replace the core switch in Berlin",
            "high",
            WorkingWeek.DayOf(now).AddDays(-2),
            null,
            cancellation
        );
    }

    private static IEnumerable<DemoAgent> Engineers => DemoPeople.Agents.Where(agent => agent.Department == "IT");

    private IEnumerable<long> Of(IReadOnlyList<long> numbers, Func<DemoTicket, bool> concerns) =>
        plan.Tickets.Zip(numbers).Where(one => concerns(one.First)).Select(one => one.Second);

    private Task Assets(CancellationToken cancellation)
    {
        var laptops = DemoPeople.Contacts.Select(
            (contact, at) =>
                Asset($"Laptop of {contact.Name}", "laptop", $"LT-{278 + at:0000}", contact.Company.City, contact.Email)
        );
        JsonObject[] others =
        [
            Asset("Printer, third floor", "printer", "PRN-0311", "Third floor"),
            Asset("Printer, warehouse", "printer", "PRN-0107", "Warehouse"),
            Asset("Printer, reception", "printer", "PRN-0112", "Reception"),
            Asset("Core switch Berlin", "switch", "SW-0001", "Berlin"),
            Asset("Core switch Hamburg", "switch", "SW-0002", "Hamburg"),
        ];
        return hands.EnsureAll(begin, "/api/v1/assets", "tag", [.. laptops, .. others], cancellation);

        JsonObject Asset(string name, string type, string tag, string location, string? owner = null) =>
            new()
            {
                ["name"] = name,
                ["type"] = type,
                ["tag"] = tag,
                ["location"] = location,
                ["owner_email"] = owner,
                ["department_id"] = hands.IdOf(DemoDesk.Departments, "IT"),
            };
    }

    private async Task Articles(CancellationToken cancellation)
    {
        const string Root = "/api/v1/knowledge-base";
        var known = await hands.Known(Root, "title", cancellation);
        var day = 0;
        foreach (var (category, title, body) in DemoArticles.All)
        {
            var at = WorkingWeek.At(plan.FirstDay.AddDays(day++), 11);
            if (known.ContainsKey(title) || at > now)
                continue;
            var below = await hands.Ensure(
                begin,
                $"{Root}/categories",
                "name",
                new() { ["name"] = category },
                cancellation
            );
            var article = await hands.New(
                at,
                Root,
                new()
                {
                    ["title"] = title,
                    ["body"] = body,
                    ["category_id"] = below,
                },
                cancellation
            );
            if (day != DemoArticles.All.Count)
                await hands.Do(at.AddMinutes(20), "POST", $"{Root}/{{id}}/publish", null, cancellation, article);
        }
    }

    private async Task Outage(IReadOnlyList<long> tickets, long rotation, CancellationToken cancellation)
    {
        const string Root = "/api/v1/incidents";
        const string Pages = "/api/v1/on-call/pages";
        var at = WorkingWeek.At(plan.OutageDay, 10);
        var incident = await hands.New(
            at,
            Root,
            new()
            {
                ["title"] = "E-mail does not come in",
                ["description"] = "Nothing from outside has come in since nine. Sending works.",
                ["severity"] = "critical",
                ["ticket_ids"] = new JsonArray([.. tickets.Select(one => (JsonNode)one)]),
            },
            cancellation
        );
        var page = await hands.New(
            at.AddMinutes(2),
            Pages,
            new()
            {
                ["rotation_id"] = rotation,
                ["incident_id"] = incident,
                ["summary"] = "E-mail does not come in",
            },
            cancellation
        );
        await hands.Do(at.AddMinutes(6), "POST", $"{Pages}/{{id}}/acknowledge", new(), cancellation, page);
        await Say(25, "identified", "The mail gateway is out of disk. We make room.");
        await Say(55, "monitoring", "Mail comes in again; what waited arrives within the hour.");
        await hands.Do(
            at.AddMinutes(110),
            "POST",
            $"{Root}/{{id}}/resolve",
            new() { ["resolution"] = "The gateway has room again, and everything that waited has arrived." },
            cancellation,
            incident
        );
        await hands.Do(
            at.AddMinutes(112),
            "POST",
            $"{Pages}/{{id}}/resolve",
            new() { ["resolution"] = "Cleared the queue." },
            cancellation,
            page
        );

        Task Say(int minutes, string status, string message) =>
            hands.Do(
                at.AddMinutes(minutes),
                "POST",
                $"{Root}/{{id}}/updates",
                new() { ["message"] = message, ["status"] = status },
                cancellation,
                incident
            );
    }

    private async Task Problem(
        string title,
        string description,
        string status,
        IReadOnlyList<long> tickets,
        CancellationToken cancellation
    )
    {
        const string Root = "/api/v1/problems";
        var at = WorkingWeek.At(plan.OutageDay, 14);
        var problem = await hands.New(
            at,
            Root,
            new()
            {
                ["title"] = title,
                ["description"] = description,
                ["priority"] = "high",
                ["assignee_id"] = hands.IdOf(Engineers.First()),
                ["department_id"] = hands.IdOf(DemoDesk.Departments, "IT"),
            },
            cancellation
        );
        foreach (var ticket in tickets)
            await hands.Do(
                at,
                "POST",
                $"{Root}/{{id}}/tickets",
                new() { ["ticket_id"] = ticket },
                cancellation,
                problem
            );
        await hands.Do(at.AddDays(1), "PUT", $"{Root}/{{id}}", new() { ["status"] = status }, cancellation, problem);
    }

    /// <param name="end">What becomes of it on the day it is planned for; it waits for its approval when absent.</param>
    private async Task Change(string title, string risk, DateOnly day, string? end, CancellationToken cancellation)
    {
        const string Root = "/api/v1/changes";
        var at = WorkingWeek.At(day, 9);
        var change = await hands.New(
            at,
            Root,
            new()
            {
                ["title"] = title,
                ["risk"] = risk,
                ["quorum"] = 2,
                ["assignee_id"] = hands.IdOf(Engineers.Last()),
            },
            cancellation
        );
        await Do(10, "submit", null);
        if (end is null)
            return;
        foreach (var agent in Engineers.Take(2))
            await Do(30, "vote", new() { ["decision"] = "approve", ["agent_id"] = hands.IdOf(agent) });
        await Do(
            40,
            "schedule",
            new() { ["planned_start"] = $"{at.AddHours(12):O}", ["planned_end"] = $"{at.AddHours(14):O}" }
        );
        await Do(13 * 60, end, new() { ["comment"] = "As planned, nobody noticed." });

        Task Do(int minutes, string verb, JsonObject? body) =>
            hands.Do(at.AddMinutes(minutes), "POST", $"{Root}/{{id}}/{verb}", body, cancellation, change);
    }
}
