using System.Net;
using Hub.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Hub.Tests.Webhooks;

/// <summary>A dialect that has receivers prove whose they are.</summary>
public sealed class ChallengeTests
{
    private const string Secret = "a-known-secret";

    [Fact]
    public async Task A_receiver_that_answers_gets_a_webhook()
    {
        await using var hub = await TimedHub.Start([TestDialects.Cautious]);
        await using var receiver = await Proving();

        var id = WebhookCalls.IdOf(await Create(hub, receiver.Url));

        var asked = Assert.Single(receiver.Received);
        Assert.Matches("^[0-9a-f]{32}$", asked.Headers["x-challenge"]);
        Assert.Equal(Secret, asked.Headers["x-secret"]);
        await hub.Admin.NewTicket();
        await hub.Admin.DeliveryWhen(id, "success", attempts: 1);
    }

    [Theory]
    [InlineData(200, "not what was asked", "it answered 200 with \"not what was asked\"")]
    [InlineData(404, "", "it answered 404 without a body")]
    public async Task Any_other_answer_creates_nothing_and_is_quoted(int status, string body, string quoted)
    {
        await using var hub = await TimedHub.Start([TestDialects.Cautious]);
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = (_, http) =>
        {
            http.Response.StatusCode = status;
            return http.Response.WriteAsync(body);
        };

        var refused = await Create(hub, receiver.Url);

        refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "challenge_failed");
        Assert.Contains(quoted, (string)refused.Json["detail"]!);
        Assert.Empty((await hub.Admin.ListWebhooks()).Items);
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_creates_nothing()
    {
        await using var hub = await TimedHub.Start([TestDialects.Cautious]);
        var receiver = await HookReceiver.Start();
        var url = receiver.Url;
        await receiver.DisposeAsync();

        var refused = await Create(hub, url);

        refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "challenge_failed");
        Assert.Contains("it gave no answer", refused.Text);
    }

    [Fact]
    public async Task A_receiver_has_five_seconds_and_holds_nobody_up_meanwhile()
    {
        await using var hub = await TimedHub.Start([TestDialects.Cautious]);
        await using var receiver = await HookReceiver.Start();
        receiver.Answer = (_, http) => HookReceiver.Hang(http);

        var creating = Create(hub, receiver.Url);
        await receiver.Until(1);
        await hub.Admin.Subscribe("http://127.0.0.1:9/elsewhere");
        Assert.False(creating.IsCompleted);
        hub.Clock.Advance(TimeSpan.FromSeconds(5));

        var refused = await creating;
        refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "challenge_failed");
        Assert.Contains("no complete answer within 5 s", refused.Text);
    }

    [Fact]
    public async Task A_new_address_is_proven_before_the_old_one_is_given_up()
    {
        await using var hub = await TimedHub.Start([TestDialects.Cautious]);
        await using var receiver = await Proving();
        await using var other = await HookReceiver.Answering(404);
        var id = WebhookCalls.IdOf(await Create(hub, receiver.Url));

        (await hub.Admin.UpdateWebhook(id, new { url = other.Url, secret = Secret })).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "challenge_failed"
        );
        await hub.Admin.NewTicket();
        await hub.Admin.DeliveryWhen(id, "success", attempts: 1);

        (await hub.Admin.UpdateWebhook(id, new { name = "No proof for a name" })).Expect(HttpStatusCode.OK);
        Assert.Single(other.Received);
        (await hub.Admin.UpdateWebhook(id, new { url = receiver.UrlOf("moved") })).Expect(HttpStatusCode.OK);
        Assert.Equal(2, receiver.Received.Count(one => one.Header("x-challenge") is not null));
    }

    [Fact]
    public async Task A_webhook_that_takes_up_the_dialect_proves_its_address()
    {
        await using var hub = await TimedHub.Start([TestDialects.Cautious]);
        await using var receiver = await HookReceiver.Answering(404);
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        Assert.Empty(receiver.Received);

        (await hub.Admin.UpdateWebhook(id, new { dialect = "cautious" })).ExpectInvalid("secret");
        (await hub.Admin.UpdateWebhook(id, new { dialect = "cautious", secret = Secret })).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "challenge_failed"
        );
        Assert.Equal("tiketti", (string)(await hub.Admin.GetWebhook(id)).Data["dialect"]!);
    }

    private static Task<Answer> Create(TimedHub hub, string url) =>
        hub.Admin.CreateWebhook(
            new
            {
                url,
                dialect = "cautious",
                events = new[] { "ticket.created" },
                secret = Secret,
            }
        );

    private static async Task<HookReceiver> Proving()
    {
        var receiver = await HookReceiver.Start();
        receiver.Answer = (hook, http) => http.Response.WriteAsync(hook.Header("x-challenge") ?? "");
        return receiver;
    }
}
