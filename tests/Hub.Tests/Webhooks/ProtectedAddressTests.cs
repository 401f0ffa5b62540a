using System.Net;
using Hub.Delivery.Secrets;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Subscriptions;
using Hub.KeyRing;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Webhooks;

/// <summary>
/// Whoever gets hold of what is stored, of a backup or of an export of the database, gets hold of no callback URL and no header
/// that is a credential.
/// </summary>
public sealed class ProtectedAddressTests
{
    private static readonly string[] Canaries =
    [
        "canary-in-the-path",
        "canary-in-the-query",
        "canary-in-a-header",
        "canary-of-former-times",
    ];

    [Fact]
    public async Task No_credential_of_a_receiver_is_stored_in_clear_whatever_happens()
    {
        await using var receiver = await HookReceiver.Start();
        // As frameworks do in the page of a 404.
        receiver.Answer = async (hook, http) =>
        {
            http.Response.StatusCode = receiver.Received.Count > 2 ? 200 : 404;
            await http.Response.WriteAsync(
                $"Cannot POST {hook.Path}{http.Request.QueryString}, {hook.Header("X-Api-Key")} {hook.Path}"
            );
        };
        await using var hub = await TimedHub.Start("--Delivery:RetryPace=0.0001");
        var id = await Subscribe(hub.Admin, $"{receiver.UrlOf("hooks/canary-in-the-path")}&token=canary-in-the-query");
        await hub.Admin.NewTicket();
        await hub.Admin.DeliveryWhen(id, "retrying", attempts: 1);
        hub.Advance(TimeSpan.FromMinutes(1));
        await hub.Admin.DeliveryWhen(id, "retrying", attempts: 2);
        hub.Advance(TimeSpan.FromMinutes(1));
        await hub.Admin.DeliveryWhen(id, "success", attempts: 3);
        (await hub.Admin.Act(id, "test")).Expect(HttpStatusCode.Accepted);
        (await hub.Admin.Act(id, "replay", new { since = Samples.Morning.AddHours(-1) })).Expect(
            HttpStatusCode.Accepted
        );
        await hub.Admin.DeliveriesWhen(id, all => all.Count == 2 && all.All(WebhookCalls.HasSucceeded));
        (await hub.Admin.UpdateWebhook(id, new { active = false })).Expect(HttpStatusCode.OK);
        (await Attempt(hub.Admin, "ftp://10.0.0.1/x/canary-in-the-path?sig=canary-in-the-query")).Expect(
            HttpStatusCode.UnprocessableEntity
        );

        await AssertNowhere(hub);
    }

    [Fact]
    public async Task What_earlier_hubs_stored_in_clear_is_sent_to_listed_found_again_and_encrypted()
    {
        await using var receiver = await HookReceiver.Start();
        await using var hub = await TimedHub.Start();
        await LookedThrough(hub);
        var url = receiver.UrlOf("hooks/canary-of-former-times");
        var id = await Subscribe(hub.Admin, url);
        await StoreInClear(hub, id);
        Assert.Contains(await hub.Everything(), one => one.Bytes.Contains("canary-of-former-times"));

        var listed = (await hub.Admin.ListWebhooks()).Expect(HttpStatusCode.OK).Items[0]!;
        await hub.Admin.NewTicket();
        var had = (await receiver.Until(1))[0];
        var again = await Subscribe(hub.Admin, url);
        (await hub.Admin.UpdateWebhook(id, new { name = "Renamed" })).Expect(HttpStatusCode.OK);

        Assert.EndsWith("/hooks/***?***", (string)listed["url"]!);
        Assert.EndsWith("/canary-of-former-times", had.Path);
        Assert.Equal("canary-in-a-header", had.Header("X-Api-Key"));
        Assert.Equal(id, again);
        await AssertNowhere(hub);
    }

    [Fact]
    public async Task What_nobody_changes_is_encrypted_after_the_start_too()
    {
        await using var hub = await TimedHub.Start();
        await LookedThrough(hub);
        var id = await Subscribe(hub.Admin, "https://example.com/hooks/canary-of-former-times");
        await StoreInClear(hub, id);
        await Commit(
            hub,
            OrganizationId.Hub,
            FormerAddressesDone.Partition,
            new Delete(FormerAddressesDone.Document, FormerAddressesDone.Id, Expected.Anything)
        );
        await hub.Restart();

        await LookedThrough(hub);

        Assert.True(StoredAddress.TryRead((await Stored(hub, id)).Value.ProtectedUrl, out _, out _));
        await AssertNowhere(hub);
    }

    private static async Task<Guid> Subscribe(HubClient hub, string url) => WebhookCalls.IdOf(await Attempt(hub, url));

    private static Task<Answer> Attempt(HubClient hub, string url) =>
        hub.CreateWebhook(
            new
            {
                url,
                events = (string[])["ticket.created"],
                headers = new Dictionary<string, string> { ["X-Api-Key"] = "canary-in-a-header" },
            }
        );

    private static async Task AssertNowhere(TimedHub hub)
    {
        var stored = await hub.Everything();
        Assert.Contains(stored, one => one.Bytes.Contains("X-Api-Key"));
        foreach (var canary in Canaries)
            Assert.Empty(stored.Where(one => one.Bytes.Contains(canary)).Select(one => $"{canary} in {one.Place}"));
    }

    /// <summary>Until the hub has looked for what is in clear: an hour after its start, where hubs share a store.</summary>
    private static Task<Stored<FormerAddressesDone>?> LookedThrough(TimedHub hub) =>
        Wait.For(
            () =>
            {
                hub.Advance(TimeSpan.FromHours(1));
                return hub
                    .Host.Store.Get(
                        FormerAddressesDone.Document,
                        OrganizationId.Hub,
                        FormerAddressesDone.Partition,
                        FormerAddressesDone.Id,
                        TestContext.Current.CancellationToken
                    )
                    .AsTask();
            },
            done => done is not null
        );

    /// <summary>As hubs stored webhooks once.</summary>
    private static async Task StoreInClear(TimedHub hub, Guid id)
    {
        var receivers = hub.Host.App.Services.GetRequiredService<ReceiverKeeper>();
        var (_, _, webhook, version) = await Stored(hub, id);
        var former = webhook with
        {
            ProtectedUrl = receivers.UrlOf(webhook)!,
            ProtectedHeaders = receivers.HeadersOf(webhook)!,
        };
        var put = new Put<Subscription>(Subscription.Document, $"{id}", former, Expected.At(version));
        await Commit(hub, webhook.Organization, Subscription.Partition, put);
    }

    private static async Task<Stored<Subscription>> Stored(TimedHub hub, Guid id) =>
        (
            await hub.Host.Store.Get(
                Subscription.Document,
                await hub.Host.OrganizationOf(hub.Admin),
                Subscription.Partition,
                $"{id}",
                TestContext.Current.CancellationToken
            )
        )!;

    private static async Task Commit(TimedHub hub, OrganizationId organization, string partition, Change change) =>
        Assert.IsType<CommitResult.Done>(
            await hub.Host.Store.Commit(
                new Commit(organization, partition) { Changes = [change] },
                TestContext.Current.CancellationToken
            )
        );
}
