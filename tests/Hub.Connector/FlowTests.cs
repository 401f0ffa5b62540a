using System.Text.Json.Nodes;
using Hub.Connector.Platform;
using Hub.Connector.Platform.Workflows;
using Hub.Connector.Rules;
using Hub.Tests.Hosting;
using Hub.Tests.Surveys;
using Hub.Tests.Webhooks;

namespace Hub.Connector;

/// <summary>Every flow that is shipped runs from its trigger to its last step.</summary>
public sealed class FlowTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    private readonly Maker maker = new(Connection.WithToken(hub.Host.Http, HubHost.FirstToken));

    private Steps Steps => field ??= new(maker.Connection, hub.Host.Http);

    [Fact]
    public void Each_flow_has_its_test() =>
        Assert.Equal(
            [
                "approval-for-change.json",
                "csat-to-sheet.json",
                "new-hire-to-agent.json",
                "sla-breach-to-on-call.json",
                "ticket-from-email.json",
                "urgent-ticket-to-teams.json",
            ],
            SampleFlow.All(maker.Connection.Files).Select(flow => flow.Name)
        );

    [Fact]
    public async Task A_card_goes_to_a_channel_for_each_new_urgent_ticket_and_for_no_other()
    {
        await using var receiver = await HookReceiver.Start();
        var workflow = Workflow.Shipped(
            "samples/urgent-ticket-to-teams.json",
            new() { ["team"] = "7c1d", ["channel"] = "19:channel@thread.tacv2" }
        );
        var flow = await Steps.Subscribe(workflow.Trigger, workflow.TriggerInputs(), receiver.Url);

        await maker.NewTicket("low");
        var ticket = await maker.NewTicket("urgent", "It says \"PC LOAD LETTER\"\nand {stops}.");
        var told = Assert.Single(await receiver.Until(1)).Json;
        Assert.Empty(maker.Connection.Misfits(flow.Trigger.Notification!, told));
        var run = await Run(workflow, told);

        Assert.Equal(["Card", "Post_card"], run.Done);
        var card = JsonNode.Parse((string)Assert.Single(Steps.Others).Inputs["body/messageBody"]!)!;
        var code = (string)(await maker.Get("GetTicket", ticket))["code"]!;
        Assert.Equal($"{code}: Printer not working", (string?)card["body"]![0]!["text"]);
        Assert.Equal("It says \"PC LOAD LETTER\"\nand {stops}.", (string?)card["body"]![1]!["text"]);
        await flow.TurnOff();
        await TurnOffForGood(flow);
    }

    [Fact]
    public async Task A_ticket_is_made_of_each_e_mail_and_its_sender_is_thanked()
    {
        var workflow = Workflow.Shipped("samples/ticket-from-email.json", new() { ["mailbox"] = "help@company.com" });
        var mails = workflow.Split(RecordedConnectors.Play(workflow.Trigger, Inputs(workflow)));

        var run = await Run(workflow, Assert.Single(mails));

        Assert.Equal(["Create_a_ticket", "Add_the_file", "For_each_attachment", "Thank_the_sender"], run.Done);
        var ticket = (await maker.Items("ListTickets", new() { ["requester_email"] = "mara@company.com" }))[0]!;
        var file = Assert.Single(await maker.Items("ListAttachments", new() { ["id"] = (long)ticket["id"]! }))!;
        var (id, attachment) = ((long)ticket["id"]!, (long)file["id"]!);
        var content = await maker.Do("GetAttachmentContent", new() { ["id"] = id, ["attachmentId"] = attachment });
        Assert.Equal(("scanner display.txt", "E-52"), ((string?)file["name"], content.Text));
        Assert.Equal("The scanner is stuck", (string?)ticket["subject"]);
        var sent = Assert.Single(Steps.Others);
        Assert.Equal("mara@company.com", (string?)sent.Inputs["emailMessage/To"]);
        Assert.Equal($"{ticket["code"]}: we have your message", (string?)sent.Inputs["emailMessage/Subject"]);
    }

    [Fact]
    public async Task Each_change_that_waits_is_approved_as_its_approver_says()
    {
        await hub.Admin.HireAgents(1);
        var change = await maker.New("CreateChange", new() { ["body/title"] = "New switch", ["body/quorum"] = 1 });
        await maker.Do("SubmitChange", new() { ["id"] = change });
        var workflow = Workflow.Shipped(
            "samples/approval-for-change.json",
            new() { ["approver"] = "boss@company.com", ["agent"] = 1 }
        );
        Assert.Equal("Recurrence", (string?)workflow.Trigger["type"]);

        var run = await Run(workflow, null);

        Assert.Equal(["List_changes", "Ask", "Vote_on_a_change", "For_each_change"], run.Done);
        Assert.Equal("New switch", (string?)Assert.Single(Steps.Others).Inputs["WebhookApprovalCreationInput/title"]);
        Assert.Equal("approved", (string?)(await maker.Get("GetChange", change))["status"]);
    }

    [Fact]
    public async Task A_row_goes_to_a_sheet_for_each_answer_of_a_customer()
    {
        await using var receiver = await HookReceiver.Start();
        await hub.Admin.Send(HttpMethod.Put, "/api/v1/csat/settings", new { enabled = true });
        var workflow = Workflow.Shipped(
            "samples/csat-to-sheet.json",
            new() { ["drive"] = "b!drive", ["file"] = "01ANSWERS" }
        );
        var flow = await Steps.Subscribe(workflow.Trigger, workflow.TriggerInputs(), receiver.Url);

        var ticket = await maker.NewTicket("low");
        await maker.Do("UpdateTicket", new() { ["id"] = ticket, ["body/status"] = "resolved" });
        var link = (string)(await maker.Get("GetTicketSurvey", ticket))["link"]!;
        (await hub.AnswerSurvey(new Uri(link).PathAndQuery, 4, "Quick")).Expect(System.Net.HttpStatusCode.OK);
        var run = await Run(workflow, Assert.Single(await receiver.Until(1)).Json);

        Assert.Equal(["Get_a_ticket", "Add_a_row"], run.Done);
        var row = Assert.Single(Steps.Others).Inputs;
        Assert.Equal((4, "Quick"), ((int)row["item/Score"]!, (string?)row["item/Comment"]));
        Assert.Equal((string?)(await maker.Get("GetTicket", ticket))["code"], (string?)row["item/Ticket"]);
        await flow.TurnOff();
    }

    [Fact]
    public async Task Each_new_colleague_is_an_agent_and_gets_a_ticket()
    {
        var department = await maker.New("CreateDepartment", new() { ["body/name"] = "People" });
        var workflow = Workflow.Shipped(
            "samples/new-hire-to-agent.json",
            new()
            {
                ["site"] = "https://company.sharepoint.com/sites/people",
                ["list"] = "Colleagues",
                ["department"] = department,
            }
        );
        foreach (var colleague in workflow.Split(RecordedConnectors.Play(workflow.Trigger, Inputs(workflow))))
            Assert.Equal(["Create_an_agent", "Create_a_ticket"], (await Run(workflow, colleague)).Done);

        var agents = await maker.Items("ListUsers", new() { ["department_id"] = department });
        Assert.Equal(["Noor Haddad", "Eli Brand"], agents.Select(one => (string)one!["name"]!).OrderDescending());
        var tickets = await maker.Items("ListTickets", new() { ["tag"] = "new-hire" });
        Assert.Equal(
            ["A laptop for Eli Brand", "A laptop for Noor Haddad"],
            tickets.Select(one => (string)one!["subject"]!).Order()
        );
    }

    [Fact]
    public async Task A_step_that_another_connector_has_not_is_found()
    {
        var workflow = Workflow.Shipped("samples/ticket-from-email.json", new() { ["mailbox"] = "help@company.com" });
        workflow.Actions["Thank_the_sender"]!["inputs"]!["parameters"]!["emailMessage/Colour"] = "red";
        var mail = Assert.Single(workflow.Split(RecordedConnectors.Play(workflow.Trigger, Inputs(workflow))));

        var failed = await Assert.ThrowsAnyAsync<Exception>(() => Run(workflow, mail));
        Assert.Contains("Colour", failed.Message);
    }

    private Task<WorkflowRun> Run(Workflow workflow, JsonNode? body) =>
        new WorkflowRun(workflow, body, Steps.All).ToTheEnd();

    private static JsonObject Inputs(Workflow workflow) => workflow.TriggerInputs();

    /// <summary>One that waits for its flow to come back would be told of what other tests do.</summary>
    private async Task TurnOffForGood(FlowRun flow) =>
        (await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/webhooks/{flow.Id}", null)).Expect(
            System.Net.HttpStatusCode.NoContent
        );
}
