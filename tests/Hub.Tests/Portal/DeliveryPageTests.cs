using System.Globalization;
using System.Net;
using System.Text;
using Hub.Delivery.Dialects;
using Hub.Tests.Hosting;
using Hub.Tests.Tickets;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Portal;

/// <summary>What was sent, what came back, and what is done about it.</summary>
public sealed class DeliveryPageTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    /// <summary>What the connection adds, and what nobody is to see.</summary>
    private static readonly string[] Unshown = ["Host", "Content-Length", "Accept-Encoding", "X-Api-Key"];

    [Theory]
    [InlineData("tiketti", null)]
    [InlineData("maktab", null)]
    [InlineData("mokapen", null)]
    [InlineData("ticketing", null)]
    [InlineData("standard", null)]
    [InlineData("cloudevents", null)]
    [InlineData("standard", "slack")]
    public async Task The_request_is_shown_as_the_receiver_got_it(string dialect, string? target)
    {
        var signature = new DialectCatalogue().Find(dialect)!.Headers.Signature;
        await using var receiver = await TargetReceivers.Saying(200, "ok");
        var id = WebhookCalls.IdOf(
            await hub.Admin.CreateWebhook(
                new
                {
                    url = target is null ? receiver.Url : receiver.SlackUrl(),
                    events = new[] { "ticket.created" },
                    dialect,
                    target,
                    headers = new Dictionary<string, string> { ["X-Api-Key"] = "nobody's to see" },
                }
            )
        );
        await hub.Admin.NewTicket(Samples.Ticket("It's <b>here</b>"));
        var hook = (await receiver.Until(1))[0];
        var delivery = (string)(await hub.Admin.DeliveryWhen(id, "success", attempts: 1))["id"]!;
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var page = (await browser.Get($"/app/webhooks/{id}/deliveries/{delivery}")).Expect(HttpStatusCode.OK).Text;

        var shown = WebUtility.HtmlDecode(page);
        Assert.Contains(Encoding.UTF8.GetString(hook.Body), shown);
        Assert.Contains("X-Api-Key: ***", shown);
        Assert.DoesNotContain("nobody's to see", shown);
        Assert.True(hook.Headers.ContainsKey(signature));
        Assert.DoesNotContain("top-secret", shown);
        Assert.DoesNotContain("<b>here</b>", page);
        foreach (var (name, value) in hook.Headers)
            if (name.Contains("signature", StringComparison.OrdinalIgnoreCase))
            {
                Assert.Contains($"{name}: ***", shown, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(value, shown);
            }
            else if (!Unshown.Contains(name, StringComparer.OrdinalIgnoreCase))
                Assert.Contains($"{name}: {value}", shown, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("curl --request POST \"$WEBHOOK_URL\"", shown);
        Assert.Contains("\"X-Api-Key: $X_API_KEY\"", shown);
        Assert.Contains("'\\''s", shown);
    }

    [Fact]
    public async Task A_key_that_a_target_wants_in_the_body_is_not_shown()
    {
        await using var receiver = await TargetReceivers.Saying(202, "{}");
        var key = new string('k', 32);
        var url = receiver.UrlOf("v2/enqueue").Split('?')[0] + $"?routing_key={key}";
        var id = WebhookCalls.IdOf(
            await hub.Admin.CreateWebhook(
                new
                {
                    url,
                    events = new[] { "ticket.created" },
                    dialect = "standard",
                    target = "pagerduty",
                }
            )
        );
        (await hub.Admin.Act(id, "test")).Expect(HttpStatusCode.Accepted);
        Assert.Contains(key, Encoding.UTF8.GetString((await receiver.Until(1))[0].Body));
        var delivery = (string)(await hub.Admin.DeliveryWhen(id, "success", attempts: 1))["id"]!;
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var page = (await browser.Get($"/app/webhooks/{id}/deliveries/{delivery}")).Text;

        Assert.Contains("&quot;routing_key&quot;:&quot;***&quot;", page);
        Assert.DoesNotContain(key, page);
    }

    [Fact]
    public async Task Deliveries_are_narrowed_by_ticket_event_status_and_time_and_the_newest_renew_themselves()
    {
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created", "ticket.status_changed");
        var first = await hub.Admin.NewTicket();
        var second = await hub.Admin.NewTicket();
        await hub.Admin.UpdateTicket(first, new { status = "pending" });
        await hub.Admin.DeliveriesWhen(id, all => all.Count == 3 && all.All(WebhookCalls.HasSucceeded));
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var page = $"/app/webhooks/{id}";
        var tomorrow = DateTime.UtcNow.AddDays(1).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

        Assert.Equal(3, await Rows(page));
        Assert.Equal(2, await Rows($"{page}?ticket_id={first}"));
        Assert.Equal(1, await Rows($"{page}?ticket_id={second}&status=success&event=&from=&to="));
        Assert.Equal(1, await Rows($"{page}?event=ticket.status_changed"));
        Assert.Equal(0, await Rows($"{page}?from={tomorrow}"));
        Assert.Equal(3, await Rows($"{page}?to={tomorrow}"));
        Assert.Equal(0, await Rows($"{page}?page=2"));
        (await browser.Get($"{page}?from=yesterday")).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(2, (await hub.Admin.ListDeliveries(id, $"ticket_id={first}")).Items.Count);

        Assert.Contains("id=\"deliveries\" data-live=\"3\"", (await browser.Get(page)).Text);
        Assert.DoesNotContain("data-live", (await browser.Get($"{page}?page=2")).Text);
        var renewed = (await browser.Renew($"{page}?ticket_id={first}", "deliveries")).Expect(HttpStatusCode.OK).Text;
        Assert.StartsWith("<section id=\"deliveries\" data-live=\"15\">", renewed);
        Assert.EndsWith("</section>", renewed.TrimEnd());
        Assert.Equal(2, renewed.Split($"{page}/deliveries/").Length - 1);

        async Task<int> Rows(string path) =>
            (await browser.Get(path)).Expect(HttpStatusCode.OK).Text.Split($"{page}/deliveries/").Length - 1;
    }

    [Fact]
    public async Task A_test_of_any_event_is_sent_and_its_answer_stands_on_the_page()
    {
        await using var receiver = await TargetReceivers.Saying(200, "thank you");
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.assigned");
        var ticket = await hub.Admin.NewTicket();
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var page = $"/app/webhooks/{id}/test";

        var sample = await browser.Send(page, page, ("event", "message.created"));
        Assert.Equal("message.created", (await receiver.Until(1))[0].Event);
        var watched = await Wait.For(
            () => browser.Get(sample.Expect(HttpStatusCode.Redirect).Header("Location")!),
            answer => answer.Text.Contains("thank you")
        );
        Assert.Contains("data-live=\"1\"", watched.Text);
        Assert.Contains("<span class=\"tag good\">200</span>", watched.Text);

        var choices = (await browser.Get(page)).Text;
        Assert.Contains($"ACME-{ticket}", choices);
        var past = choices
            .Split("<option value=\"")
            .Select(one => one.Split('"')[0])
            .First(one => Guid.TryParse(one, out _));
        (await browser.Send(page, page, ("event_id", past))).Expect(HttpStatusCode.Redirect);
        Assert.Equal(2, (await receiver.Until(2)).Count);

        var unknown = await browser.Send(page, page, ("event", "nothing.happened"));
        Assert.Contains("id=\"wrong-event\"", unknown.Expect(HttpStatusCode.UnprocessableEntity).Text);
        Assert.Equal(2, receiver.Received.Count);
    }

    [Fact]
    public async Task A_replay_is_begun_and_followed()
    {
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        var begun = DateTime.UtcNow.AddMinutes(-1).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
        await hub.Admin.NewTicket();
        await receiver.Until(1);
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var page = $"/app/webhooks/{id}";

        var replay = await browser.Send(page, $"{page}/replay", ("since", begun));

        var progress = replay.Expect(HttpStatusCode.Redirect).Header("Location")!;
        var finished = await Wait.For(() => browser.Get(progress), answer => answer.Text.Contains("finished"));
        Assert.DoesNotContain("data-live", finished.Text);
        await receiver.Until(2);
        (await browser.Send(page, $"{page}/replay")).Expect(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_list_tells_how_each_receiver_answered_on_seven_days()
    {
        await using var good = await HookReceiver.Start();
        await using var bad = await HookReceiver.Answering(500);
        var first = await hub.Admin.Subscribe(good.Url, "ticket.deleted");
        var second = await hub.Admin.Subscribe(bad.Url, "ticket.deleted");
        foreach (var id in new[] { first, second })
            (await hub.Admin.Act(id, "test")).Expect(HttpStatusCode.Accepted);
        await hub.Admin.DeliveryWhen(first, "success", attempts: 1);
        await hub.Admin.DeliveryWhen(second, "retrying", attempts: 1);
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var rows = (await browser.Get("/app/webhooks?per_page=100&sort=-created_at"))
            .Expect(HttpStatusCode.OK)
            .Text.Split("<tr>");

        Assert.Contains("1 attempts acknowledged, 0 failed", rows.Single(row => row.Contains($"/{first}\"")));
        Assert.Contains("0 attempts acknowledged, 1 failed", rows.Single(row => row.Contains($"/{second}\"")));
        (await browser.Get("/app/webhooks?status=gone")).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.DoesNotContain($"/{first}\"", (await browser.Get("/app/webhooks?status=failed")).Text);
    }
}
