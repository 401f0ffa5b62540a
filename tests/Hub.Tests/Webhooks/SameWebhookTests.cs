using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>The same address and events again is the same subscription: flow platforms repeat themselves.</summary>
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
