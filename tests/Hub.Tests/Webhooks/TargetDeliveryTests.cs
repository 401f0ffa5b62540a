using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>Events as messages of targets, at receivers that answer as the targets do.</summary>
public sealed class TargetDeliveryTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    private const string Picky = """
        {{ if event.ticket.subject == "Breaks" }}this is no JSON{{ else }}{"text": "Own: {{ event.ticket.subject }}"}{{ end }}
        """;

    [Fact]
    public async Task Teams_gets_a_card_signed_as_the_dialect_signs_and_the_log_says_what_a_202_means()
    {
        await using var receiver = await TargetReceivers.Saying(202, "");
        var id = await hub.Admin.Target("teams", receiver.TeamsUrl());
        await hub.Admin.NewTicket(Samples.Ticket("No *paper*"));

        var hook = (await receiver.Until(1))[0];
        Assert.Equal("message", (string)hook.Json["type"]!);
        var card = hook.Json["attachments"]![0]!;
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string)card["contentType"]!);
        Assert.Contains("No", card["content"]!.ToJsonString());
        Assert.Equal("application/json", hook.Header("Content-Type"));
        Assert.Equal(Signature.Of(hook, "a-known-secret"), hook.Header("X-Tiketti-Signature"));
        var delivery = await hub.Admin.DeliveryWhen(id, "success", attempts: 1);
        Assert.Equal(hook.Delivery, (string)delivery["id"]!);
        Assert.Contains("run history", (string)(await hub.Admin.OnlyAttempt(id, "success"))["remark"]!);
    }

    [Theory]
    [InlineData("teams", 200, "1", "success")]
    [InlineData("teams", 200, "Webhook message delivery failed: HTTP error 429", "retrying")]
    [InlineData("teams", 302, "", "retrying")]
    [InlineData("teams", 502, "<html><body>Bad Gateway</body></html>", "retrying")]
    [InlineData("slack", 200, "ok", "success")]
    [InlineData("slack", 200, "<html>Signed in</html>", "retrying")]
    [InlineData("slack", 202, "ok", "retrying")]
    public async Task Each_target_has_its_own_word_on_what_an_acknowledgement_is(
        string target,
        int status,
        string body,
        string outcome
    )
    {
        await using var receiver = await TargetReceivers.Saying(status, body);
        var id = await hub.Admin.Target(target, target == "teams" ? receiver.TeamsUrl() : receiver.SlackUrl());
        await hub.Admin.NewTicket();

        var attempt = await hub.Admin.OnlyAttempt(id, outcome);

        Assert.Equal(body.Length == 0 ? null : body, (string?)attempt["response"]);
        if (outcome == "retrying" && status is 200 or 202)
            Assert.Equal("unacknowledged", (string)attempt["error"]!);
    }

    [Fact]
    public async Task An_answer_that_is_final_for_the_target_fails_the_webhook_with_what_its_owner_must_do()
    {
        await using var receiver = await TargetReceivers.Saying(
            401,
            """{"error":{"code":"DirectApiAuthorizationRequired"}}"""
        );
        var id = await hub.Admin.Target("teams", receiver.TeamsUrl());
        await hub.Admin.NewTicket();

        var delivery = await hub.Admin.DeliveryWhen(id, "failed", attempts: 1);
        var webhook = await hub.Admin.WebhookWhen(id, "failed");

        Assert.Contains("set its trigger to Anyone", (string)delivery["reason"]!);
        Assert.Equal((string)delivery["reason"]!, (string)webhook.Data["status_reason"]!);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task A_template_that_fails_falls_back_to_the_shipped_one_and_the_webhook_says_so_until_it_changes()
    {
        await using var receiver = await TargetReceivers.Saying(200, "ok");
        var own = await hub.Admin.NewTemplate("slack", Picky);
        var id = await hub.Admin.Target("slack", receiver.SlackUrl(), own);

        await hub.Admin.NewTicket(Samples.Ticket("Breaks"));

        var hook = (await receiver.Until(1))[0];
        Assert.Contains("New ticket", (string)hook.Json["text"]!);
        Assert.Contains("shipped one was used", (string)(await hub.Admin.OnlyAttempt(id, "success"))["remark"]!);
        var problem = (
            await Wait.For(() => hub.Admin.GetWebhook(id), one => one.Data["template_problem"] is not null)
        ).Data["template_problem"]!;
        Assert.Equal("ticket.created", (string)problem["event"]!);
        Assert.True((int)problem["line"]! >= 1 && (int)problem["column"]! >= 1);
        Assert.NotEmpty((string)problem["message"]!);
        var changed = await hub.Admin.UpdateWebhook(id, new { template_id = (string?)null });
        Assert.Null(changed.Data["template_problem"]);
    }

    [Fact]
    public async Task A_template_of_ones_own_makes_the_messages_in_the_version_that_it_has_now()
    {
        await using var receiver = await HookReceiver.Start();
        var own = await hub.Admin.NewTemplate("generic", Picky);
        await hub.Admin.Target("generic", receiver.Url, own);
        await hub.Admin.NewTicket(Samples.Ticket("Works"));
        Assert.Equal("""{"text":"Own: Works"}""", (await receiver.Until(1))[0].Text);

        var changed = await hub.Admin.Send(
            HttpMethod.Patch,
            $"/api/v1/templates/{own}",
            new { text = """{"text": "New: {{ event.ticket.subject }}"}""" }
        );
        changed.Expect(System.Net.HttpStatusCode.OK);
        await hub.Admin.NewTicket(Samples.Ticket("Works"));

        Assert.Equal("""{"text":"New: Works"}""", (await receiver.Until(2))[1].Text);
    }

    [Fact]
    public async Task A_template_of_one_family_leaves_the_other_events_to_the_shipped_ones()
    {
        await using var receiver = await HookReceiver.Start();
        var own = await hub.Admin.NewTemplate("generic", """{"reply": "{{ event.reply.body }}"}""", "replies");
        var id = await hub.Admin.Target("generic", receiver.Url, own);
        await hub.Admin.NewTicket();

        Assert.Equal("ticket.created", (string)(await receiver.Until(1))[0].Json["event"]!);
        Assert.Null((await hub.Admin.GetWebhook(id)).Data["template_problem"]);
    }
}
