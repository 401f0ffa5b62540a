using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

public sealed class RotateSecretTests
{
    [Fact]
    public async Task The_old_secret_signs_too_for_a_day_and_not_a_moment_longer()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");

        var rotated = await hub.Admin.Act(id, "rotate-secret");

        var secret = (string)rotated.Expect(HttpStatusCode.OK).Data["secret"]!;
        Assert.Equal(hub.Clock.GetUtcNow().AddHours(24), (DateTimeOffset)rotated.Data["previous_secret_until"]!);
        var during = await Next(hub, receiver, 1);
        Assert.Equal(Signature.Of(during, secret), during.Header("X-Tiketti-Signature"));
        Assert.Equal(Signature.Of(during, "a-known-secret"), during.Header("X-Tiketti-Signature-Previous"));

        await hub.Settled();
        hub.Advance(TimeSpan.FromHours(24));
        var after = await Next(hub, receiver, 2);
        Assert.Equal(Signature.Of(after, secret), after.Header("X-Tiketti-Signature"));
        Assert.Null(after.Header("X-Tiketti-Signature-Previous"));
        Assert.DoesNotContain(secret, (await hub.Admin.GetWebhook(id)).Text);
    }

    [Fact]
    public async Task The_overlap_can_be_chosen_or_left_out()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");

        var own = await hub.Admin.Act(id, "rotate-secret", new { secret = "second-secret", overlap_hours = 2 });
        Assert.Null(own.Expect(HttpStatusCode.OK).Data["secret"]);
        var first = await Next(hub, receiver, 1);
        Assert.Equal(Signature.Of(first, "a-known-secret"), first.Header("X-Tiketti-Signature-Previous"));

        await hub.Admin.Act(id, "rotate-secret", new { secret = "third-secret", overlap_hours = 0 });
        var second = await Next(hub, receiver, 2);
        Assert.Equal(Signature.Of(second, "third-secret"), second.Header("X-Tiketti-Signature"));
        Assert.Null(second.Header("X-Tiketti-Signature-Previous"));

        await hub.Admin.UpdateWebhook(id, new { secret = "fourth-secret" });
        var third = await Next(hub, receiver, 3);
        Assert.Equal(Signature.Of(third, "fourth-secret"), third.Header("X-Tiketti-Signature"));
        Assert.Null(third.Header("X-Tiketti-Signature-Previous"));
    }

    [Fact]
    public async Task A_repeated_creation_that_brings_a_secret_rotates_to_it_and_a_known_one_changes_nothing()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var id = await Create(hub, receiver, "first-secret");

        Assert.Equal(id, await Create(hub, receiver, "first-secret"));
        var before = await Next(hub, receiver, 1);
        Assert.Null(before.Header("X-Tiketti-Signature-Previous"));

        Assert.Equal(id, await Create(hub, receiver, "second-secret"));
        Assert.Equal(id, await Create(hub, receiver, "second-secret"));
        var during = await Next(hub, receiver, 2);
        Assert.Equal(Signature.Of(during, "second-secret"), during.Header("X-Tiketti-Signature"));
        Assert.Equal(Signature.Of(during, "first-secret"), during.Header("X-Tiketti-Signature-Previous"));

        await hub.Settled();
        hub.Advance(TimeSpan.FromHours(24));
        var after = await Next(hub, receiver, 3);
        Assert.Equal(Signature.Of(after, "second-secret"), after.Header("X-Tiketti-Signature"));
        Assert.Null(after.Header("X-Tiketti-Signature-Previous"));
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        await using var hub = await TimedHub.Start();
        var id = await hub.Admin.Subscribe("https://example.com/rotate");

        (await hub.Admin.Act(id, "rotate-secret", new { secret = "" })).ExpectInvalid("secret");
        (await hub.Admin.Act(id, "rotate-secret", new { overlap_hours = -1 })).ExpectInvalid("overlap_hours");
        (await hub.Admin.Act(id, "rotate-secret", new { overlap_hours = 169 })).ExpectInvalid("overlap_hours");
    }

    private static async Task<Guid> Create(TimedHub hub, HookReceiver receiver, string secret) =>
        WebhookCalls.IdOf(
            await hub.Admin.CreateWebhook(
                new
                {
                    url = receiver.Url,
                    events = new[] { "ticket.created" },
                    secret,
                }
            )
        );

    private static async Task<Hook> Next(TimedHub hub, HookReceiver receiver, int count)
    {
        await hub.Admin.NewTicket();
        return (await receiver.Until(count))[count - 1];
    }
}
