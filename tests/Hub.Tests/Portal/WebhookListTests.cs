using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Portal;

/// <summary>The list of webhooks: in the order that is asked for, narrowed, and all of it in the address.</summary>
public sealed class WebhookListTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    [Fact]
    public async Task Webhooks_are_put_in_order_by_name_and_by_their_last_delivery_and_narrowed_by_where_they_go()
    {
        await using var receiver = await HookReceiver.Start();
        var first = await Make("Zebra", "one", "standard");
        var second = await Make("apple", "two", "tiketti");
        await Make("Mango", "three", "standard");
        // Zebra's delivery is the last one; nothing is sent to Mango.
        foreach (var id in new[] { second, first })
        {
            (await hub.Admin.Act(id, "test")).Expect(HttpStatusCode.Accepted);
            await hub.Admin.DeliveryWhen(id, "success", attempts: 1);
        }
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);

        Assert.Equal(["apple", "Mango", "Zebra"], await Names("sort=name"));
        Assert.Equal(["Zebra", "Mango", "apple"], await Names("sort=-name"));
        Assert.Equal(["Zebra", "apple", "Mango"], await Names("sort=-last_delivery"));
        Assert.Equal(["apple", "Zebra", "Mango"], await Names("sort=last_delivery"));
        Assert.Equal(["Mango", "Zebra"], await Names("to=standard&sort=name"));
        Assert.Equal(["apple"], await Names("to=tiketti&status=active"));
        Assert.Equal(["Mango"], await Names("sort=name&per_page=1&page=2"));

        var page = (await browser.Get("/app/webhooks?to=standard&sort=name&per_page=1")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("href=\"/app/webhooks?to=standard&amp;sort=-name&amp;per_page=1\"", page);
        Assert.Contains("href=\"/app/webhooks?to=standard&amp;sort=-last_delivery&amp;per_page=1\"", page);
        Assert.Contains("href=\"/app/webhooks?to=standard&amp;sort=name&amp;page=2&amp;per_page=1\"", page);
        Assert.Contains("aria-sort=\"ascending\"", page);
        (await browser.Get("/app/webhooks?sort=colour")).Expect(HttpStatusCode.UnprocessableEntity);

        async Task<List<string>> Names(string query)
        {
            var text = (await browser.Get($"/app/webhooks?{query}")).Expect(HttpStatusCode.OK).Text;
            return
            [
                .. new[] { "Zebra", "apple", "Mango" }
                    .Where(name => text.Contains($">{name}</a>", StringComparison.Ordinal))
                    .OrderBy(name => text.IndexOf($">{name}</a>", StringComparison.Ordinal)),
            ];
        }

        async Task<Guid> Make(string name, string path, string dialect) =>
            WebhookCalls.IdOf(
                await hub.Admin.CreateWebhook(
                    new
                    {
                        name,
                        dialect,
                        url = receiver.UrlOf(path),
                        events = new[] { "ticket.updated" },
                    }
                )
            );
    }
}
