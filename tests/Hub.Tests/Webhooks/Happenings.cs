using System.Net;
using Hub.Tests.Attachments;
using Hub.Tests.Contacts;
using Hub.Tests.Hosting;
using Hub.Tests.OnCall;
using Hub.Tests.Surveys;
using Hub.Tests.TimeEntries;

namespace Hub.Tests.Webhooks;

/// <summary>What events are told of.</summary>
internal static class Happenings
{
    /// <summary>Each of the hub's facts by a route, but those that time brings about and those of business records.</summary>
    public static async Task DoEverything(this RunningHub hub)
    {
        await hub.Admin.HireAgents(7);
        var user = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/users",
            new { name = "Somebody", email = "somebody@company.com" }
        );
        await hub.Admin.Send(
            HttpMethod.Post,
            $"/api/v1/users/{user.Expect(HttpStatusCode.Created).Id}/deactivate",
            null
        );
        var contact = (await hub.Admin.NewContact()).Id;
        await hub.Admin.UpdateContact(contact, new { name = "Una Berg" });
        await hub.Admin.DeleteContact(contact);
        await hub.Admin.Send(HttpMethod.Put, "/api/v1/csat/settings", new { enabled = true });
        var ticket = await hub.Admin.NewTicket();
        await hub.Admin.UpdateTicket(
            ticket,
            new
            {
                assignee_id = 7,
                status = "resolved",
                priority = "high",
            }
        );
        (await hub.AnswerSurvey(await hub.Admin.LinkOf(ticket), 5)).Expect(HttpStatusCode.OK);
        await hub.Admin.UpdateTicket(ticket, new { status = "closed" });
        await hub.Admin.AddReply(ticket, new { body = "Note", @internal = true });
        var other = await hub.Admin.NewTicket();
        var reply = await hub.Admin.AddReply(other, new { body = "Public" });
        await hub.Admin.DeleteReply(other, reply.Expect(HttpStatusCode.Created).Id);
        var attachment = await hub.Admin.Attach(other, "notes.txt", "text/plain", "Notes"u8.ToArray());
        var attached = $"/api/v1/tickets/{other}/attachments/{attachment.Expect(HttpStatusCode.Created).Id}";
        await hub.Admin.Do(attached, "archive");
        await hub.Admin.NewAt("/v1/media", new { url = "https://wiki.example.com" });
        (await hub.Admin.Send(HttpMethod.Delete, attached, null)).Expect(HttpStatusCode.NoContent);
        await hub.Admin.NewAt($"/api/v1/tickets/{other}/alerts", new { title = "Look" });
        var time = await hub.Admin.NewTime(other);
        (await hub.Admin.Change(time, new { minutes = 31 })).Expect(HttpStatusCode.OK);
        (await hub.Admin.Delete(time)).Expect(HttpStatusCode.NoContent);
        (await hub.Admin.MergeTicket(other, await hub.Admin.NewTicket())).Expect(HttpStatusCode.OK);
        (await hub.Admin.DeleteTicket(await hub.Admin.NewTicket())).Expect(HttpStatusCode.NoContent);
        await hub.Admin.NewAt("/api/v1/assets", new { name = "Laptop", type = "laptop" });
        var change = await hub.Admin.NewAt("/api/v1/changes", new { title = "Replace the switch", quorum = 1 });
        await hub.Admin.Do(change, "submit");
        await hub.Admin.Do(change, "vote", new { decision = "approve", agent_id = 1 });
        var incident = await hub.Admin.NewAt("/api/v1/incidents", new { title = "E-mail is down" });
        await hub.Admin.Do(incident, "resolve", new { resolution = "Restarted" });
        var rotation = await hub.Admin.NewRotation(new { agent_ids = new[] { 7 } });
        var page = await hub.Admin.Page(rotation);
        foreach (var verb in new[] { "escalate", "acknowledge", "resolve" })
            (await hub.Admin.Do(page, verb)).Expect(HttpStatusCode.OK);
        var article = await hub.Admin.NewAt("/api/v1/knowledge-base", new { title = "Printing", body = "Print." });
        await hub.Admin.Do(article, "publish");
        foreach (var plural in new[] { "classifications", "queues" })
        {
            var setting = await hub.Admin.NewAt($"/api/v1/{plural}", new { name = "Laptops" });
            (await hub.Admin.Send(HttpMethod.Put, setting, new { name = "Phones" })).Expect(HttpStatusCode.OK);
            (await hub.Admin.Send(HttpMethod.Delete, setting, null)).Expect(HttpStatusCode.NoContent);
        }
    }
}
