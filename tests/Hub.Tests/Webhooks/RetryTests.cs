using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>Attempts over hours, in time that the tests move.</summary>
public sealed class RetryTests
{
    [Fact]
    public async Task Tiketti_tries_at_once_then_after_1_5_30_minutes_and_2_hours_and_then_the_webhook_has_failed()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Answering(500);
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();

        var attempts = 1;
        foreach (var minutes in new[] { 1, 5, 30, 120 })
        {
            var delivery = await hub.Admin.DeliveryWhen(id, "retrying", attempts);
            var due = hub.Clock.GetUtcNow().AddMinutes(minutes);
            Assert.Equal(due, (DateTimeOffset)delivery["next_attempt_at"]!);
            await hub.Settled();
            hub.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(attempts, receiver.Received.Count);
            hub.Advance(TimeSpan.FromMilliseconds(1));
            await receiver.Until(++attempts);
        }

        var failed = await hub.Admin.DeliveryWhen(id, "failed", attempts: 5);
        Assert.Contains("No acknowledgement in 5 attempts", (string)failed["reason"]!);
        var webhook = await hub.Admin.WebhookWhen(id, "failed");
        Assert.False((bool)webhook.Data["active"]!);
        Assert.Contains("500", (string)webhook.Data["status_reason"]!);
        (await hub.Admin.Act(id, "test")).ExpectProblem(HttpStatusCode.Conflict, "WEBHOOK_DISABLED");
        Assert.Single(receiver.Received.Select(hook => hook.Delivery).Distinct());
        Assert.Single(receiver.Received.Select(hook => hook.Text).Distinct());
    }

    [Fact]
    public async Task A_failed_webhook_gets_what_happens_after_it_is_enabled_again()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Answering(500, 500, 500, 500, 500, 200);
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket(Samples.Ticket("Fails"));
        await FailAllAttempts(hub, id);
        await hub.Admin.NewTicket(Samples.Ticket("Missed"));

        hub.Advance(TimeSpan.FromMinutes(1));
        (await hub.Admin.Act(id, "enable")).Expect(HttpStatusCode.OK);
        await hub.Admin.NewTicket(Samples.Ticket("Comes"));

        // On a shared store nobody can say to the second when it was enabled: rather too much is told than too little.
        var told = (await receiver.Until(6)).Skip(5).Select(hook => hook.Subject).ToList();
        if (told is ["Missed"])
            told = [.. (await receiver.Until(7)).Skip(6).Select(hook => hook.Subject)];
        Assert.Equal(["Comes"], told);
        Assert.Null((await hub.Admin.GetWebhook(id)).Data["status_reason"]);
    }

    [Fact]
    public async Task A_receiver_that_recovers_gets_it_at_the_next_attempt()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Answering(404, 200);
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();
        await hub.Admin.DeliveryWhen(id, "retrying", attempts: 1);

        hub.Advance(TimeSpan.FromMinutes(1));

        await hub.Admin.DeliveryWhen(id, "success", attempts: 2);
        Assert.Equal("active", (string)(await hub.Admin.GetWebhook(id)).Data["status"]!);
    }

    [Theory]
    [InlineData(429, "600", 600)]
    [InlineData(503, "600", 600)]
    [InlineData(429, "5", 60)]
    [InlineData(503, "999999", 86_400)]
    [InlineData(500, "600", 60)]
    [InlineData(429, "Sun, 24 May 2026 11:00:00 GMT", 1800)]
    public async Task Retry_After_of_a_429_or_503_moves_the_next_attempt_later_but_not_past_a_day(
        int status,
        string value,
        int seconds
    )
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = (_, http) =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = value;
            return Task.CompletedTask;
        };
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();

        var delivery = await hub.Admin.DeliveryWhen(id, "retrying", attempts: 1);

        Assert.Equal(hub.Clock.GetUtcNow().AddSeconds(seconds), (DateTimeOffset)delivery["next_attempt_at"]!);
    }

    [Theory]
    [InlineData(410, "")]
    [InlineData(404, """{"error":{"code":"WorkflowNotFound"}}""")]
    [InlineData(400, """{"error":{"code":"WorkflowTriggerIsNotEnabled"}}""")]
    public async Task A_receiver_that_is_gone_ends_the_webhook(int status, string body)
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = async (_, http) =>
        {
            http.Response.StatusCode = status;
            await http.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body));
        };
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();

        await hub.Admin.DeliveryWhen(id, "failed", attempts: 1);
        await hub.Admin.WebhookWhen(id, "ended");
        await hub.Admin.NewTicket();
        Assert.Single((await hub.Admin.ListDeliveries(id)).Items);
    }

    [Fact]
    public async Task A_payload_that_will_never_fit_is_given_up_at_once_and_the_webhook_stays()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = async (_, http) =>
        {
            http.Response.StatusCode = 400;
            await http.Response.Body.WriteAsync("""{"error":{"code":"TriggerInputSchemaMismatch"}}"""u8.ToArray());
        };
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();

        await hub.Admin.DeliveryWhen(id, "failed", attempts: 1);
        Assert.Equal("active", (string)(await hub.Admin.GetWebhook(id)).Data["status"]!);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_in_30_seconds_has_not_acknowledged()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = (_, http) => HookReceiver.Hang(http);
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();
        await receiver.Until(1);

        hub.Advance(TimeSpan.FromSeconds(30));

        var delivery = await hub.Admin.DeliveryWhen(id, "retrying", attempts: 1);
        Assert.Equal("timeout", (string)delivery["error"]!);
        Assert.Equal(30_000, (int)delivery["response_time_ms"]!);
    }

    [Fact]
    public async Task Deliveries_that_wait_for_a_webhook_that_was_switched_off_are_dropped()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Answering(500);
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        await hub.Admin.NewTicket();
        await hub.Admin.DeliveryWhen(id, "retrying", attempts: 1);
        await hub.Admin.UpdateWebhook(id, new { active = false });

        hub.Advance(TimeSpan.FromMinutes(1));

        var dropped = await hub.Admin.DeliveryWhen(id, "dropped", attempts: 1);
        Assert.Contains("not active", (string)dropped["reason"]!);
        Assert.Single(receiver.Received);
    }

    private static async Task FailAllAttempts(TimedHub hub, Guid id)
    {
        var attempts = 0;
        foreach (var minutes in new[] { 1, 5, 30, 120 })
        {
            await hub.Admin.DeliveryWhen(id, "retrying", ++attempts);
            await hub.Settled();
            hub.Advance(TimeSpan.FromMinutes(minutes));
        }
        await hub.Admin.WebhookWhen(id, "failed");
        await hub.Admin.DeliveryWhen(id, "failed", attempts: 5);
    }
}
