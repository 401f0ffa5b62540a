using System.Net;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Hub.Tests.Webhooks;

/// <summary>The folder with the data protection keys was lost: what they encrypted cannot be read any more.</summary>
public sealed class LostKeysTests : IDisposable
{
    private static readonly (string, string) Key = ("Idempotency-Key", "once");

    private readonly string folder = HubHost.NewFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Its_deliveries_wait_unsent_until_the_webhook_is_set_anew_and_others_go_on()
    {
        await using var receiver = await HookReceiver.Start();
        Guid old;
        await using (var before = await Start())
            old = WebhookCalls.IdOf(
                await before.Admin.CreateWebhook(
                    new
                    {
                        url = $"{receiver.Url}/old",
                        events = (string[])["ticket.created"],
                        headers = new Dictionary<string, string> { ["X-Api-Key"] = "a-key" },
                    }
                )
            );
        LoseKeys();
        await using var hub = await Start();
        await hub.Admin.Subscribe($"{receiver.Url}/new", "ticket.created");

        await hub.Admin.NewTicket();

        var waiting = await hub.Admin.DeliveryWhen(old, "retrying", attempts: 1);
        Assert.Equal("secret_unreadable", (string)waiting["error"]!);
        await receiver.Until(1);
        Assert.DoesNotContain(receiver.Received, hook => hook.Path.EndsWith("/old", StringComparison.Ordinal));

        Assert.Equal("***", (string)(await hub.Admin.GetWebhook(old)).Expect(HttpStatusCode.OK).Data["url"]!);
        // What it was is not known any more: without its address a secret alone brings nothing back.
        (await hub.Admin.Act(old, "rotate-secret")).Expect(HttpStatusCode.OK);
        (await hub.Admin.Redeliver(old, (string)waiting["id"]!)).Expect(HttpStatusCode.Accepted);
        await hub.Admin.DeliveryWhen(old, "retrying", attempts: 2);
        var mended = await hub.Admin.UpdateWebhook(old, new { url = $"{receiver.Url}/old" });
        Assert.Null(mended.Expect(HttpStatusCode.OK).Data["headers"]);
        (await hub.Admin.Redeliver(old, (string)waiting["id"]!)).Expect(HttpStatusCode.Accepted);

        await hub.Admin.DeliveryWhen(old, "success", attempts: 3);
    }

    [Fact]
    public async Task A_start_without_the_keys_says_so_and_one_with_them_says_nothing()
    {
        await using (var before = await Start())
            await before.Admin.Subscribe("https://receiver.example.com/hook", "ticket.created");
        Assert.DoesNotContain(await SaidAtStart(), Tells);

        LoseKeys();

        Assert.Contains(await SaidAtStart(), line => Tells(line) && line.Contains("1 webhooks of 1"));
    }

    private static bool Tells(string line) => line.Contains("The keys do not open the secrets");

    private async Task<IReadOnlyList<string>> SaidAtStart()
    {
        await using var hub = await HubHost.StartIn(
            folder,
            builder => builder.Logging.ClearProviders().AddFakeLogging(),
            "--Logging:LogLevel:Default=Information"
        );
        var log = hub.App.Services.GetRequiredService<FakeLogCollector>();
        return [.. log.GetSnapshot().Select(record => record.Message)];
    }

    [Fact]
    public async Task A_repeat_whose_kept_answer_cannot_be_read_says_so_and_creates_nothing()
    {
        await using (var before = await Start())
            (await before.Admin.CreateTicket(Samples.Ticket(), Key)).Expect(HttpStatusCode.Created);
        LoseKeys();
        await using var hub = await Start();

        var again = await hub.Admin.CreateTicket(Samples.Ticket(), Key);

        again.ExpectProblem(HttpStatusCode.Conflict, "idempotency_answer_lost");
        Assert.Single((await hub.Admin.ListTickets()).Items);
    }

    private Task<HubHost> Start() => HubHost.StartIn(folder, null, "--Delivery:AllowInsecureTargets=true");

    private void LoseKeys() => Directory.Delete(Path.Combine(folder, "keys"), recursive: true);
}
