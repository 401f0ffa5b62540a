using System.Net;
using Hub.Delivery.Dialects;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>Webhooks in the dialects that are nobody's in particular.</summary>
public sealed class StandardDialectTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    [Theory]
    [InlineData("standard", "application/json")]
    [InlineData("cloudevents", "application/cloudevents+json")]
    public async Task What_happens_arrives_signed_with_the_secret_that_was_shown(string dialect, string mediaType)
    {
        await using var receiver = await HookReceiver.Start();
        var created = await Create(receiver, dialect);
        var secret = (string)created.Expect(HttpStatusCode.Created).Data["secret"]!;

        var ticket = await hub.Admin.NewTicket();

        var hook = (await receiver.Until(1))[0];
        Assert.Equal(mediaType, hook.Header("Content-Type"));
        Assert.Equal("ticket.created", (string)hook.Json["type"]!);
        Assert.Equal(ticket, (long)hook.Data["record"]!["id"]!);
        var spoken = new DialectCatalogue().Find(dialect)!;
        Assert.True(spoken.Verify(new Received(hook.Header, hook.Body), secret));
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("cloudevents")]
    [InlineData("cloudevents-binary")]
    public async Task A_secret_that_no_library_would_understand_is_refused(string dialect)
    {
        await using var receiver = await HookReceiver.Start();
        var refused = await Create(receiver, dialect, secret: "a-plain-secret");
        refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation_failed");
        Assert.Contains("whsec_", (string)refused.Json["errors"]!["secret"]![0]!);
    }

    [Fact]
    public async Task Another_secret_and_another_dialect_are_checked_as_those_of_a_new_webhook_are()
    {
        await using var receiver = await HookReceiver.Start();
        var plain = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        var signed = WebhookCalls.IdOf(await Create(receiver, "standard"));

        await Refused(hub.Admin.UpdateWebhook(plain, new { dialect = "standard" }));
        await Refused(hub.Admin.UpdateWebhook(signed, new { secret = "a-plain-secret" }));
        await Refused(hub.Admin.Act(signed, "rotate-secret", new { secret = "a-plain-secret" }));
        var both = new { dialect = "standard", secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" };
        (await hub.Admin.UpdateWebhook(plain, both)).Expect(HttpStatusCode.OK);
    }

    private Task<Answer> Create(HookReceiver receiver, string dialect, string? secret = null) =>
        hub.Admin.CreateWebhook(
            new
            {
                url = receiver.UrlOf($"{Guid.NewGuid():N}"),
                dialect,
                events = new[] { "ticket.created" },
                secret,
            }
        );

    private static async Task Refused(Task<Answer> answer) =>
        (await answer).ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation_failed");
}
