using System.Net;
using Hub.Delivery.Deliveries;
using Hub.Domain.Organizations;
using Hub.Domain.Tokens;
using Hub.Ports.Queue;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.SettingAside;

/// <summary>What nobody can deal with is passed over, and the rest of the hub goes on.</summary>
public sealed class SetAsideTests
{
    [Theory]
    [InlineData("delivery/nothing")]
    [InlineData("delivery/")]
    [InlineData("delivery/00000000000000000000000000000000/x0000000000000000000000000000000")]
    [InlineData("nobody")]
    [InlineData("")]
    public async Task A_message_with_a_bad_label_ends_no_hub_and_holds_up_no_delivery(string lane)
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        var queue = hub.Host.App.Services.GetRequiredService<IQueue>();

        await queue.Enqueue([new QueueMessage("odd", lane, hub.Clock.GetUtcNow(), "?"u8.ToArray())], default);
        await hub.Admin.NewTicket();

        await receiver.Until(1);
        var dead = await Wait.For(() => queue.DeadLetters(10, default), letters => letters.Count == 1);
        Assert.Equal("odd", dead[0].Message.Id);
    }

    [Fact]
    public async Task A_delivery_message_that_says_nothing_ends_no_hub()
    {
        await using var hub = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        var id = await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        var organization = await hub.Host.OrganizationOf(hub.Admin);
        var queue = hub.Host.App.Services.GetRequiredService<IQueue>();
        var lane = DeliveryMessageBody.LaneOf(organization, id);

        await queue.Enqueue([new QueueMessage("odd", lane, hub.Clock.GetUtcNow(), "null"u8.ToArray())], default);
        await hub.Admin.NewTicket();

        await receiver.Until(1);
        await Wait.For(() => queue.DeadLetters(10, default), letters => letters.Count == 1);
    }

    [Fact]
    public async Task Readiness_names_a_feed_that_does_not_move_while_there_is_something_to_move()
    {
        var log = new FailingLog();
        await using var hub = await TimedHub.StartWith(log.Install);
        await using var receiver = await HookReceiver.Start();
        await hub.Admin.Subscribe(receiver.Url, "ticket.created");
        (await Ready(hub)).Expect(HttpStatusCode.OK);

        log.Fails = true;
        await hub.Admin.NewTicket();
        await Wait.For(() => Task.FromResult(log.Asked), asked => asked > 0);
        (await Ready(hub)).Expect(HttpStatusCode.OK);
        hub.Clock.Advance(FeedHealth.Patience + TimeSpan.FromSeconds(1));

        var stuck = await Ready(hub);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, stuck.Status);
        Assert.Equal("event_feed", (string)Assert.Single(stuck.Json["failing"]!.AsArray())!["name"]!);

        log.Fails = false;
        // The relay pauses for a second after each try, and nobody says when a pause begins.
        await Wait.For(
            () =>
            {
                hub.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(receiver.Received.Count);
            },
            count => count > 0
        );
        await Wait.For(() => Ready(hub), answer => answer.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_event_that_cannot_be_dealt_with_is_listed_and_the_next_one_delivered()
    {
        var log = new FailingLog { Bug = true };
        await using var hub = await TimedHub.StartWith(log.Install);
        await using var receiver = await HookReceiver.Start();
        await hub.Admin.Subscribe(receiver.Url, "ticket.created");

        log.Fails = true;
        await hub.Admin.NewTicket();
        var listed = await Wait.For(() => hub.Admin.Get("/api/v1/set-aside"), answer => answer.Items.Count == 1);
        log.Fails = false;
        await hub.Admin.NewTicket();

        await receiver.Until(1);
        var item = listed.Items[0]!;
        Assert.Equal(("event", 1), ((string)item["sort"]!, (int)listed.Json["meta"]!["total"]!));
        Assert.StartsWith("ticket-", (string)item["place"]!);
        (await Ready(hub)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_was_set_aside_is_an_administrator_s_to_see_and_of_the_own_organization()
    {
        await using var hub = await HubHost.Start();
        var neighbour = await hub.OpenOrganization("OTHER");
        var setAside = hub.App.Services.GetRequiredService<Delivery.SettingAside.SetAside>();
        await setAside.Keep(await hub.OrganizationOf(neighbour), "event", "there", new FormatException("x"), default);
        await setAside.Keep(await hub.OrganizationOf(neighbour), "event", "there", new FormatException("x"), default);

        Assert.Single((await neighbour.Get("/api/v1/set-aside")).Items);
        Assert.Empty((await hub.Admin.Get("/api/v1/set-aside")).Items);
        (await (await hub.WithScopes(Scope.TicketsRead)).Get("/api/v1/set-aside")).ExpectProblem(
            HttpStatusCode.Forbidden,
            "missing_scope"
        );
    }

    private static Task<Answer> Ready(TimedHub hub) => hub.Host.As(null).Get("/health/ready");

    /// <summary>A delivery log that takes no new deliveries while the test says so.</summary>
    private sealed class FailingLog
    {
        private int asked;

        public volatile bool Fails;

        public bool Bug { get; init; }

        public int Asked => asked;

        public void Install(WebApplicationBuilder builder)
        {
            var real = builder.Services.Last(service => service.ServiceType == typeof(IDeliveryStore));
            builder.Services.Remove(real);
            builder.Services.AddSingleton<IDeliveryStore>(provider => new Faulty(
                (IDeliveryStore)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!),
                this
            ));
        }

        private Exception? Failure()
        {
            if (!Fails)
                return null;
            Interlocked.Increment(ref asked);
            return Bug ? new FormatException("No such thing.") : new IOException("The log is away.");
        }

        private sealed class Faulty(IDeliveryStore real, FailingLog owner) : IDeliveryStore
        {
            public Task Schedule(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation) =>
                owner.Failure() is { } failure ? Task.FromException(failure) : real.Schedule(deliveries, cancellation);

            public Task Reschedule(DeliveryRecord delivery, bool isReplay, CancellationToken cancellation) =>
                real.Reschedule(delivery, isReplay, cancellation);

            public Task<bool> Settle(Settlement settlement, CancellationToken cancellation) =>
                real.Settle(settlement, cancellation);

            public Task<IReadOnlyList<bool>> Settle(
                IReadOnlyList<Settlement> settlements,
                CancellationToken cancellation
            ) => real.Settle(settlements, cancellation);

            public Task Record(IReadOnlyList<DeliveryRecord> deliveries, CancellationToken cancellation) =>
                real.Record(deliveries, cancellation);

            public Task<DeliveryRecord?> Get(
                OrganizationId organization,
                Guid subscription,
                Guid delivery,
                CancellationToken cancellation
            ) => real.Get(organization, subscription, delivery, cancellation);

            public Task<DeliveryPage> List(
                OrganizationId organization,
                Guid subscription,
                DeliveryQuery query,
                CancellationToken cancellation
            ) => real.List(organization, subscription, query, cancellation);

            public Task<int> Purge(DateTimeOffset before, CancellationToken cancellation) =>
                real.Purge(before, cancellation);
        }
    }
}
