using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Portal;

/// <summary>Tickets on pages: the same rules as in the API, and nothing that is stored becomes markup.</summary>
public sealed class TicketPageTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    [Fact]
    public async Task A_ticket_is_created_replied_to_and_resolved()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var created = await browser.Send(
            "/app/tickets/new",
            "/app/tickets/new",
            ("subject", "Printer on fire"),
            ("description", "Line one\r\nline two"),
            ("requester_email", "una@company.com"),
            ("priority", "urgent")
        );
        var page = created.Expect(HttpStatusCode.Redirect).Header("Location")!;
        var id = long.Parse(page.Split('/')[^1]);
        (await browser.Send(page, $"{page}/replies", ("body", "On our way"))).Expect(HttpStatusCode.Redirect);
        (await browser.Send(page, $"{page}/replies", ("body", "Not again"), ("internal", "true"))).Expect(
            HttpStatusCode.Redirect
        );
        (await browser.Send(page, $"{page}/change", ("status", "resolved"))).Expect(HttpStatusCode.Redirect);

        var ticket = (await hub.Admin.GetTicket(id)).Data;
        Assert.Equal(
            ("Line one\nline two", "urgent", "web", "resolved"),
            (
                (string)ticket["description"]!,
                (string)ticket["priority"]!,
                (string)ticket["channel"]!,
                (string)ticket["status"]!
            )
        );
        Assert.Equal([false, true], ticket["replies"]!.AsArray().Select(reply => (bool)reply!["internal"]!));
        var shown = (await browser.Get(page)).Text;
        Assert.Contains("On our way", shown);
        Assert.Contains("internal note", shown);
    }

    [Fact]
    public async Task A_ticket_is_given_to_somebody_and_found_by_it()
    {
        await hub.Admin.HireAgents(1);
        var agent = (long)(await hub.Admin.Get("/api/v1/users")).Items[0]!["id"]!;
        var department = (long)(await hub.Admin.Get("/api/v1/departments")).Items[0]!["id"]!;
        var ticket = await hub.Admin.NewTicket(Samples.Ticket("Somebody's now"));
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var page = $"/app/tickets/{ticket}";

        var changed = await browser.Send(
            page,
            $"{page}/change",
            ("status", ""),
            ("priority", "urgent"),
            ("department_id", $"{department}"),
            ("assignee_id", $"{agent}")
        );

        changed.Expect(HttpStatusCode.Redirect);
        var stored = (await hub.Admin.GetTicket(ticket)).Data;
        Assert.Equal(
            (agent, department, "urgent", "open"),
            (
                (long)stored["assignee_id"]!,
                (long)stored["department_id"]!,
                (string)stored["priority"]!,
                (string)stored["status"]!
            )
        );
        Assert.Contains(
            "Somebody&#x27;s now",
            (await browser.Get($"/app/tickets?assignee_id={agent}&sort=-priority")).Text
        );
        (await browser.Send(page, $"{page}/change", ("assignee_id", ""))).Expect(HttpStatusCode.Redirect);
        Assert.Null((await hub.Admin.GetTicket(ticket)).Data["assignee_id"]);
        var wrong = await browser.Send(page, $"{page}/change", ("assignee_id", "987654"));
        Assert.Contains("<strong>assignee_id</strong>", wrong.Expect(HttpStatusCode.UnprocessableEntity).Text);
    }

    [Fact]
    public async Task Script_in_what_people_write_is_shown_as_text()
    {
        const string script = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        var ticket = await hub.Admin.NewTicket(
            new
            {
                subject = script,
                description = script,
                requester_email = "user@company.com",
            }
        );
        await hub.Admin.AddReply(ticket, new { body = script });
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        foreach (var path in new[] { "/app/tickets", $"/app/tickets/{ticket}" })
        {
            var page = (await browser.Get(path)).Expect(HttpStatusCode.OK).Text;
            Assert.Contains("&lt;script&gt;alert(1)", page);
            Assert.Equal(1, page.Split("<script").Length - 1);
            Assert.DoesNotContain("<img", page);
        }
    }

    [Fact]
    public async Task What_was_refused_is_said_and_what_was_written_stays()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var answer = await browser.Send(
            "/app/tickets/new",
            "/app/tickets/new",
            ("subject", "Half a ticket"),
            ("requester_email", "nobody")
        );

        answer.Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("value=\"Half a ticket\"", answer.Text);
        Assert.Contains("<strong>description</strong>", answer.Text);
        Assert.Contains("<strong>requester_email</strong>", answer.Text);
    }

    [Fact]
    public async Task The_list_filters_and_pages_and_its_address_says_how()
    {
        for (var number = 0; number < 3; number++)
            await hub.Admin.NewTicket(Samples.Ticket($"Listed {number}"));
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var second = (await browser.Get("/app/tickets?status=open&q=Listed&per_page=2&page=2")).Text;
        var none = (await browser.Get("/app/tickets?status=closed&q=Listed")).Text;

        Assert.Contains("Listed 0", second);
        Assert.DoesNotContain("Listed 2", second);
        Assert.Contains("status=open&amp;q=Listed&amp;page=1", second);
        Assert.Contains("No ticket is like this", none);
        (await browser.Get("/app/tickets?status=")).Expect(HttpStatusCode.OK);
        (await browser.Get("/app/tickets?page=0")).Expect(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Another_organization_s_ticket_is_not_there()
    {
        var theirs = (await hub.Neighbour.GetTicket(await hub.Neighbour.NewTicket())).Data;
        var own = await hub.Admin.NewTicket();
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var path = $"/app/tickets/{theirs["uuid"]}";

        var read = await browser.Get(path);
        var written = await browser.Send($"/app/tickets/{own}", $"{path}/replies", ("body", "Hello"));

        Assert.Contains("<h1>Not Found</h1>", read.Expect(HttpStatusCode.NotFound).Text);
        written.Expect(HttpStatusCode.NotFound);
        (await browser.Get("/app/tickets/987654")).Expect(HttpStatusCode.NotFound);
        (await browser.Get("/app/tickets/none")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_code_leads_to_the_ticket_too()
    {
        var ticket = await hub.Admin.NewTicket(Samples.Ticket("By its code"));
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        Assert.Contains("By its code", (await browser.Get($"/app/tickets/ACME-{ticket}")).Text);
    }

    [Fact]
    public async Task A_form_without_its_mark_is_refused()
    {
        var ticket = await hub.Admin.NewTicket();
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        await browser.Get($"/app/tickets/{ticket}");

        var without = await browser.Post($"/app/tickets/{ticket}/replies", ("body", "Forged"));
        var wrong = await browser.Post(
            $"/app/tickets/{ticket}/replies",
            ("body", "Forged"),
            ("__RequestVerificationToken", "CfDJ8wrong")
        );

        Assert.Contains("This form is too old", without.Expect(HttpStatusCode.BadRequest).Text);
        wrong.Expect(HttpStatusCode.BadRequest);
        Assert.Empty((await hub.Admin.GetTicket(ticket)).Data["replies"]!.AsArray());
    }

    [Fact]
    public async Task What_the_token_may_not_do_is_said_to_be_not_allowed()
    {
        var ticket = await hub.Admin.NewTicket();
        using var reader = await Browser.SignedIn(hub.Host, (await hub.Host.WithScopes("tickets:read")).Token!);
        using var other = await Browser.SignedIn(hub.Host, (await hub.Host.WithScopes("kb:read")).Token!);

        var page = (await reader.Get($"/app/tickets/{ticket}")).Expect(HttpStatusCode.OK).Text;
        Assert.DoesNotContain($"/app/tickets/{ticket}/replies", page);
        var refused = await reader.Get("/app/tickets/new");
        Assert.Contains("needs the scope tickets:write", refused.Expect(HttpStatusCode.Forbidden).Text);
        (await reader.Post($"/app/tickets/{ticket}/change", ("status", "closed"))).Expect(HttpStatusCode.Forbidden);
        (await other.Get("/app/tickets")).Expect(HttpStatusCode.Forbidden);
    }
}
