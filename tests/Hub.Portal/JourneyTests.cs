using Hub.Portal.Receivers.Forms;
using Hub.Tests.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Hub.Portal.Browsers;

/// <summary>What people come for, from one end to the other.</summary>
public sealed class JourneyTests(Site site)
{
    [Fact]
    public async Task Somebody_subscribes_in_the_words_of_every_dialect()
    {
        await using var visitor = await site.SignedIn();
        await using var receiver = await HookReceiver.Start();
        // Inbenta asks first whether the receiver is whose it is said to be.
        receiver.Answer = (hook, http) => http.Response.WriteAsync(hook.Header("X-Inbenta-Challenge") ?? "");

        foreach (var to in Destination.Bodies)
        {
            await visitor.Go("/app/webhooks/new");
            await visitor.Follow(to.Title);
            await visitor.Page.Locator("#name").FillAsync($"Mine in {to.Title}");
            await visitor.Page.Locator("#url").FillAsync(receiver.UrlOf(to.Name));
            if (await visitor.Page.Locator("[name=all_events]").CountAsync() > 0)
                await visitor.Page.Locator("[name=all_events]").CheckAsync();
            await visitor.Press("Create webhook");
            await visitor.Sees("The webhook is saved.");
        }

        await visitor.Go("/app/webhooks?per_page=100");
        foreach (var to in Destination.Bodies)
            await visitor.Sees($"Mine in {to.Title}");
        Assert.Equal([], visitor.Complaints);
    }

    [Fact]
    public async Task A_delivery_arrives_live_and_a_broken_receiver_is_mended_by_the_page_s_advice()
    {
        await using var visitor = await site.SignedIn();
        await using var receiver = await HookReceiver.Answering(401);
        var id = await site.Host.Admin.Subscribe(receiver.Url, "ticket.created");
        await using var colleague = await site.SignedIn();
        await visitor.Go($"/app/webhooks/{id}");
        await visitor.Sees("Nothing was sent yet.");

        await colleague.Go("/app/tickets/new");
        await colleague.Page.GetByLabel("Subject").FillAsync("The printer is on fire");
        await colleague.Page.GetByLabel("Requester's e-mail").FillAsync("user@company.com");
        await colleague.Page.GetByLabel("Description").FillAsync("Really.");
        await colleague.Press("Create ticket");

        // Nobody loads the page again.
        await visitor.Sees("It answers 401");
        await visitor.Follow("ticket.created");
        await visitor.Sees("Compare the secret on both sides");
        receiver.AnswerWith(200);
        await visitor.Press("Retry now");
        await visitor.Sees("success");
        Assert.Equal(2, receiver.Received.Count);
        Assert.Equal([], visitor.Complaints);
        Assert.Equal([], colleague.Complaints);
    }

    [Fact]
    public async Task Somebody_writes_a_template_with_the_editor_and_sees_what_it_sends()
    {
        await using var visitor = await site.SignedIn();
        await visitor.Go("/app/templates/new?base_id=slack-tickets");
        await visitor.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Printers");
        await visitor.Page.Locator(".cm-content").ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Control+Home");
        await visitor.Page.Keyboard.InsertTextAsync("{{ end }}\n");
        // Nobody has saved anything, nor asked for it.
        await visitor.Sees("Line 1, column");
        await visitor.Press("Save");
        await visitor.Sees("Line 1, column");

        await visitor.Page.Locator(".cm-content").ClickAsync();
        await visitor.Page.Keyboard.PressAsync("Control+Home");
        await visitor.Page.Keyboard.PressAsync("Shift+ArrowDown");
        await visitor.Page.Keyboard.PressAsync("Delete");
        await visitor.Press("Save");

        await visitor.Page.WaitForURLAsync(url => url.Split('/')[^1].All(char.IsAsciiDigit));
        Assert.Equal(
            "Printers",
            await visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).TextContentAsync()
        );
    }

    [Fact]
    public async Task The_keyboard_reaches_every_place_on_a_telephone_without_a_script()
    {
        await using var visitor = await site.SignedInWithoutScripts();
        await visitor.Page.SetViewportSizeAsync(390, 844);
        await visitor.Go("/app");
        var places = await visitor.Page.GetByRole(AriaRole.Navigation).First.GetByRole(AriaRole.Link).CountAsync();

        await visitor.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the page", await visitor.Page.Locator(":focus").TextContentAsync());
        for (var place = 0; place < places; place++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            Assert.Equal(1, await visitor.Page.Locator("nav a:focus").CountAsync());
        }
    }

    [Fact]
    public async Task Service_levels_are_set_and_told_in_words_and_the_audit_log_says_who_did()
    {
        await using var visitor = await site.SignedIn();
        await visitor.Go("/app/settings/sla-policies/new");
        await visitor.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Everybody else");
        await visitor.Page.GetByLabel("Minutes to the first reply").FillAsync("0");
        await visitor.Press("New SLA policy");
        await visitor.Sees("first_response_minutes");
        Assert.Equal("Everybody else", await visitor.Page.GetByLabel("Name", new() { Exact = true }).InputValueAsync());

        await visitor.Page.GetByLabel("Minutes to the first reply").FillAsync("120");
        await visitor.Press("New SLA policy");
        await visitor.Sees("all tickets; first reply within 2 h");
        await visitor.Follow("Everybody else");
        await visitor.Page.GetByLabel("Minutes to the first reply").FillAsync("90");
        await visitor.Press("Save");
        await visitor.Sees("all tickets; first reply within 90 min");

        await visitor.Go("/app/audit?subject_type=sla_policy");
        await visitor.Sees("changed sla_policy");
        await visitor.Sees("first_response_minutes");
    }

    [Fact]
    public async Task A_calendar_is_made_of_rows_without_a_script()
    {
        await using var visitor = await site.SignedInWithoutScripts();
        await visitor.Go("/app/settings/sla-calendars/new");
        await visitor.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Weekends too");
        await visitor.Page.GetByLabel("Time zone").FillAsync("Europe/Rome");
        await visitor.Press("Add hours");
        await visitor.Page.GetByLabel("Saturday: to").FillAsync("12:30");
        await visitor.Press("Remove Monday");
        await visitor.Press("Add a holiday");
        await visitor.Page.GetByLabel("Date of row 1").FillAsync("2026-12-25");
        await visitor.Page.GetByLabel("Name", new() { Exact = true }).PressAsync("Enter");

        await visitor.Sees("Europe/Rome; Tuesday–Friday 09:00–17:00; Saturday 09:00–12:30; 1 holiday");
    }

    [Fact]
    public async Task Columns_show_that_they_sort_and_the_keyboard_sorts_them()
    {
        await using var visitor = await site.SignedInWithoutScripts();
        await visitor.Go("/app/webhooks");
        var head = visitor.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Name" });
        Assert.Equal("none", await head.GetAttributeAsync("aria-sort"));
        Assert.Equal("/app/assets/icons.svg#sort", await head.Locator("use").GetAttributeAsync("href"));

        foreach (var (order, icon) in new[] { ("ascending", "sort-up"), ("descending", "sort-down") })
        {
            await visitor.Page.Keyboard.PressAsync("Home");
            for (var step = 0; step < 60 && await head.Locator("a:focus").CountAsync() == 0; step++)
                await visitor.Page.Keyboard.PressAsync("Tab");
            await visitor.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(head).ToHaveAttributeAsync("aria-sort", order);
            Assert.Equal($"/app/assets/icons.svg#{icon}", await head.Locator("use").GetAttributeAsync("href"));
        }
    }

    [Fact]
    public async Task A_rule_is_made_by_choosing_without_a_script()
    {
        await using var visitor = await site.SignedInWithoutScripts();
        await visitor.Go("/app/settings/assignment-rules/new");
        await visitor.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Urgent printers");
        await visitor.Page.GetByLabel("created", new() { Exact = true }).CheckAsync();
        await visitor.Page.GetByLabel("Set the priority").SelectOptionAsync("urgent");

        await Add("priority");
        await visitor.Page.GetByLabel("Priority: value 1").SelectOptionAsync("high");
        await visitor.Press("Another value of Priority");
        await visitor.Page.GetByLabel("Priority: value 2").SelectOptionAsync("medium");
        await Add("subject");
        await visitor.Page.GetByLabel("Subject: value 1").FillAsync("printer");
        await Add("tags");
        await visitor.Press("Remove the condition about Tags");
        // Enter saves, though other buttons of the form come first.
        await visitor.Page.GetByLabel("Name", new() { Exact = true }).PressAsync("Enter");

        await visitor.Sees(
            "when a ticket is created; Priority is one of high, medium and Subject is printer; sets the priority urgent"
        );
        var rule = Assert.Single((await site.Host.Admin.Get("/api/v1/assignment-rules?q=printers")).Items)!;
        Assert.Equal(
            """{"and":[{"field":"priority","operator":"in","value":["high","medium"]},{"field":"subject","operator":"equals","value":"printer"}]}""",
            rule["conditions"]!.ToJsonString()
        );

        async Task Add(string field)
        {
            await visitor.Page.GetByLabel("A condition about").SelectOptionAsync(field);
            await visitor.Press("Add");
        }
    }

    [Fact]
    public async Task The_operator_opens_suspends_and_resumes_an_organization()
    {
        await using var visitor = await site.Visit(Looker.Operator);
        visitor.Page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await visitor.Go("/app/operator");
        await visitor.Page.GetByRole(AriaRole.Main).GetByLabel("Name", new() { Exact = true }).Last.FillAsync("Globex");
        await visitor.Press("Open an organization");
        await visitor.Sees("Globex is open.");
        var token = await visitor.Page.Locator("#new-token").TextContentAsync();
        Assert.Equal(200, (int)(await site.Host.As(token).ListTickets()).Status);

        await visitor.Press("Suspend Globex");
        await visitor.Sees("suspended");
        await visitor.Press("Resume Globex");
        await Assertions
            .Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Suspend Globex" }))
            .ToBeVisibleAsync();
        await visitor.Go("/app/tickets");
        Assert.Contains("/app/sign-in", visitor.Page.Url);
    }
}
