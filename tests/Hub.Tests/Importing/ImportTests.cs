using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Importing;

/// <summary>Rows of another system become records, by the checks of the API and at their own times.</summary>
public sealed class ImportTests
{
    private const string Tickets = """
        external_id,subject,description,requester_email,requester_name,priority,department,assignee,status,tags,created_at,updated_at,resolved_at,custom_fields.floor
        T-1,"VPN, again","It ""drops""
        every hour",una@acme.com,Una Berg,high,IT,ada@company.com,closed,"vpn, berlin",2025-03-01T09:00:00Z,2025-03-04 12:30,2025-03-03T10:00:00Z,3
        T-2,Printer,No toner,ben@acme.com,,,,,open,,2025-03-02 08:00,,,
        """;

    private const string Replies = """
        external_id,ticket_id,body,internal,author_email,created_at
        R-2,T-1,Works now,,una@acme.com,2025-03-02T11:00:00Z
        R-1,T-1,Please restart,,ada@company.com,2025-03-02T10:00:00Z
        R-3,T-1,Known defect,true,ada@company.com,2025-03-02T12:00:00Z
        """;

    [Fact]
    public async Task A_value_of_another_type_refuses_its_row_alone()
    {
        await using var folder = await ImportedFolder.Start();
        folder.Write(
            "assets.jsonl",
            """
            {"name":"Numbered","type":"laptop","tag":17}
            {"name":"Named","type":"laptop","tag":"LT-1"}
            """
        );
        folder.Write(
            "tickets.jsonl",
            """
            {"id":"1","subject":"One","description":"Text","requester email":"una@acme.com"}
            {"id":"2","subject":"Two","description":"Text","requester email":"una@acme.com","custom_fields":"x","custom_fields.floor":3}
            """
        );
        folder.Write(
            "replies.jsonl",
            """
            {"external_id":"1","ticket_id":1,"body":"In public","public":true,"author_email":5}
            {"external_id":"2","ticket_id":1,"body":"In private","public":false}
            {"external_id":"3","ticket_id":1,"body":"Neither","public":1}
            """
        );

        var (code, output, error) = await folder.Import("--map", "zendesk");

        Assert.True(code == 2, output + error);
        Assert.Contains("custom_fields is no object", folder.Refused("tickets.jsonl"));
        Assert.Contains("internal", folder.Refused("replies.jsonl"));
        await using var hub = await folder.Hub();
        var ticket = Assert.Single((await hub.Admin.ListTickets()).Items)!;
        var replies = (await hub.Admin.Get($"/api/v1/tickets/{ticket["id"]}/replies")).Items;
        Assert.Contains(replies, one => (string)one!["body"]! == "In private" && (bool)one["internal"]!);
        Assert.Contains((await hub.Admin.Get("/api/v1/assets")).Items, one => (string)one!["name"]! == "Named");
    }

    [Fact]
    public async Task A_dry_run_uses_no_number_up()
    {
        await using var folder = await ImportedFolder.Start();
        folder.Write("tickets.csv", Tickets.Replace("IT,ada@company.com", ","));

        Assert.Equal(0, (await folder.Import("--dry-run")).Code);

        await using var hub = await folder.Hub();
        Assert.Equal(1, await hub.Admin.NewTicket());
    }

    [Fact]
    public async Task What_is_administered_is_the_command_s_act_of_today()
    {
        await using var folder = await ImportedFolder.Start();
        folder.Write("users.csv", "name,email,created_at\nAda King,ada@company.com,2025-03-01T09:00:00Z\n");

        Assert.Equal(0, (await folder.Import()).Code);

        await using var hub = await folder.Hub();
        var act = (await hub.Admin.Get("/api/v1/audit-log?subject_type=agent&action=created")).Items[0]!;
        Assert.Equal("command", (string)act["actor"]!["type"]!);
        Assert.InRange(
            (DateTimeOffset)act["at"]!,
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddMinutes(1)
        );
    }

    [Fact]
    public async Task Everything_comes_in_with_its_references_and_its_own_times()
    {
        await using var folder = await ImportedFolder.Start();
        folder.Write("users.csv", "name,email\nAda King,ada@company.com\n");
        folder.Write("companies.csv", "external_id,name,domains\nC-1,Acme Ltd,acme.com\n");
        folder.Write("contacts.csv", "email,name,company\nuna@acme.com,Una Berg,Acme Ltd\n");
        folder.Write("assets.csv", "name,type,tag,owner\nLaptop,laptop,LT-1,ada@company.com\n");
        folder.Write("tickets.csv", Tickets);
        folder.Write("replies.csv", Replies);

        var (code, output, error) = await folder.Import();

        Assert.True(code == 0, output + error);
        await using var hub = await folder.Hub();
        var one = await Found(hub, "VPN, again");
        Assert.Equal("It \"drops\"\nevery hour", (string)one["description"]!);
        Assert.Equal(["vpn", "berlin"], one["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.Equal("3", (string)one["custom_fields"]!["floor"]!);
        Assert.Equal("closed", (string)one["status"]!);
        Assert.Equal("high", (string)one["priority"]!);
        Assert.Equal("2025-03-01T09:00:00.000Z", (string)one["created_at"]!);
        Assert.Equal("2025-03-03T10:00:00.000Z", (string)one["resolved_at"]!);
        Assert.Equal("2025-03-04T12:30:00.000Z", (string)one["closed_at"]!);
        Assert.Equal("2025-03-02T10:00:00.000Z", (string)one["first_responded_at"]!);
        Assert.Equal(2, (int)one["department_id"]!);
        var agent = (await hub.Admin.Get("/api/v1/users")).Items.Single(user =>
            (string)user!["email"]! == "ada@company.com"
        );
        Assert.Equal((long)agent!["id"]!, (long)one["assignee_id"]!);
        var contact = (await hub.Admin.Get("/api/v1/contacts?email=una@acme.com")).Items[0]!;
        Assert.Equal((long)contact["id"]!, (long)one["requester_id"]!);
        Assert.NotNull(contact["company_id"]);
        var replies = (await hub.Admin.Get($"/api/v1/tickets/{one["id"]}/replies")).Items;
        Assert.Equal(
            [
                "Please restart agent 2025-03-02T10:00:00.000Z",
                "Works now contact 2025-03-02T11:00:00.000Z",
                "Known defect agent 2025-03-02T12:00:00.000Z",
            ],
            replies
                .OrderBy(reply => (string)reply!["created_at"]!, StringComparer.Ordinal)
                .Select(reply => $"{reply!["body"]} {reply["author"]!["kind"]} {reply["created_at"]}")
        );
        var two = await Found(hub, "Printer");
        Assert.Equal("open", (string)two["status"]!);
        Assert.Equal("LT-1", (string)(await hub.Admin.Get("/api/v1/assets")).Items[0]!["tag"]!);
    }

    [Fact]
    public async Task A_second_import_makes_nothing_twice_and_takes_back_nothing()
    {
        await using var folder = await ImportedFolder.Start();
        folder.Write("users.csv", "name,email\nAda King,ada@company.com\n");
        folder.Write("tickets.csv", Tickets);
        folder.Write("replies.csv", Replies);
        Assert.Equal(0, (await folder.Import()).Code);
        await using (var hub = await folder.Hub())
            await hub.Admin.UpdateTicket((long)(await Found(hub, "Printer"))["id"]!, new { subject = "Printer!" });
        folder.Write("tickets.csv", Tickets + "\nT-3,Third,New,cy@acme.com,,,,,pending,,2025-03-05 08:00,,,\n");

        var (code, output, _) = await folder.Import();

        Assert.Equal(0, code);
        Assert.Contains("tickets: 1 made, 2 there before, 0 refused", output);
        await using var after = await folder.Hub();
        var tickets = (await after.Admin.ListTickets()).Items;
        Assert.Equal(
            ["Printer!", "Third", "VPN, again"],
            tickets.Select(one => (string)one!["subject"]!).Order(StringComparer.Ordinal)
        );
        Assert.Equal("pending", (string)(await Found(after, "Third"))["status"]!);
        Assert.Equal(2, (int)(await Found(after, "VPN, again"))["reply_count"]!);
    }

    [Fact]
    public async Task What_does_not_hold_is_refused_by_line_with_the_reason_and_the_rest_comes_in()
    {
        await using var folder = await ImportedFolder.Start();
        folder.Write(
            "tickets.csv",
            """
            external_id,subject,description,requester_email,priority,department,created_at,status
            1,Fine,x,una@acme.com,,,,
            2,,x,una@acme.com,,,,
            3,Address,x,not an address,highest,,,
            4,Department,x,una@acme.com,,Nowhere,,
            5,Future,x,una@acme.com,,,2999-01-01,
            ,No id,x,una@acme.com,,,,
            1,Twice,x,una@acme.com,,,,
            7,State,x,una@acme.com,,,,half
            8,Too many,x,una@acme.com,,,,,,,
            """
        );
        folder.Write("replies.jsonl", "{\"external_id\":\"a\",\"ticket_id\":\"99\",\"body\":\"Lost\"}\nno json\n");

        var (code, output, _) = await folder.Import();

        Assert.Equal(2, code);
        Assert.Contains("tickets: 2 made, 0 there before, 7 refused", output);
        var report = folder.Refused("tickets.csv");
        foreach (var expected in new[] { "3,2,", "4,3,", "5,4,", "6,5,", "7,,", "8,1,", "9,7,", "10,8," })
            Assert.Contains($"\n{expected}", report);
        foreach (
            var reason in new[] { "subject: ", "requester_email: ", "priority: ", "Nowhere", "2999-01-01", "status: " }
        )
            Assert.Contains(reason, report);
        Assert.Contains("No ticket 99 was imported", folder.Refused("replies.jsonl"));
        Assert.Contains("no JSON object", folder.Refused("replies.jsonl"));
        await using var hub = await folder.Hub();
        Assert.Equal(2, (await hub.Admin.ListTickets()).Items.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Webhooks_are_told_only_when_that_is_asked_for(bool tells)
    {
        await using var folder = await ImportedFolder.Start();
        folder.Write("tickets.csv", Tickets.Replace("ada@company.com", ""));
        var before = DateTimeOffset.UtcNow;

        var (code, output, error) = await folder.Import(tells ? ["--events"] : []);

        Assert.True(code == 0, output + error);
        await using var hub = await folder.Hub();
        var events = await hub.EventsOf((long)(await Found(hub, "VPN, again"))["id"]!);
        if (!tells)
        {
            Assert.Empty(events);
            return;
        }
        Assert.Contains(events, happened =>
            happened.Fact.ToString()!.Contains("created", StringComparison.OrdinalIgnoreCase)
        );
        Assert.All(events, happened => Assert.True(happened.At >= before.AddSeconds(-1)));
    }

    [Fact]
    public async Task A_dry_run_finds_what_is_wrong_and_writes_nothing()
    {
        await using var folder = await ImportedFolder.Start();
        folder.Write(
            "tickets.csv",
            Tickets.Replace("ada@company.com", "") + "\nT-9,,No subject,una@acme.com,,,,,,,,,,\n"
        );
        folder.Write("replies.csv", Replies);

        var (code, output, _) = await folder.Import("--dry-run");

        Assert.Equal(2, code);
        Assert.Contains("tickets: 2 made, 0 there before, 1 refused", output);
        Assert.Contains("replies: 3 made", output);
        await using (var hub = await folder.Hub())
        {
            Assert.Empty((await hub.Admin.ListTickets()).Items);
            Assert.Empty((await hub.Admin.Get("/api/v1/contacts")).Items);
        }
        Assert.Contains("tickets: 2 made", (await folder.Import()).Output);
    }

    [Fact]
    public async Task A_store_that_no_hub_has_started_on_takes_an_import_dry_or_not()
    {
        await using var folder = ImportedFolder.New();
        folder.Write("tickets.csv", Tickets.Replace("ada@company.com", ""));
        Assert.Equal(1, (await folder.Import()).Code);
        Assert.Equal(0, (await folder.Run("organizations", "create", "Acme")).Code);

        Assert.Contains("tickets: 2 made", (await folder.Import("--dry-run")).Output);
        Assert.Contains("tickets: 2 made", (await folder.Import()).Output);
    }

    [Fact]
    public async Task Exports_of_Zendesk_and_osTicket_are_read_with_their_own_columns_and_words()
    {
        await using var folder = await ImportedFolder.Start();
        folder.Write(
            "tickets-zendesk.csv",
            """
            "Id","Requester","Requester email","Subject","Tags","Status","Priority","Via","Created at","Updated at","Solved at"
            "35436","Una Berg","una@acme.com","Zen","one two","Solved","Normal","Mail","2025-02-01 10:00","2025-02-03 10:00","2025-02-02 10:00"
            "35437","Una Berg","una@acme.com","Held","","Hold","Urgent","Web Form","2025-02-01 10:00","2025-02-03 10:00",""
            """
        );
        Assert.Equal(0, (await folder.Import("--map", "zendesk")).Code);
        File.Delete(Path.Combine(folder.Files, "tickets-zendesk.csv"));
        folder.Write(
            "tickets.csv",
            """
            "Ticket Number","Date Created","Subject","From","From Email","Priority","Source","Current Status","Last Updated"
            "123456","2025-02-01 10:00:00","Os","Ben","ben@acme.com","Emergency","Phone","Closed","2025-02-05 10:00:00"
            """
        );
        var (code, output, error) = await folder.Import("--map", "osticket");

        Assert.True(code == 0, output + error);
        await using var hub = await folder.Hub();
        await Shows("Zen", "resolved medium email 2025-02-01T10:00:00.000Z");
        await Shows("Held", "on_hold urgent web 2025-02-01T10:00:00.000Z");
        await Shows("Os", "closed urgent phone 2025-02-01T10:00:00.000Z");
        Assert.Equal("2025-02-02T10:00:00.000Z", (string)(await Found(hub, "Zen"))["resolved_at"]!);

        async Task Shows(string subject, string expected)
        {
            var one = await Found(hub, subject);
            Assert.Equal(expected, $"{one["status"]} {one["priority"]} {one["channel"]} {one["created_at"]}");
        }
    }

    [Fact]
    public async Task Rows_go_to_the_organization_that_is_named_and_to_no_other()
    {
        await using var folder = await ImportedFolder.Start();
        string token;
        await using (var hub = await folder.Hub())
            token = (await hub.OpenOrganization("OTHER")).Token!;
        folder.Write("tickets.csv", Tickets.Replace(",IT,ada@company.com", ",,"));

        Assert.Equal(0, (await folder.Import("--organization", "OTHER")).Code);

        await using var after = await folder.Hub();
        Assert.Equal(2, (await after.As(token).ListTickets()).Items.Count);
        Assert.Empty((await after.Admin.ListTickets()).Items);
        var (code, _, error) = await folder.Run("import", folder.Files, "--organization", "NOWHERE");
        Assert.Equal(1, code);
        Assert.NotEmpty(error);
    }

    private static async Task<JsonNode> Found(HubHost hub, string subject) =>
        (await hub.Admin.ListTickets("per_page=100")).Items.Single(one => (string)one!["subject"]! == subject)!;
}
