using System.Text.Json.Nodes;

namespace Hub.Demo;

/// <summary>The bodies of requests that tickets and steps of the demo are.</summary>
internal static class DemoSteps
{
    public static JsonObject BodyOf(DemoTicket ticket)
    {
        var body = new JsonObject
        {
            ["subject"] = ticket.Subject,
            ["description"] = ticket.Description,
            ["requester_email"] = ticket.Requester.Email,
            ["requester_name"] = ticket.Requester.Name,
            ["priority"] = ticket.Priority,
            ["channel"] = ticket.Channel,
            ["tags"] = new JsonArray([.. ticket.Trouble.Tags.Select(tag => (JsonNode)tag)]),
        };
        if (ticket.ExpectedDate is { } day)
            body["expected_date"] = $"{day:yyyy-MM-dd}";
        return body;
    }

    /// <param name="agent">Whom it is assigned to, where that is the step.</param>
    public static JsonObject ChangeOf(DemoStep step, long agent) =>
        step.Deed == DemoDeed.Assign ? new() { ["assignee_id"] = agent } : new() { ["status"] = step.Text };

    public static JsonObject EntryOf(DemoStep step, long agent) =>
        new()
        {
            ["minutes"] = step.Amount,
            ["agent_id"] = agent,
            ["note"] = step.Text,
            ["billable"] = step.Amount > 30,
        };

    public static JsonObject ReplyOf(DemoStep step, DemoContact requester)
    {
        var reply = new JsonObject { ["body"] = step.Text, ["internal"] = step.Deed == DemoDeed.Note };
        if (step.Deed == DemoDeed.Ask)
        {
            reply["author_email"] = requester.Email;
            reply["author_name"] = requester.Name;
        }
        return reply;
    }
}
