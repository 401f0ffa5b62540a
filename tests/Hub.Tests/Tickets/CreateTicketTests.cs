using System.Net;
using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Hub.Tests.Hosting;

namespace Hub.Tests.Tickets;

public sealed class CreateTicketTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    [Fact]
    public async Task The_example_of_the_published_contract_works_on_a_fresh_hub()
    {
        const string example = """
            {
              "subject": "VPN not connecting",
              "description": "Cannot connect to office VPN since morning",
              "requester_email": "user@company.com",
              "priority": "high",
              "department_id": 2
            }
            """;

        var answer = await hub.Admin.CreateTicket(example);

        answer.Expect(HttpStatusCode.Created);
        Assert.Equal("high", (string)answer.Data["priority"]!);
        Assert.Equal(2, (long)answer.Data["department_id"]!);
        Assert.Equal("open", (string)answer.Data["status"]!);
        Assert.Equal($"ACME-{answer.Id}", (string)answer.Data["code"]!);
        Assert.Equal($"{hub.Host.Http.BaseAddress}api/v1/tickets/{answer.Id}", answer.Header("Location"));
    }

    [Fact]
    public async Task The_answer_and_its_etag_are_those_of_the_ticket_as_read()
    {
        var created = await hub.Admin.CreateTicket();

        var read = await hub.Admin.GetTicket(created.Id);

        Assert.Equal(created.ETag, read.ETag);
        foreach (var (field, value) in created.Data.AsObject())
            Assert.Equal(value?.ToJsonString(), read.Data[field]?.ToJsonString());
    }

    [Fact]
    public async Task What_was_not_given_has_its_default_or_is_absent()
    {
        var data = (await hub.Admin.CreateTicket()).Data.AsObject();

        Assert.Equal("medium", (string)data["priority"]!);
        Assert.Equal("api", (string)data["channel"]!);
        Assert.Equal("[]", data["tags"]!.ToJsonString());
        Assert.Equal("{}", data["custom_fields"]!.ToJsonString());
        Assert.Equal(0, (int)data["reply_count"]!);
        foreach (
            var absent in new[] { "requester_name", "department_id", "assignee_id", "merged_into_id", "resolved_at" }
        )
            Assert.False(data.ContainsKey(absent), absent);
    }

    [Fact]
    public async Task Every_field_is_kept()
    {
        await hub.Admin.HireAgents(7);
        var answer = await hub.Admin.CreateTicket(
            new
            {
                subject = "Bürostuhl <kaputt> ✓",
                description = "Quietscht",
                requester_email = "ute@company.com",
                requester_name = "Ute",
                priority = "urgent",
                department_id = 3,
                assignee_id = 7,
                tags = new[] { "chair", " chair ", "3rd floor" },
                custom_fields = new Dictionary<string, object?>
                {
                    ["Floor"] = 3,
                    ["asset-tag"] = "X1",
                    ["nothing"] = null,
                },
                channel = "phone",
            }
        );

        var data = answer.Expect(HttpStatusCode.Created).Data;
        Assert.Contains("Bürostuhl <kaputt> ✓", answer.Text);
        Assert.Equal("Ute", (string)data["requester_name"]!);
        Assert.Equal("urgent", (string)data["priority"]!);
        Assert.Equal(7, (long)data["assignee_id"]!);
        Assert.Equal("""["chair","3rd floor"]""", data["tags"]!.ToJsonString());
        Assert.Equal("""{"Floor":3,"asset-tag":"X1"}""", data["custom_fields"]!.ToJsonString());
        Assert.Equal("phone", (string)data["channel"]!);
    }

    [Fact]
    public async Task Dates_are_UTC_with_a_Z()
    {
        var created = (string)(await hub.Admin.CreateTicket()).Data["created_at"]!;

        Assert.Matches(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$", created);
    }

    [Fact]
    public async Task It_fires_created_and_with_an_assignee_assigned()
    {
        await hub.Admin.HireAgents(7);
        var plain = await hub.Admin.NewTicket();
        var assigned = await hub.Admin.NewTicket(
            new
            {
                subject = "A",
                description = "B",
                requester_email = "a@b.c",
                assignee_id = 7,
            }
        );

        Assert.Equal([TicketFacts.Created], await hub.Host.FactsOf(plain));
        Assert.Equal([TicketFacts.Created, TicketFacts.Assigned], await hub.Host.FactsOf(assigned));
    }

    [Fact]
    public async Task Unknown_fields_are_tolerated() =>
        (
            await hub.Admin.CreateTicket(
                """{"subject":"A","description":"B","requester_email":"a@b.c","colour":"red","nested":{"x":[1]}}"""
            )
        ).Expect(HttpStatusCode.Created);

    [Theory]
    [InlineData("subject")]
    [InlineData("description")]
    [InlineData("requester_email")]
    public async Task Required_fields_are_named_when_missing_null_or_blank(string field)
    {
        string[] bodies = ["{}", $$"""{"{{field}}":null}""", $$"""{"{{field}}":"  "}"""];
        foreach (var body in bodies)
            (await hub.Admin.CreateTicket(body)).ExpectInvalid(field);
    }

    [Theory]
    [InlineData("priority", "\"hihg\"")]
    [InlineData("priority", "2")]
    [InlineData("channel", "\"fax\"")]
    [InlineData("subject", "5")]
    [InlineData("department_id", "\"two\"")]
    [InlineData("department_id", "0")]
    [InlineData("department_id", "999")]
    [InlineData("assignee_id", "-1")]
    [InlineData("tags", "\"vpn\"")]
    [InlineData("tags", "[\"\"]")]
    [InlineData("custom_fields", "[]")]
    [InlineData("requester_email", "\"nobody\"")]
    [InlineData("requester_email", "\"a@b@c\"")]
    public async Task A_value_that_does_not_fit_is_named(string field, string value)
    {
        var fields = new Dictionary<string, string>
        {
            ["subject"] = "\"A\"",
            ["description"] = "\"B\"",
            ["requester_email"] = "\"a@b.c\"",
            [field] = value,
        };
        var body = "{" + string.Join(',', fields.Select(one => $"\"{one.Key}\":{one.Value}")) + "}";

        (await hub.Admin.CreateTicket(body)).ExpectInvalid(field);
    }

    [Fact]
    public async Task An_unknown_priority_is_answered_with_the_known_ones()
    {
        var answer = await hub.Admin.CreateTicket("""{"subject":"A","priority":"hihg"}""");

        Assert.Equal(["Must be one of low, medium, high, urgent."], answer.ErrorsOf("priority"));
    }

    [Fact]
    public async Task Too_long_a_subject_is_refused_and_the_longest_is_not()
    {
        (await hub.Admin.CreateTicket(Samples.Ticket(new string('x', 256)))).ExpectInvalid("subject");
        (await hub.Admin.CreateTicket(Samples.Ticket(new string('x', 255)))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Another_organization_s_department_is_unknown()
    {
        var department = await hub.Neighbour.CreateDepartment(new { name = "Theirs" });
        Assert.Equal(1, department.Id);
        for (var count = 0; count < 4; count++)
            department = await hub.Neighbour.CreateDepartment(new { name = $"Theirs {count}" });

        var answer = await hub.Admin.CreateTicket(
            new
            {
                subject = "A",
                description = "B",
                requester_email = "a@b.c",
                department_id = department.Id,
            }
        );

        answer.ExpectInvalid("department_id");
    }

    [Fact]
    public async Task A_department_is_known_from_its_creation_to_its_deletion()
    {
        var department = (await hub.Admin.CreateDepartment(new { name = "Short-lived" })).Id;
        var ticket = new
        {
            subject = "A",
            description = "B",
            requester_email = "a@b.c",
            department_id = department,
        };

        var id = await hub.Admin.NewTicket(ticket);
        await hub.Admin.DeleteTicket(id);
        await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/departments/{department}", null);

        (await hub.Admin.CreateTicket(ticket)).ExpectInvalid("department_id");
    }
}
