using System.Net;
using System.Text.RegularExpressions;
using Hub.Delivery.Tallies;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Subscriptions;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Portal;

/// <summary>The list of webhooks: in the order that is asked for, narrowed, and all of it in the address.</summary>
public sealed partial class WebhookListTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    [Fact]
    public async Task Webhooks_are_put_in_order_by_name_and_by_their_last_delivery_and_narrowed_by_where_they_go()
    {
        await using var receiver = await HookReceiver.Start();
        var first = await Make(hub.Admin, "Zebra", receiver.UrlOf("one"), "standard");
        var second = await Make(hub.Admin, "apple", receiver.UrlOf("two"), "tiketti");
        await Make(hub.Admin, "Mango", receiver.UrlOf("three"), "standard");
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
    }

    [Fact]
    public async Task Among_more_than_a_thousand_each_is_found_where_its_name_its_last_delivery_and_its_way_put_it()
    {
        await using var receiver = await HookReceiver.Start();
        var admin = await hub.Host.OpenOrganization("MANY");
        var organization = await hub.Host.OrganizationOf(admin);
        var oldest = await Make(admin, "Ärger", receiver.UrlOf("oldest"), "tiketti");
        var counted = await Make(admin, "counted", receiver.UrlOf("counted"), "tiketti");
        var unnamed = await Make(admin, null, receiver.UrlOf("unnamed"), "standard");
        var masked = receiver.UrlOf("unnamed").Split('?')[0] + "?***";
        await Multiply(organization, unnamed, 1_100);
        await Count(organization, counted, DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1));
        (await admin.Act(oldest, "test")).Expect(HttpStatusCode.Accepted);
        await admin.DeliveryWhen(oldest, "success", attempts: 1);
        using var browser = await Browser.SignedIn(hub.Host, admin.Token!);

        Assert.Equal(["Copy 0000", "Copy 0001"], await Listed("sort=name&per_page=2"));
        // Behind all of those what begins otherwise, and behind that what has no name.
        Assert.Equal(["counted", "Ärger", masked], await Listed("sort=name&per_page=11&page=101"));
        Assert.Equal(["Ärger", "counted", "Copy 1099"], await Listed("sort=-last_delivery&per_page=3"));
        Assert.Equal(["counted", "Ärger", "Copy 1099"], await Listed("sort=last_delivery&per_page=3"));
        Assert.Equal([masked], await Listed("sort=last_delivery&per_page=1&page=1103"));
        Assert.Equal(["Ärger", "counted"], await Listed("to=tiketti&sort=-last_delivery"));
        Assert.Equal(["counted"], await Listed("to=tiketti&per_page=1"));
        Assert.Equal(["Copy 0998"], await Listed("to=standard&sort=name&per_page=1&page=999"));
        Assert.Contains("1,103", (await browser.Get("/app/webhooks?sort=-last_delivery")).Text);
        Assert.Contains("1,101", (await browser.Get("/app/webhooks?sort=-last_delivery&to=standard&per_page=1")).Text);

        async Task<List<string>> Listed(string query)
        {
            var text = (await browser.Get($"/app/webhooks?{query}")).Expect(HttpStatusCode.OK).Text;
            return [.. Rows().Matches(text).Select(static one => WebUtility.HtmlDecode(one.Groups[1].Value))];
        }
    }

    [Fact]
    public async Task What_is_written_down_of_deliveries_and_what_is_not_yet_are_one_order()
    {
        var folder = HubHost.NewFolder();
        await using var receiver = await HookReceiver.Start();
        Guid first,
            second,
            third;
        await using (var before = await Start())
        {
            first = await Make(before.Admin, "first", receiver.UrlOf("1"), "tiketti");
            second = await Make(before.Admin, "second", receiver.UrlOf("2"), "tiketti");
            third = await Make(before.Admin, "third", receiver.UrlOf("3"), "tiketti");
            foreach (var id in new[] { third, second, first })
                await Ping(before.Admin, id, 1);
        }
        await using var after = await Start();
        using var browser = await Browser.SignedIn(after, HubHost.FirstToken);
        Assert.Equal(["first", "second", "third"], await Listed("-last_delivery"));

        await Ping(after.Admin, second, 2);

        Assert.Equal(["second", "first", "third"], await Listed("-last_delivery"));
        Assert.Equal(["third", "first", "second"], await Listed("last_delivery"));

        Task<HubHost> Start() => HubHost.StartIn(folder, null, "--Delivery:AllowInsecureTargets=true");

        async Task<List<string>> Listed(string sort) =>
            [
                .. Rows()
                    .Matches((await browser.Get($"/app/webhooks?sort={sort}")).Text)
                    .Select(static one => one.Groups[1].Value),
            ];

        static async Task Ping(HubClient admin, Guid id, int deliveries)
        {
            (await admin.Act(id, "test")).Expect(HttpStatusCode.Accepted);
            await admin.DeliveriesWhen(id, all => all.Count == deliveries && all.All(WebhookCalls.HasSucceeded));
        }
    }

    private static async Task<Guid> Make(HubClient admin, string? name, string url, string dialect) =>
        WebhookCalls.IdOf(
            await admin.CreateWebhook(
                new
                {
                    name,
                    dialect,
                    url,
                    events = new[] { "ticket.updated" },
                }
            )
        );

    /// <summary>As if so many more had been made of it, each after the one before.</summary>
    private async Task Multiply(OrganizationId organization, Guid id, int times)
    {
        var stored = await hub.Host.Store.Get(
            Subscription.Document,
            organization,
            Subscription.Partition,
            $"{id}",
            default
        );
        var copies = Enumerable
            .Range(0, times)
            .Select(n =>
                stored!.Value with
                {
                    Id = Guid.NewGuid(),
                    Number = null,
                    Name = $"Copy {n:0000}",
                    Events = [$"copy.{n}"],
                    CreatedAt = stored.Value.CreatedAt.AddSeconds(n + 1),
                }
            );
        foreach (var some in copies.Chunk(20))
            Assert.IsType<CommitResult.Done>(
                await hub.Host.Store.Commit(
                    new Commit(organization, Subscription.Partition)
                    {
                        Changes =
                        [
                            .. some.Select(one => new Put<Subscription>(
                                Subscription.Document,
                                $"{one.Id}",
                                one,
                                Expected.Absent
                            )),
                        ],
                    },
                    default
                )
            );
    }

    /// <summary>As an earlier hub did, which did not keep when the last attempt of a day was made.</summary>
    private Task<CommitResult> Count(OrganizationId organization, Guid id, DateOnly day) =>
        hub.Host.Store.Commit(
            new Commit(organization, Subscription.Partition)
            {
                Changes =
                [
                    new Put<ReceiverDays>(
                        ReceiverDays.Document,
                        $"{id}",
                        new([new ReceiverDay(day, 1, 0)]),
                        Expected.Absent
                    ),
                ],
            },
            default
        );

    [GeneratedRegex("href=\"/app/webhooks/[0-9a-f-]{36}\" dir=\"auto\">([^<]*)</a>")]
    private static partial Regex Rows();
}
