using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;
using Hub.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Upgrades;

/// <summary>
/// A data folder that an earlier hub wrote with the system's SQLite 3.40, and left behind when it was killed: what it had
/// acknowledged stands in the write-ahead log alone. Its delivery to a receiver that was away is due a minute later.
/// </summary>
public sealed class OldFolderTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Killed = new(2026, 11, 28, 19, 13, 0, TimeSpan.Zero);

    private readonly string folder = HubHost.NewFolder();
    private readonly FakeTimeProvider clock = new(Killed);
    private HubHost hub = null!;

    public async ValueTask InitializeAsync()
    {
        var packed = Path.Combine(AppContext.BaseDirectory, "Upgrades", "folder-of-sqlite-3.40.tar.gz");
        await using (var unzipped = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(unzipped, folder, overwriteFiles: false);
        hub = await HubHost.StartIn(
            folder,
            builder => builder.Services.AddSingleton<TimeProvider>(clock),
            "--Delivery:AllowInsecureTargets=true"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Its_tickets_and_people_are_there_and_go_on()
    {
        var first = (await hub.Admin.GetTicket(1)).Expect(HttpStatusCode.OK).Data;
        Assert.Equal(("VPN not connecting", 2), ((string)first["subject"]!, (int)first["department_id"]!));
        Assert.Equal(["vpn", "office"], first["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.Equal(
            [TicketFacts.Created, ReplyFacts.Added, ReplyFacts.Added, ReplyFacts.NoteAdded],
            await hub.FactsOf(1)
        );
        Assert.Equal("resolved", (string)(await hub.Admin.GetTicket(2)).Data["status"]!);
        (await hub.Admin.GetTicket(4)).Expect(HttpStatusCode.NotFound);

        var reader = hub.As("2|jFrK0IoFcMSwWYrQ61EN7T0HwfydsZP6Tv3l2Xf0");
        Assert.Equal([3, 1], (await reader.ListTickets("priority=high")).Items.Select(ticket => (int)ticket!["id"]!));
        var scim = new ScimClient(hub.Http, hub.Admin, "test-scim");
        Assert.Equal(1, await scim.Count("/Users", "userName eq \"ada@company.com\" and active eq true"));

        // The rest of the block of ids that the killed hub had leased is left out.
        Assert.True(await hub.Admin.NewTicket() > 4);
        (await hub.Admin.UpdateTicket(1, new { status = "closed" })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Its_deliveries_are_on_record_and_the_one_that_waited_is_made_under_its_id_and_secret()
    {
        await using var receiver = await HookReceiver.Start();
        var webhooks = (await hub.Admin.ListWebhooks()).Items.ToDictionary(
            webhook => webhook!["filters"] is null ? "answered" : "was away",
            webhook => (Guid)webhook!["id"]!
        );
        var done = (await hub.Admin.ListDeliveries(webhooks["answered"])).Items;
        Assert.Equal(4, done.Count(one => WebhookCalls.HasSucceeded(one!)));
        await hub.Admin.UpdateWebhook(webhooks["was away"], new { url = receiver.Url });

        clock.Advance(TimeSpan.FromMinutes(1));

        var hook = (await receiver.Until(1))[0];
        Assert.Equal(("01a22392-985f-7696-9358-919b81f6fd06", "Screen flickers"), (hook.Delivery, hook.Subject));
        Assert.Equal(Signature.Of(hook, "a-known-secret"), hook.Header("X-Tiketti-Signature"));
        await hub.Admin.DeliveryWhen(webhooks["was away"], "success", attempts: 2);
    }
}
