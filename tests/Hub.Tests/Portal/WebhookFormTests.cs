using System.Net;
using System.Text.RegularExpressions;
using Hub.Delivery.Dialects;
using Hub.Delivery.Targets;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Portal;

/// <summary>Webhooks made, changed and deleted on pages, by the rules of the API.</summary>
public sealed partial class WebhookFormTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    private const string New = "/app/webhooks/new";

    public static TheoryData<string> Destinations =>
        [
            .. TargetCatalogue.Names,
            .. new DialectCatalogue().All.Where(static one => !one.IsForFlows).Select(static one => one.Name),
        ];

    [Theory]
    [MemberData(nameof(Destinations))]
    public async Task Every_destination_is_offered_and_has_a_form(string name)
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var choice = (await browser.Get(New)).Expect(HttpStatusCode.OK).Text;
        var form = (await browser.Get($"{New}?to={name}")).Expect(HttpStatusCode.OK).Text;

        Assert.Contains($"href=\"/app/webhooks/new?to={name}\"", choice);
        Assert.Contains("name=\"url\"", form);
        Assert.Contains("name=\"header_name\"", form);
        Assert.Equal(name == "ticketing", form.Contains("name=\"entity\""));
        Assert.Equal(name != "ticketing", form.Contains("name=\"events\""));
        Assert.Equal(TargetCatalogue.Find(name) is not null, form.Contains("name=\"template_id\""));
    }

    [Fact]
    public async Task What_was_put_in_is_the_webhook_and_its_secret_is_shown_once()
    {
        await using var receiver = await HookReceiver.Start();
        var department = (long)(await hub.Admin.Get("/api/v1/departments")).Items[0]!["id"]!;
        var (ticket, other) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var created = await browser.Send(
            $"{New}?to=maktab",
            New,
            ("to", "maktab"),
            ("name", "Everything in full"),
            ("description", "For the tests"),
            ("url", receiver.Url),
            ("enabled", "true"),
            ("events", "ticket.created"),
            ("events", "reply.created"),
            ("priority", "high"),
            ("priority", "urgent"),
            ("department_id", $"{department}"),
            ("more_tags", "vpn, printer"),
            ("ticket_id", $"#{ticket} {other}"),
            ("header_name", "X-Api-Key"),
            ("header_value", "of the receiver"),
            ("header_name", ""),
            ("header_value", "")
        );

        var page = created.Expect(HttpStatusCode.Created).Text;
        var secret = Secret().Match(page).Groups[1].Value;
        Assert.StartsWith("whsec_", WebUtility.HtmlDecode(secret));
        Assert.Contains("data-copy=\"secret\"", page);
        var id = IdIn(page);
        var webhook = (await hub.Admin.GetWebhook(id)).Data;
        Assert.Equal("maktab", (string)webhook["dialect"]!);
        Assert.Equal("Everything in full", (string)webhook["name"]!);
        Assert.Equal(["reply.created", "ticket.created"], webhook["events"]!.AsArray().Select(one => (string)one!));
        var filters = webhook["filters"]!;
        Assert.Equal(["high", "urgent"], filters["priority"]!.AsArray().Select(one => (string)one!));
        Assert.Equal(department, (long)filters["department_id"]![0]!);
        Assert.Equal(["vpn", "printer"], filters["tag"]!.AsArray().Select(one => (string)one!));
        Assert.Equal([ticket, other], filters["ticket_id"]!.AsArray().Select(one => (long)one!));
        Assert.Equal("***", (string)webhook["headers"]!["X-Api-Key"]!);
        foreach (var path in new[] { $"/app/webhooks/{id}", $"/app/webhooks/{id}/edit", $"/app/webhooks/{id}/secret" })
        {
            var later = (await browser.Get(path)).Expect(HttpStatusCode.OK).Text;
            Assert.DoesNotContain(secret, later);
            Assert.DoesNotContain("of the receiver", later);
            Assert.DoesNotContain("top-secret", later);
        }
    }

    [Fact]
    public async Task Ticketing_is_asked_for_by_entity_and_action()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var created = await browser.Send(
            $"{New}?to=ticketing",
            New,
            ("to", "ticketing"),
            ("name", "Comments"),
            ("url", "https://receiver.example.com/comments"),
            ("entity", "Comment"),
            ("action", "created"),
            ("secret", "the-receiver-knows-this-key")
        );

        var page = created.Expect(HttpStatusCode.Created).Text;
        Assert.DoesNotContain("id=\"secret\"", page);
        var webhook = (await hub.Admin.GetWebhook(IdIn(page))).Data;
        Assert.Equal(
            ("Comment", "created", false),
            ((string)webhook["entity"]!, (string)webhook["action"]!, (bool)webhook["enabled"]!)
        );
        Assert.Contains("Comment / created", (await browser.Get("/app/webhooks?dialect=ticketing")).Text);
    }

    [Fact]
    public async Task What_is_refused_comes_back_as_it_was_with_messages_at_the_fields()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var before = (int)(await hub.Admin.ListWebhooks()).Json["meta"]!["total"]!;

        var answer = await browser.Send(
            $"{New}?to=teams",
            New,
            ("to", "teams"),
            ("name", "Half a webhook"),
            ("url", "https://receiver.example.com/nothing"),
            ("priority", "low"),
            ("ticket_id", "seven"),
            ("digest_minutes", "0"),
            ("time_zone", "Mars/Olympus"),
            ("header_name", "X-Kept"),
            ("header_value", "value kept"),
            ("more_tags", "kept-tag")
        );

        var form = answer.Expect(HttpStatusCode.UnprocessableEntity).Text;
        foreach (
            var kept in new[]
            {
                "Half a webhook",
                "https://receiver.example.com/nothing",
                "Mars/Olympus",
                "X-Kept",
                "value kept",
                "seven",
            }
        )
            Assert.Contains($"value=\"{kept}\"", form);
        Assert.Matches("value=\"low\" checked", form);
        Assert.Matches("value=\"kept-tag\" checked", form);
        foreach (var field in new[] { "url", "events", "filters-ticket_id", "digest-minutes", "time_zone" })
            Assert.Contains($"id=\"wrong-{field}\"", form);
        Assert.DoesNotContain("id=\"wrong-name\"", form);
        Assert.Equal(before, (int)(await hub.Admin.ListWebhooks()).Json["meta"]!["total"]!);
    }

    [Fact]
    public async Task A_change_keeps_what_the_form_does_not_show()
    {
        await using var receiver = await HookReceiver.Start();
        var id = WebhookCalls.IdOf(
            await hub.Admin.CreateWebhook(
                new
                {
                    url = receiver.Url,
                    events = new[] { "ticket.created" },
                    name = "Before",
                    secret = "a-known-secret-of-length",
                    headers = new Dictionary<string, string> { ["X-Api-Key"] = "kept" },
                    filters = new { tag = new[] { "vpn" } },
                }
            )
        );
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var page = $"/app/webhooks/{id}/edit";
        Assert.Matches("value=\"vpn\" checked", (await browser.Get(page)).Text);

        var saved = await browser.Send(
            page,
            page,
            ("name", "After"),
            ("url", ""),
            ("enabled", "true"),
            ("events", "ticket.created"),
            ("events", "ticket.assigned")
        );

        Assert.Equal($"/app/webhooks/{id}", saved.Expect(HttpStatusCode.Redirect).Header("Location"));
        var webhook = (await hub.Admin.GetWebhook(id)).Data;
        Assert.Equal(("After", "active"), ((string)webhook["name"]!, (string)webhook["status"]!));
        Assert.Null(webhook["filters"]);
        Assert.NotNull(webhook["headers"]!["X-Api-Key"]);
        (await hub.Admin.Act(id, "test")).Expect(HttpStatusCode.Accepted);
        Assert.Equal("kept", (await receiver.Until(1))[0].Headers["X-Api-Key"]);

        var none = await browser.Send(page, page, ("name", "No events"), ("enabled", "true"));
        Assert.Contains("Choose at least one event", none.Expect(HttpStatusCode.UnprocessableEntity).Text);
        Assert.Equal("After", (string)(await hub.Admin.GetWebhook(id)).Data["name"]!);
    }

    [Fact]
    public async Task It_is_paused_resumed_given_another_secret_and_deleted()
    {
        var id = await hub.Admin.Subscribe("https://receiver.example.com/life", "ticket.created");
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var page = $"/app/webhooks/{id}";

        (await browser.Send(page, $"{page}/pause")).Expect(HttpStatusCode.Redirect);
        Assert.Equal("disabled", (string)(await hub.Admin.GetWebhook(id)).Data["status"]!);
        (await browser.Send(page, $"{page}/enable")).Expect(HttpStatusCode.Redirect);
        Assert.Equal("active", (string)(await hub.Admin.GetWebhook(id)).Data["status"]!);

        var wrong = await browser.Send($"{page}/secret", $"{page}/secret", ("overlap_hours", "999"));
        Assert.Contains("id=\"wrong-overlap_hours\"", wrong.Expect(HttpStatusCode.UnprocessableEntity).Text);
        var first = (await hub.Admin.GetWebhook(id)).Data;
        Assert.Null(first["previous_secret_until"]);
        var rotated = await browser.Send($"{page}/secret", $"{page}/secret", ("overlap_hours", "12"));
        Assert.Contains("id=\"secret\"", rotated.Expect(HttpStatusCode.OK).Text);
        var second = (await hub.Admin.GetWebhook(id)).Data;
        var (since, until) = ((DateTime)second["secret_since"]!, (DateTime)second["previous_secret_until"]!);
        Assert.Equal(TimeSpan.FromHours(12), until - since);
        Assert.True(since > (DateTime)first["secret_since"]!);
        var keys = (await browser.Get($"{page}/secret")).Text;
        Assert.Contains($"{since:yyyy-MM-dd HH:mm:ss} UTC", keys);
        Assert.Contains($"{until:yyyy-MM-dd HH:mm:ss} UTC", keys);

        Assert.Contains("No delivery waits for it", (await browser.Get($"{page}/delete")).Text);
        var deleted = await browser.Send($"{page}/delete", $"{page}/delete");
        Assert.Equal("/app/webhooks", deleted.Expect(HttpStatusCode.Redirect).Header("Location"));
        (await hub.Admin.GetWebhook(id)).Expect(HttpStatusCode.NotFound);
        (await browser.Get(page)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Another_organization_s_webhook_is_not_changed_by_any_form()
    {
        var theirs = await hub.Neighbour.Subscribe("https://receiver.example.com/theirs", "ticket.created");
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        foreach (var form in new[] { "edit", "secret", "delete", "test", "pause", "enable", "replay" })
        {
            var answer = await browser.Send(
                New + "?to=tiketti",
                $"/app/webhooks/{theirs}/{form}",
                ("events", "ticket.created"),
                ("since", "2026-01-01T00:00"),
                ("event", "test.ping")
            );
            answer.Expect(HttpStatusCode.NotFound);
        }
        Assert.Equal("active", (string)(await hub.Neighbour.GetWebhook(theirs)).Data["status"]!);
    }

    private static Guid IdIn(string page) => Guid.Parse(Address().Match(page).Groups[1].Value);

    [GeneratedRegex("<code id=\"secret\">([^<]+)</code>")]
    private static partial Regex Secret();

    [GeneratedRegex("/app/webhooks/([0-9a-f-]{36})")]
    private static partial Regex Address();
}
