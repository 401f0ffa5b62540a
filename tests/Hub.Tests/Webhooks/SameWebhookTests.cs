using System.Net;
using Hub.Delivery.Secrets;
using Hub.Domain.Documents;
using Hub.Domain.Subscriptions;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Webhooks;

/// <summary>The same address, events and filters again is the same subscription: flow platforms repeat themselves.</summary>
public sealed class SameWebhookTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task The_same_address_and_events_in_any_order_is_the_same_webhook()
    {
        var first = await Create("order", ["ticket.created", "ticket.updated"]);
        var again = await Create("order", ["ticket.updated", "ticket.created", "ticket.updated"]);

        Assert.Equal(WebhookCalls.IdOf(first), WebhookCalls.IdOf(again));
        Assert.Equal(first.Header("Location"), again.Header("Location"));
        Assert.NotNull(first.Data["secret"]);
        Assert.Null(again.Data["secret"]);
        Assert.Null(first.Json["existing"]);
        Assert.True((bool)again.Json["existing"]!);
    }

    [Fact]
    public async Task Other_events_another_address_or_another_dialect_is_another_webhook()
    {
        Guid[] ids =
        [
            WebhookCalls.IdOf(await Create("other", ["ticket.created"])),
            WebhookCalls.IdOf(await Create("other", ["ticket.updated"])),
            WebhookCalls.IdOf(await Create("other", ["*"])),
            WebhookCalls.IdOf(await Create("other?x=1", ["ticket.created"])),
            WebhookCalls.IdOf(await Create("other", ["ticket.created"], "maktab")),
        ];

        Assert.Equal(5, ids.Distinct().Count());
    }

    [Fact]
    public async Task Other_filters_are_another_webhook_and_the_first_keeps_its_own()
    {
        await hub.Admin.HireAgents(7);
        Guid[] ids =
        [
            WebhookCalls.IdOf(await Filtered("filters", null)),
            WebhookCalls.IdOf(await Filtered("filters", new { tag = new[] { "vpn" } })),
            WebhookCalls.IdOf(await Filtered("filters", new { tag = new[] { "vpn", "wifi" } })),
            WebhookCalls.IdOf(await Filtered("filters", new { department_id = new[] { 1 } })),
            WebhookCalls.IdOf(await Filtered("filters", new { assignee_id = new[] { 1 } })),
            WebhookCalls.IdOf(await Filtered("filters", new { priority = new[] { "low" } })),
        ];

        Assert.Equal(6, ids.Distinct().Count());
        Assert.Null((await hub.Admin.GetWebhook(ids[0])).Data["filters"]);
        Assert.Equal("""{"tag":["vpn"]}""", (await hub.Admin.GetWebhook(ids[1])).Data["filters"]!.ToJsonString());
    }

    [Fact]
    public async Task The_same_filter_in_other_words_is_the_same_webhook_and_values_are_tidied()
    {
        await hub.Admin.HireAgents(7);
        var first = await Filtered(
            "tidy",
            new
            {
                tag = new[] { " vpn ", "wifi", "VPN" },
                department_id = new[] { 2, 1, 2 },
                assignee_id = new[] { 7, 7 },
                priority = new[] { "low", "high", "low" },
            }
        );
        var again = await Filtered(
            "tidy",
            new
            {
                tag = new[] { "wifi", "vpn" },
                department_id = new[] { 1, 2 },
                assignee_id = new[] { 7 },
                priority = new[] { "high", "low" },
            }
        );
        var none = await Filtered("none", null);

        Assert.Equal(
            """{"department_id":[2,1],"priority":["low","high"],"tag":["vpn","wifi"],"assignee_id":[7]}""",
            first.Data["filters"]!.ToJsonString()
        );
        Assert.Equal(WebhookCalls.IdOf(first), WebhookCalls.IdOf(again));
        Assert.True((bool)again.Json["existing"]!);
        Assert.Equal(
            WebhookCalls.IdOf(none),
            WebhookCalls.IdOf(await Filtered("none", new { tag = Array.Empty<string>() }))
        );
    }

    [Fact]
    public async Task Tags_of_a_filter_are_bounded()
    {
        (await Filtered("bounds", new { tag = new[] { " " } })).ExpectInvalid("filters.tag");
        (await Filtered("bounds", new { tag = new[] { new string('a', 65) } })).ExpectInvalid("filters.tag");
        (
            await Filtered("bounds", new { tag = Enumerable.Range(0, 101).Select(one => $"{one}").ToArray() })
        ).ExpectInvalid("filters.tag");
    }

    [Fact]
    public async Task A_change_cannot_make_two_webhooks_the_same_and_may_make_them_differ()
    {
        var plain = WebhookCalls.IdOf(await Filtered("change", null));
        var narrow = WebhookCalls.IdOf(await Filtered("change", new { tag = new[] { "vpn" } }));

        (await hub.Admin.UpdateWebhook(narrow, new { filters = (object?)null })).ExpectProblem(
            HttpStatusCode.Conflict,
            "webhook_exists"
        );
        (await hub.Admin.UpdateWebhook(plain, new { filters = new { tag = new[] { "wifi" } } })).Expect(
            HttpStatusCode.OK
        );
        (await hub.Admin.UpdateWebhook(narrow, new { filters = (object?)null })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_that_was_stored_before_filters_counted_is_found_and_stands_in_nobodys_way()
    {
        var narrow = WebhookCalls.IdOf(await Filtered("old", new { tag = new[] { "vpn" } }));
        await StoreAsBefore(narrow);

        var again = await Filtered("old", new { tag = new[] { "vpn" } });
        Assert.Equal(narrow, WebhookCalls.IdOf(again));

        await StoreAsBefore(narrow);
        var plain = await Filtered("old", null);
        Assert.NotEqual(narrow, WebhookCalls.IdOf(plain));
        Assert.Null(plain.Json["existing"]);
        Assert.Equal(narrow, WebhookCalls.IdOf(await Filtered("old", new { tag = new[] { "vpn" } })));

        var other = WebhookCalls.IdOf(await Filtered("old-2", new { tag = new[] { "vpn" } }));
        await StoreAsBefore(other);
        var moving = WebhookCalls.IdOf(await Filtered("old-3", null));
        (await hub.Admin.UpdateWebhook(moving, new { url = "https://example.com/old-2" })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Many_at_once_make_one()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Create("at-once", ["*"])));

        Assert.Single(answers.Select(WebhookCalls.IdOf).Distinct());
        Assert.Single(answers, answer => answer.Data["secret"] is not null);
    }

    [Fact]
    public async Task Asking_again_enables_it()
    {
        var id = WebhookCalls.IdOf(await Create("again", ["*"]));
        await hub.Admin.UpdateWebhook(id, new { active = false });

        var again = await Create("again", ["*"]);

        Assert.Equal(id, WebhookCalls.IdOf(again));
        Assert.True((bool)again.Data["active"]!);
    }

    [Fact]
    public async Task A_repeat_under_an_idempotency_key_has_the_first_answer_secret_and_all()
    {
        var fields = new { url = "https://example.com/key", events = WebhookCalls.Everything };
        var first = await hub.Admin.CreateWebhook(fields, ("Idempotency-Key", "webhook-1"));
        var again = await hub.Admin.CreateWebhook(fields, ("Idempotency-Key", "webhook-1"));

        Assert.Equal(first.Expect(HttpStatusCode.Created).Text, again.Expect(HttpStatusCode.Created).Text);
        Assert.Equal(first.Header("Location"), again.Header("Location"));
    }

    [Fact]
    public async Task Another_organization_s_is_another_one()
    {
        var neighbour = await hub.Host.OpenOrganization("OTHER");
        var fields = new { url = "https://example.com/shared", events = WebhookCalls.Everything };

        Assert.NotEqual(
            WebhookCalls.IdOf(await hub.Admin.CreateWebhook(fields)),
            WebhookCalls.IdOf(await neighbour.CreateWebhook(fields))
        );
    }

    /// <summary>As hubs stored a filtered webhook once: in clear, under the fingerprint of one without filters.</summary>
    private async Task StoreAsBefore(Guid id)
    {
        var before = new DocumentType<Subscription>("subscription", () => Subscription.Document.Json)
            .Text(
                "fingerprint",
                subscription => subscription.FormerFingerprints(subscription.ProtectedUrl)[^1],
                unique: true
            )
            .Text("uuid", subscription => $"{subscription.Id}")
            .Integer("number", subscription => subscription.Number)
            .Folded("name", subscription => subscription.Name)
            .Text("dialect", subscription => subscription.Dialect)
            .Text("goes_to", subscription => subscription.Target ?? subscription.Dialect)
            .Text("state", subscription => subscription.State.Name())
            .Text("template_id", subscription => subscription.TemplateId)
            .Instant("created_at", subscription => subscription.CreatedAt)
            .Array("events", subscription => subscription.Events)
            .Index("created_at")
            .Index("name")
            .Index("uuid");
        var organization = await hub.Host.OrganizationOf(hub.Admin);
        var stored = await hub.Host.Store.Get(
            before,
            organization,
            Subscription.Partition,
            id.ToString(),
            TestContext.Current.CancellationToken
        );
        var receivers = hub.Host.App.Services.GetRequiredService<ReceiverKeeper>();
        var former = stored!.Value with { ProtectedUrl = receivers.UrlOf(stored.Value)! };
        var write = new Put<Subscription>(before, stored.Id, former, Expected.At(stored.Version));
        Assert.IsType<CommitResult.Done>(
            await hub.Host.Store.Commit(
                new Commit(organization, Subscription.Partition) { Changes = [write] },
                TestContext.Current.CancellationToken
            )
        );
    }

    private Task<Answer> Filtered(string path, object? filters) =>
        hub.Admin.CreateWebhook(
            new
            {
                url = $"https://example.com/{path}",
                events = WebhookCalls.Everything,
                filters,
            }
        );

    private Task<Answer> Create(string path, string[] events, string dialect = "tiketti") =>
        hub.Admin.CreateWebhook(
            new
            {
                url = $"https://example.com/{path}",
                events,
                dialect,
            }
        );
}
