using Hub.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Hub.Tests.Webhooks;

/// <summary>Messages of a target keep its pace at each address, in time that the tests move.</summary>
public sealed class PaceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task One_message_a_second_goes_to_an_address_whichever_webhooks_they_are_of_and_no_other_waits()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await TargetReceivers.Saying(200, "ok");
        await using var other = await TargetReceivers.Saying(200, "ok");
        await using var plain = await HookReceiver.Start();
        var one = await hub.Admin.Target("slack", receiver.SlackUrl());
        var two = await hub.Admin.Target("slack", receiver.SlackUrl(), dialect: "standard");
        await hub.Admin.Target("slack", other.SlackUrl());
        await hub.Admin.Subscribe(plain.Url, "ticket.created");
        await hub.Admin.NewTicket();
        await hub.Admin.NewTicket();

        await other.Until(1);
        await plain.Until(2);
        for (var sent = 1; sent < 4; sent++)
        {
            await receiver.Until(sent);
            await hub.Settled();
            hub.Advance(Second - Moment);
            await hub.Settled();
            Assert.Equal(sent, receiver.Received.Count);
            hub.Advance(Moment);
        }
        await receiver.Until(4);
        await other.Until(2);

        foreach (var id in new[] { one, two })
            await hub.Admin.DeliveriesWhen(id, all => all.Count == 2 && all.All(WebhookCalls.HasSucceeded));
    }

    [Fact]
    public async Task A_receiver_that_asks_to_wait_is_sent_nothing_by_anybody_meanwhile()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var answers = 0;
        receiver.Answer = (_, http) =>
        {
            if (Interlocked.Increment(ref answers) > 1)
                return Task.CompletedTask;
            http.Response.StatusCode = 429;
            return http.Response.WriteAsync("""{"retry_after": 90.5, "global": false}""");
        };
        var id = await hub.Admin.Target("discord", receiver.UrlOf("api/webhooks/1/key"));
        await hub.Admin.NewTicket();
        var retrying = await hub.Admin.DeliveryWhen(id, "retrying", attempts: 1);
        Assert.Equal(hub.Clock.GetUtcNow().AddSeconds(90.5), (DateTimeOffset)retrying["next_attempt_at"]!);
        await hub.Settled();

        await hub.Admin.NewTicket();
        await hub.Admin.DeliveriesWhen(id, all => all.Count == 2);
        hub.Advance(TimeSpan.FromSeconds(90));
        await hub.Settled();
        Assert.Single(receiver.Received);
        hub.Advance(TimeSpan.FromSeconds(0.5));

        await hub.Admin.DeliveriesWhen(id, all => all.Count == 2 && all.All(WebhookCalls.HasSucceeded));
        Assert.Equal(3, receiver.Received.Count);
    }

    [Fact]
    public async Task A_receiver_whose_allowance_is_used_up_is_sent_nothing_until_it_has_one_again()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = (_, http) =>
        {
            http.Response.Headers["X-RateLimit-Remaining"] = "0";
            http.Response.Headers["X-RateLimit-Reset-After"] = "2.5";
            return Task.CompletedTask;
        };
        var id = await hub.Admin.Target("discord", receiver.UrlOf("api/webhooks/1/key"));
        await hub.Admin.NewTicket();
        await hub.Admin.DeliveryWhen(id, "success", attempts: 1);
        await hub.Settled();

        await hub.Admin.NewTicket();
        await hub.Admin.DeliveriesWhen(id, all => all.Count == 2);
        hub.Advance(TimeSpan.FromSeconds(2.5) - Moment);
        await hub.Settled();
        Assert.Single(receiver.Received);
        hub.Advance(Moment);

        await hub.Admin.DeliveriesWhen(id, all => all.Count == 2 && all.All(WebhookCalls.HasSucceeded));
        Assert.Equal(2, receiver.Received.Count);
    }
}
