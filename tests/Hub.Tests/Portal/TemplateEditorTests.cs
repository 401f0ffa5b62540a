using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Portal;

/// <summary>Templates are written on pages: begun, shown before they are saved, saved as versions, deleted.</summary>
public sealed class TemplateEditorTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    private const string New = "/app/templates/new";

    [Fact]
    public async Task A_shipped_template_is_made_one_s_own()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var begun = (await browser.Get($"{New}?base_id=slack-tickets")).Expect(HttpStatusCode.OK);
        var text = EditedText(begun.Text).Replace("New ticket", "Fresh ticket", StringComparison.Ordinal);
        (string, string)[] form =
        [
            ("base_id", "slack-tickets"),
            ("name", "Fresh"),
            ("family", "tickets"),
            ("text", text),
        ];

        var shown = (await browser.Send($"{New}?base_id=slack-tickets", $"{New}/preview", form)).Expect(
            HttpStatusCode.OK
        );
        var saved = await browser.Send($"{New}?base_id=slack-tickets", New, form);

        Assert.Contains("<span class=\"bold\">Fresh ticket</span>", shown.Text);
        Assert.Contains("What differs from what the shipped template sends", shown.Text);
        Assert.Contains("What differs from slack-tickets: lines added 1, removed 1", shown.Text);
        var path = saved.Expect(HttpStatusCode.Redirect).Header("Location")!;
        var own = await hub.Admin.Get(path.Replace("/app/", "/api/v1/", StringComparison.Ordinal));
        Assert.Equal(text, (string)own.Data["text"]!);
        Assert.Equal("slack-tickets", (string)own.Data["base_id"]!);
        Assert.Contains("Version 1", (await browser.Get(path)).Expect(HttpStatusCode.OK).Text);
    }

    [Theory]
    [InlineData("{\n  \"text\": \"{{ if }}\"\n}", 2)]
    [InlineData("{ \"text\": \"{{ if }}\" }", 1)]
    public async Task What_does_not_parse_is_said_with_its_line_and_nothing_is_lost_or_saved(string text, int line)
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var (id, path) = await Own($"Broken {line}");
        (string, string)[] form = [("name", "Renamed meanwhile"), ("text", text)];

        var shown = (await browser.Send($"{path}/edit", $"{path}/preview", form)).Expect(HttpStatusCode.OK);
        var refused = (await browser.Send($"{path}/edit", $"{path}/edit", form)).Expect(
            HttpStatusCode.UnprocessableEntity
        );

        foreach (var page in new[] { shown.Text, refused.Text })
        {
            Assert.Contains($"data-line=\"{line}\"", page);
            Assert.Contains("data-severity=\"error\"", page);
            Assert.Equal(text, EditedText(page));
            Assert.Contains("value=\"Renamed meanwhile\"", page);
        }
        Assert.Equal($"Broken {line}", (string)(await hub.Admin.Get($"/api/v1/templates/{id}")).Data["name"]!);
    }

    [Fact]
    public async Task A_preview_of_what_happened_shows_it_as_it_would_be_sent_and_what_differs_from_now()
    {
        await hub.Admin.NewTicket(Samples.Ticket(subject: "Wet <b>floor</b>"));
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var (id, path) = await Own("Of what happened");
        (string, string)[] form =
        [
            ("name", "Of what happened"),
            ("text", """{"text": "Look: {{ event.ticket.subject }}"}"""),
            ("event", "ticket.created"),
            ("with", "1"),
        ];

        var shown = (await browser.Send($"{path}/edit", $"{path}/preview", form)).Expect(HttpStatusCode.OK).Text;

        Assert.Contains("Look: Wet &lt;b&gt;floor&lt;/b&gt;", shown);
        Assert.DoesNotContain("<b>floor", shown);
        Assert.Contains("What differs from what is sent now", shown);
        Assert.Contains("Not saved yet: lines added 1, removed 1", shown);
        Assert.Contains("value=\"1\" selected", shown);
        Assert.Equal(1, (int)(await hub.Admin.Get($"/api/v1/templates/{id}")).Data["version"]!);
    }

    [Fact]
    public async Task Every_saving_is_a_version_that_can_be_used_again()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var (id, path) = await Own("Of three versions");
        (string, string)[] form = [("name", "Of three versions"), ("text", """{"text": "second"}""")];
        (await browser.Send($"{path}/edit", $"{path}/edit", form)).Expect(HttpStatusCode.Redirect);

        var first = (await browser.Get($"{path}/versions/1")).Expect(HttpStatusCode.OK).Text;
        (await browser.Send($"{path}/versions/1", $"{path}/versions/1/restore")).Expect(HttpStatusCode.Redirect);

        Assert.Contains("<span class=\"added\">&#x2B; {&quot;text&quot;: &quot;second&quot;}", first);
        var now = await hub.Admin.Get($"/api/v1/templates/{id}");
        Assert.Equal("""{"text": "first"}""", (string)now.Data["text"]!);
        Assert.Equal(3, (int)now.Data["version"]!);
        Assert.Contains($"{path}/versions/3\"", (await browser.Get(path)).Text);
        (await browser.Get($"{path}/versions/4")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_somebody_else_saved_meanwhile_is_not_overwritten_unseen()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var (id, path) = await Own("Of two people");
        var tag = Field((await browser.Get($"{path}/edit")).Text, "tag");
        await hub.Admin.Send(HttpMethod.Patch, $"/api/v1/templates/{id}", new { text = """{"text": "theirs"}""" });
        (string, string)[] form = [("name", "Of two people"), ("text", """{"text": "mine"}"""), ("tag", tag)];

        var refused = (await browser.Send($"{path}/edit", $"{path}/edit", form)).Expect(
            HttpStatusCode.PreconditionFailed
        );

        Assert.Equal("""{"text": "mine"}""", EditedText(refused.Text));
        Assert.Contains("- {&quot;text&quot;: &quot;theirs&quot;}", refused.Text);
        form[2] = ("tag", Field(refused.Text, "tag"));
        (await browser.Send($"{path}/edit", $"{path}/edit", form)).Expect(HttpStatusCode.Redirect);
        Assert.Equal("""{"text": "mine"}""", (string)(await hub.Admin.Get($"/api/v1/templates/{id}")).Data["text"]!);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_with_all_that_was_written()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        await Own("Taken already");
        (string, string)[] form =
        [
            ("target", "generic"),
            ("name", "TAKEN ALREADY"),
            ("text", "\n{\"text\": \"kept\"}\n"),
        ];

        var refused = (await browser.Send($"{New}?target=generic", New, form)).Expect(HttpStatusCode.Conflict);

        Assert.Equal("\n{\"text\": \"kept\"}\n", EditedText(refused.Text));
        Assert.Contains("role=\"alert\"", refused.Text);
    }

    [Fact]
    public async Task A_template_that_is_used_stays_and_says_by_whom()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var (id, path) = await Own("Used for a while");
        var webhook = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/webhooks",
            new
            {
                name = "Its <i>user</i>",
                url = "https://receiver.example.com/used",
                events = new[] { "ticket.created" },
                target = "generic",
                template_id = $"{id}",
            }
        );
        var user = (string)webhook.Expect(HttpStatusCode.Created).Data["id"]!;

        var page = (await browser.Get(path)).Expect(HttpStatusCode.OK).Text;
        var refused = await browser.Send(path, $"{path}/delete");
        (await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/webhooks/{user}", null)).Expect(HttpStatusCode.NoContent);
        var deleted = await browser.Send(path, $"{path}/delete");

        Assert.Contains($"/app/webhooks/{user}\"", page);
        Assert.Contains("Its &lt;i&gt;user&lt;/i&gt;", page);
        Assert.DoesNotContain($"action=\"{path}/delete\"", page);
        refused.Expect(HttpStatusCode.Conflict);
        Assert.Equal("/app/templates", deleted.Expect(HttpStatusCode.Redirect).Header("Location"));
        (await browser.Get(path)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Who_may_not_write_reads_and_another_organization_has_nothing()
    {
        using var reader = await Browser.SignedIn(hub.Host, (await hub.Host.WithScopes("tickets:read")).Token!);
        using var neighbour = await Browser.SignedIn(hub.Host, hub.Neighbour.Token!);
        var (_, path) = await Own("Not everybody's");

        Assert.DoesNotContain("/edit\"", (await reader.Get(path)).Expect(HttpStatusCode.OK).Text);
        (await reader.Get($"{path}/edit")).Expect(HttpStatusCode.Forbidden);
        (await reader.Get(New)).Expect(HttpStatusCode.Forbidden);
        (await neighbour.Get($"{path}/edit")).Expect(HttpStatusCode.NotFound);
        (await neighbour.Get($"{path}/versions/1")).Expect(HttpStatusCode.NotFound);
        foreach (var action in new[] { "edit", "preview", "delete", "versions/1/restore" })
            (await neighbour.Send(New, $"{path}/{action}", ("name", "x"), ("text", "{}"))).Expect(
                HttpStatusCode.NotFound
            );
        (await reader.Post($"{path}/preview", ("text", "{}"))).Expect(HttpStatusCode.Forbidden);
        using var forged = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        (await forged.Post($"{path}/delete")).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_can_be_begun_with_is_offered_and_what_there_is_not_is_refused()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var offered = (await browser.Get(New)).Expect(HttpStatusCode.OK).Text;
        var empty = (await browser.Get($"{New}?target=pagerduty&family=incidents")).Expect(HttpStatusCode.OK).Text;

        Assert.Contains("value=\"teams-tickets\"", offered);
        Assert.Contains("value=\"graph-mail\"", offered);
        Assert.Contains("{{ event.type }}", EditedText(empty));
        Assert.DoesNotContain("data-severity=\"error\"", empty);
        (await browser.Get($"{New}?target=carrier-pigeon")).Expect(HttpStatusCode.UnprocessableEntity);
        (await browser.Send(New, New, ("name", "Of nothing"), ("text", "{}"))).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_editor_offers_the_names_and_functions_that_there_are()
    {
        using var stranger = new Browser(hub.Host);

        var words = (await stranger.Get("/app/assets/template-words.json")).Expect(HttpStatusCode.OK);

        Assert.StartsWith("application/json", words.Header("Content-Type"));
        Assert.Contains("\"path\":\"event.ticket.subject\",\"type\":\"text\"", words.Text);
        Assert.Contains("{\"name\":\"string.upcase\",\"takes\":\"text\"}", words.Text);
        Assert.Contains("\"name\":\"truncate\"", words.Text);
    }

    private async Task<(long Id, string Path)> Own(string name)
    {
        var template = new
        {
            name,
            target = "generic",
            text = """{"text": "first"}""",
        };
        var made = (await hub.Admin.Send(HttpMethod.Post, "/api/v1/templates", template)).Expect(
            HttpStatusCode.Created
        );
        var id = long.Parse((string)made.Data["id"]!, System.Globalization.CultureInfo.InvariantCulture);
        return (id, $"/app/templates/{id}");
    }

    /// <summary>What stands in the editor: of a text area, browsers leave out a line break at the start.</summary>
    private static string EditedText(string page)
    {
        var from = page.IndexOf('>', page.IndexOf("<textarea", StringComparison.Ordinal)) + 1;
        var text = WebUtility.HtmlDecode(page[from..page.IndexOf("</textarea>", from, StringComparison.Ordinal)]);
        return text.StartsWith('\n') ? text[1..] : text;
    }

    private static string Field(string page, string name)
    {
        var from =
            page.IndexOf($"name=\"{name}\" value=\"", StringComparison.Ordinal) + $"name=\"{name}\" value=\"".Length;
        return WebUtility.HtmlDecode(page[from..page.IndexOf('"', from)]);
    }
}
