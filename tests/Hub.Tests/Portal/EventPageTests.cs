using System.Net;
using Hub.Delivery.Dialects;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Portal;

/// <summary>What can happen, what happened, and who was told of it, on pages.</summary>
public sealed class EventPageTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    [Fact]
    public async Task An_event_is_found_by_type_record_and_time_and_says_who_was_told()
    {
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        var ticket = await hub.Admin.NewTicket(Samples.Ticket(subject: "Loud <i>fan</i>"));
        await hub.Admin.UpdateTicket(ticket, new { priority = "high" });
        var delivery = await hub.Admin.DeliveryWhen(id, "success", attempts: 1);
        var happened = (string)delivery["event_id"]!;
        var code = (string)(await hub.Admin.GetTicket(ticket)).Data["code"]!;
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        async Task<string> Listed(string query) =>
            (await browser.Get($"/app/events?{query}")).Expect(HttpStatusCode.OK).Text;

        foreach (var record in new[] { $"{ticket}", code })
        {
            var both = await Listed($"record={record}");
            Assert.Contains($"/app/events/{happened}\"", both);
            Assert.Contains("ticket.updated</a>", both);
            Assert.DoesNotContain("ticket.updated</a>", await Listed($"record={record}&type=ticket.created"));
        }
        Assert.Contains("Loud &lt;i&gt;fan&lt;/i&gt;", await Listed($"record={ticket}"));
        Assert.Contains($"/app/events/{happened}\"", await Listed("from=2020-01-01T00:00"));
        Assert.Contains("No event is like this", await Listed("to=2020-01-01T00:00"));

        var page = (await browser.Get($"/app/events/{happened}?dialect=ticketing")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains($"/app/webhooks/{id}/deliveries/{(string)delivery["id"]!}\"", page);
        Assert.Contains("<use href=\"/app/assets/icons.svg#good\"></use></svg>success</span>", page);
        Assert.Contains($"/app/tickets/{ticket}\"", page);
        // What has no name is called by its address, as in the list of webhooks.
        Assert.Contains($"dir=\"auto\">{receiver.Url.Split('?')[0]}?***</a>", page);
        Assert.Contains("value=\"ticketing\" selected", page);
        Assert.DoesNotContain("<i>fan", page);
    }

    [Fact]
    public async Task What_nobody_listened_to_says_so_and_lists_have_pages()
    {
        var other = hub.Neighbour;
        for (var number = 0; number < 26; number++)
            await other.NewTicket();
        using var browser = await Browser.SignedIn(hub.Host, other.Token!);

        var first = (await browser.Get("/app/events?type=ticket.created")).Expect(HttpStatusCode.OK).Text;
        var second = (await browser.Get("/app/events?type=ticket.created&page=2")).Text;

        Assert.Contains("rel=\"next\" href=\"/app/events?type=ticket.created&amp;page=2\"", first);
        Assert.Contains("rel=\"prev\"", second);
        Assert.DoesNotContain("rel=\"next\"", second);
        var from = first.IndexOf("/app/events/0", StringComparison.Ordinal);
        var path = first[from..first.IndexOf('"', from)];
        Assert.Contains("Nobody was told", (await browser.Get(path)).Expect(HttpStatusCode.OK).Text);
        using var stranger = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        (await stranger.Get(path)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_events_that_the_token_may_be_told_of_are_there()
    {
        await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/users",
            new { email = "new.agent@company.com", name = "New agent" }
        );
        using var reader = await Browser.SignedIn(hub.Host, (await hub.Host.WithScopes("tickets:read")).Token!);
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        var all = (await browser.Get("/app/events?type=user.created")).Text;

        var from = all.IndexOf("/app/events/0", StringComparison.Ordinal);
        var path = all[from..all.IndexOf('"', from)];
        (await reader.Get(path)).Expect(HttpStatusCode.NotFound);
        Assert.DoesNotContain(path, (await reader.Get("/app/events")).Expect(HttpStatusCode.OK).Text);
    }

    [Theory]
    [InlineData("from=yesterday", HttpStatusCode.UnprocessableEntity)]
    [InlineData("page=0", HttpStatusCode.UnprocessableEntity)]
    [InlineData("nothing=1", HttpStatusCode.UnprocessableEntity)]
    public async Task What_is_asked_for_wrongly_is_refused(string query, HttpStatusCode status)
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        (await browser.Get($"/app/events?{query}")).Expect(status);
    }

    [Fact]
    public async Task The_catalogue_of_every_dialect_shows_each_event_with_sample_and_schema()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        foreach (var dialect in new DialectCatalogue().All)
        {
            var list = (await browser.Get($"/app/events/catalogue?dialect={dialect.Name}"))
                .Expect(HttpStatusCode.OK)
                .Text;
            var first = dialect.Events[0];
            Assert.Contains($"/app/events/catalogue/{dialect.Name}/{first.Name}\"", list);

            var page = (await browser.Get($"/app/events/catalogue/{dialect.Name}/{first.Name}")).Expect(
                HttpStatusCode.OK
            );
            var text = WebUtility.HtmlDecode(page.Text);
            Assert.Contains($"Content-Type: {dialect.MediaType}", text);
            Assert.Contains(dialect.Headers.Signature, text, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("\"properties\"", text);
        }
        (await browser.Get("/app/events/catalogue/tiketti/ticket.exploded")).Expect(HttpStatusCode.NotFound);
        (await browser.Get("/app/events/catalogue/none/ticket.created")).Expect(HttpStatusCode.NotFound);
    }
}
