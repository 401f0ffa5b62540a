using System.Net;
using Hub.Tests.Contacts;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>From a request on a ticket to what its receivers get.</summary>
public sealed class DeliverTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    [Fact]
    public async Task A_created_ticket_reaches_a_tiketti_receiver_as_published()
    {
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");

        var ticket = (await hub.Admin.CreateTicket()).Expect(HttpStatusCode.Created).Data;

        var hook = (await receiver.Until(1))[0];
        Assert.Equal("/hook", hook.Path);
        Assert.Equal("application/json", hook.Header("Content-Type"));
        Assert.Equal("ticket.created", hook.Header("X-Tiketti-Event"));
        Assert.Equal(Signature.Of(hook, "a-known-secret"), hook.Header("X-Tiketti-Signature"));
        Assert.Equal((string)hook.Json["timestamp"]!, hook.Header("X-Tiketti-Timestamp"));
        Assert.Equal("ticket.created", hook.Event);
        Assert.Equal((await hub.Host.OrganizationOf(hub.Admin)).ToString(), (string)hook.Json["organization_id"]!);
        Assert.Equal((string)ticket["uuid"]!, (string)hook.Data["id"]!);
        Assert.Equal((string)ticket["code"]!, (string)hook.Data["code"]!);
        var logged = await hub.Admin.DeliveryWhen(id, "success", attempts: 1);
        Assert.Equal((string)logged["id"]!, hook.Delivery);
    }

    [Fact]
    public async Task A_created_ticket_reaches_a_maktab_receiver_as_published()
    {
        await using var receiver = await HookReceiver.Start();
        await hub.Admin.CreateWebhook(
            new
            {
                url = receiver.Url,
                events = new[] { "ticket.created" },
                dialect = "maktab",
                secret = "maktab-secret",
            }
        );

        var ticket = await hub.Admin.NewTicket();

        var hook = (await receiver.Until(1))[0];
        Assert.Equal(Signature.Of(hook, "maktab-secret"), hook.Header("X-Maktab-Signature"));
        Assert.Equal(["event", "timestamp", "delivery_id", "data"], hook.Json.AsObject().Select(part => part.Key));
        Assert.StartsWith("wh_", (string)hook.Json["delivery_id"]!);
        Assert.Equal(ticket, (long)hook.Data["id"]!);
    }

    [Fact]
    public async Task A_made_secret_signs()
    {
        await using var receiver = await HookReceiver.Start();
        var created = await hub.Admin.CreateWebhook(new { url = receiver.Url, events = new[] { "ticket.created" } });

        await hub.Admin.NewTicket();

        var hook = (await receiver.Until(1))[0];
        Assert.Equal(Signature.Of(hook, (string)created.Data["secret"]!), hook.Header("X-Tiketti-Signature"));
    }

    [Fact]
    public async Task Custom_headers_come_along()
    {
        await using var receiver = await HookReceiver.Start();
        await hub.Admin.CreateWebhook(
            new
            {
                url = receiver.Url,
                events = WebhookCalls.Everything,
                headers = new Dictionary<string, string>
                {
                    ["Authorization"] = "Bearer theirs",
                    ["X-Team"] = "a b",
                    ["Content-Language"] = "de",
                    ["User-Agent"] = "Their name/2",
                },
            }
        );

        await hub.Admin.NewTicket();

        var hook = (await receiver.Until(1))[0];
        Assert.Equal("Bearer theirs", hook.Header("Authorization"));
        Assert.Equal("a b", hook.Header("X-Team"));
        Assert.Equal("de", hook.Header("Content-Language"));
        Assert.Equal("Their name/2", hook.Header("User-Agent"));
    }

    [Fact]
    public async Task An_asterisk_brings_all_that_the_dialect_speaks_of()
    {
        await hub.Admin.HireAgents(7);
        await using var tiketti = await HookReceiver.Start();
        await using var maktab = await HookReceiver.Start();
        await hub.Admin.Subscribe(tiketti.Url, WebhookCalls.Everything);
        await hub.Admin.CreateWebhook(
            new
            {
                url = maktab.Url,
                events = WebhookCalls.Everything,
                dialect = "maktab",
            }
        );

        var address = ContactCalls.NewAddress();
        var ticket = (await hub.Admin.AskFrom(address)).Id;
        var other = (await hub.Admin.AskFrom(address)).Id;
        await hub.Admin.UpdateTicket(ticket, new { status = "resolved", assignee_id = 7 });
        var reply = (await hub.Admin.AddReply(ticket, new { body = "Public" })).Id;
        await hub.Admin.AddReply(ticket, new { body = "Note", @internal = true });
        await hub.Admin.DeleteReply(ticket, reply);
        await hub.Admin.MergeTicket(other, ticket);
        await hub.Admin.UpdateTicket(ticket, new { status = "closed" });
        await hub.Admin.DeleteTicket(ticket);

        Assert.Equal(
            [
                "contact.created",
                "message.created",
                "message.deleted",
                "ticket.assigned",
                "ticket.created",
                "ticket.created",
                "ticket.deleted",
                "ticket.status_changed",
                "ticket.status_changed",
                "ticket.updated",
                "ticket.updated",
            ],
            await Names(tiketti, 11)
        );
        Assert.Equal(
            [
                "client.created",
                "reply.created",
                "reply.note_added",
                "ticket.assigned",
                "ticket.closed",
                "ticket.created",
                "ticket.created",
                "ticket.merged",
                "ticket.resolved",
                "ticket.updated",
                "ticket.updated",
            ],
            await Names(maktab, 11)
        );
    }

    [Fact]
    public async Task Only_the_events_that_were_asked_for_come()
    {
        await using var receiver = await HookReceiver.Start();
        await hub.Admin.Subscribe(receiver.Url, "ticket.deleted");

        var ticket = await hub.Admin.NewTicket();
        await hub.Admin.UpdateTicket(ticket, new { subject = "Changed" });
        await hub.Admin.DeleteTicket(ticket);

        Assert.Equal(["ticket.deleted"], (await receiver.Until(1)).Select(hook => hook.Event));
    }

    [Fact]
    public async Task A_receiver_may_answer_compressed_and_slowly_as_long_as_it_answers()
    {
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = async (_, http) =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            await http.Response.StartAsync();
            await using var gzip = new System.IO.Compression.GZipStream(
                http.Response.Body,
                System.IO.Compression.CompressionLevel.Fastest
            );
            foreach (var part in new[] { "thank", " ", "you" })
            {
                await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes(part));
                await gzip.FlushAsync();
            }
        };
        var id = await hub.Admin.Subscribe(receiver.Url);
        await hub.Admin.NewTicket();

        var delivery = await hub.Admin.DeliveryWhen(id, "success", attempts: 1);

        var read = await hub.Admin.GetDelivery(id, (string)delivery["id"]!);
        Assert.Equal("thank you", (string)read.Data["attempts"]![0]!["response"]!);
    }

    [Fact]
    public async Task A_deleted_or_disabled_webhook_gets_nothing_more()
    {
        await using var deleted = await HookReceiver.Start();
        await using var disabled = await HookReceiver.Start();
        await using var other = await HookReceiver.Start();
        await hub.Admin.DeleteWebhook(await hub.Admin.Subscribe(deleted.Url));
        await hub.Admin.UpdateWebhook(await hub.Admin.Subscribe(disabled.Url), new { active = false });
        await hub.Admin.Subscribe(other.Url);

        await hub.Admin.NewTicket();

        await other.Until(1);
        Assert.Empty(deleted.Received);
        Assert.Empty(disabled.Received);
    }

    [Fact]
    public async Task Another_organization_s_tickets_do_not_come()
    {
        await using var receiver = await HookReceiver.Start();
        await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        var neighbour = await hub.Host.OpenOrganization("NEIGHBOUR");

        await neighbour.NewTicket();
        var own = await hub.Admin.NewTicket();

        Assert.Equal(own, (long)(await receiver.Until(1))[0].Data["number"]!);
    }

    private static async Task<IEnumerable<string>> Names(HookReceiver receiver, int count)
    {
        // On a shared store agents hired right before the subscription may be told of too.
        for (var early = 0; ; )
        {
            var hooks = await receiver.Until(count + early);
            var hired = hooks.Count(hook => hook.Event == "user.created");
            if (hired == early)
                return hooks
                    .Select(hook => hook.Event)
                    .Where(name => name != "user.created")
                    .Order(StringComparer.Ordinal);
            early = hired;
        }
    }
}
