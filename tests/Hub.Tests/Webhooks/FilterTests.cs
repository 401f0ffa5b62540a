using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>Filters narrow a webhook to some tickets.</summary>
public sealed class FilterTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    public static TheoryData<string, string> Cases() =>
        new()
        {
            { """{"department_id":[2]}""", "department" },
            { """{"priority":["urgent","high"]}""", "priority" },
            { """{"tag":["vpn"]}""", "tag" },
            { """{"assignee_id":[7]}""", "assignee" },
            { """{"department_id":[2],"priority":["urgent"],"tag":["vpn"],"assignee_id":[7]}""", "all" },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Only_tickets_that_pass_all_lists_come(string filters, string expected)
    {
        await hub.Admin.HireAgents(8);
        await using var receiver = await HookReceiver.Start();
        await hub.Admin.CreateWebhook(
            new
            {
                url = receiver.Url,
                events = new[] { "ticket.created" },
                filters = System.Text.Json.Nodes.JsonNode.Parse(filters),
            }
        );

        await New("none", 1, "low", ["printer"], null);
        await New("department", 2, "low", [], null);
        await New("priority", 1, "high", [], null);
        await New("tag", 1, "low", ["printer", "vpn"], null);
        await New("assignee", 1, "low", [], 7);
        await New("all", 2, "urgent", ["vpn"], 7);

        var single = expected == "all";
        var hooks = await receiver.Until(single ? 1 : 2);
        Assert.Equal(single ? ["all"] : ["all", expected], hooks.Select(hook => hook.Subject).Order());
    }

    [Fact]
    public async Task What_a_ticket_is_after_the_change_counts()
    {
        await hub.Admin.HireAgents(8);
        await using var receiver = await HookReceiver.Start();
        await hub.Admin.CreateWebhook(
            new
            {
                url = receiver.Url,
                events = new[] { "ticket.updated" },
                filters = new { assignee_id = new[] { 7 } },
            }
        );
        var ticket = await hub.Admin.NewTicket();

        await hub.Admin.UpdateTicket(ticket, new { assignee_id = 8 });
        await hub.Admin.UpdateTicket(ticket, new { assignee_id = 7 });

        var hook = (await receiver.Until(1))[0];
        Assert.Equal(7, (int)hook.Data["assignee_id"]!);
        Assert.Equal("""[{"field":"assignee_id","from":8,"to":7}]""", hook.Data["changes"]!.ToJsonString());
    }

    private Task<long> New(string subject, int department, string priority, string[] tags, int? assignee) =>
        hub.Admin.NewTicket(
            new
            {
                subject,
                description = "x",
                requester_email = "user@company.com",
                department_id = department,
                priority,
                tags,
                assignee_id = assignee,
            }
        );
}
