using Azure.Messaging.ServiceBus;
using Hub.LocalCloud.ServiceBus;

namespace Hub.Storage.Tests.ServiceBus;

public sealed class ReceiveTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static TheoryData<Fault> Outages =>
        [
            Fault.InternalError,
            Fault.Unauthorized,
            Fault.NotFound,
            Fault.Disabled,
            Fault.Dropped,
            Fault.ConnectionClosed("amqp:connection:forced"),
        ];

    [Fact]
    public async Task A_lease_waits_at_the_service_until_a_message_comes()
    {
        await using var local = await LocalQueue.Start();
        var lease = local.Lease();
        await local.Until(counts => counts.WaitingReceivers == 1);

        await local.Enqueue(local.Message("a"));
        await local.Time.PassWaitsOf(lease, Second, TimeSpan.FromSeconds(8));

        Assert.Equal("a", (await lease).Message.Id);
    }

    [Fact]
    public async Task No_more_messages_are_locked_than_there_are_places_for()
    {
        await using var local = await LocalQueue.Start(configure: options => options.Prefetch = 10);
        await local.Enqueue([.. Enumerable.Range(0, 100).Select(n => local.Message($"m{n}"))]);

        var leased = await local.Lease();

        await local.Until(counts => counts.Locked == 11);
        Assert.True(await local.Complete(leased));
        Assert.Equal((10, 89), (local.Counts.Locked, local.Counts.Active));
    }

    [Fact]
    public async Task A_message_costs_one_delivery_and_one_settlement_and_its_share_of_a_send()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue([.. Enumerable.Range(0, 200).Select(n => local.Message($"m{n}", $"lane{n % 9}"))]);

        for (var done = 0; done < 200; )
            foreach (var leased in await local.LeaseSome(50))
                done += await local.Complete(leased) ? 1 : 0;

        var asked = ServiceBusOperation.AnySend | ServiceBusOperation.AnyReceive | ServiceBusOperation.AnySettlement;
        Assert.Equal(1 + 200 + 200, local.Host.Requests(asked));
    }

    [Fact]
    public async Task Several_hubs_share_the_queue()
    {
        await using var local = await LocalQueue.Start(configure: options => options.Prefetch = 1);
        var (first, second) = (local.Lease(), local.Lease(local.NewHub()));
        await local.Until(counts => counts.WaitingReceivers == 2);

        await local.Enqueue(local.Message("a"), local.Message("b"));

        Assert.Equal(["a", "b"], new[] { await first, await second }.Select(one => one.Message.Id).Order());
    }

    [Fact]
    public async Task A_receive_without_an_answer_is_not_repeated_and_its_message_comes_again()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        local.Host.Faults.Next(ServiceBusOperation.PeekLock, Fault.Dropped.AfterEffect());

        var lease = local.Lease();
        // The receiver catches its breath, and the lock of the lost message runs out.
        await local.Time.Pending(Second, Second);
        Assert.Equal(1, local.Counts.Locked);
        Assert.Equal(1, local.Host.Requests(ServiceBusOperation.PeekLock));
        local.Time.Advance(TimeSpan.FromMinutes(1));

        var leased = await lease;
        Assert.Equal(("a", 2), (leased.Message.Id, leased.DeliveryCount));
    }

    [Theory]
    [MemberData(nameof(Outages), DisableDiscoveryEnumeration = true)]
    public async Task A_receiver_outlives_an_outage_and_asks_less_and_less(Fault outage)
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        local.Host.Faults.Next(ServiceBusOperation.AttachReceiver, outage, count: 3);

        var lease = local.Lease();
        foreach (var pause in new[] { 1, 2, 4 })
            await local.Time.PassWait(TimeSpan.FromSeconds(pause), TimeSpan.FromSeconds(pause));
        // A call right after a connection has closed may fail once more, each time one has.
        await local.Time.PassWaitsOf(lease, Second, TimeSpan.FromSeconds(16));

        Assert.Equal(1, (await lease).DeliveryCount);
    }

    [Fact]
    public async Task A_receiver_whose_link_is_cut_asks_again_after_a_breath()
    {
        await using var local = await LocalQueue.Start();
        var lease = local.Lease();
        await local.Until(counts => counts.WaitingReceivers == 1);

        local.Host.Strike(Fault.Detached("amqp:link:detach-forced"));
        await local.Time.PassWait(Second, Second);
        await local.Enqueue(local.Message("a"));

        Assert.Equal("a", (await lease).Message.Id);
    }

    [Fact]
    public async Task A_service_that_was_away_finds_the_hub_where_it_was()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"), local.Message("b"));
        var leased = await local.Lease();
        await local.Host.GoAway();
        var completing = local.Complete(leased);
        await local.Time.Pending(TimeSpan.FromSeconds(0.3), Second);

        await local.Host.ComeBack();
        await local.Time.PassWaitsOf(completing, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(8));

        Assert.True(await completing);
        Assert.True(await local.Complete(await local.Lease()));
        Assert.Equal(0, local.Counts.Total);
    }

    [Fact]
    public async Task A_message_that_no_hub_made_holds_up_nobody()
    {
        await using var local = await LocalQueue.Start();
        await using var client = local.NewClient();
        await client
            .CreateSender(LocalQueue.Name)
            .SendMessageAsync(
                new ServiceBusMessage("?")
                {
                    MessageId = "odd",
                    Subject = "delivery/nothing",
                    ApplicationProperties =
                    {
                        ["hub-due"] = 7,
                        ["hub-hop"] = "x",
                        ["hub-id"] = "%zz%",
                        ["hub-leases"] = -5,
                    },
                }
            );
        await local.Enqueue(local.Message("a"));

        var leased = await local.LeaseSome(2);
        while (leased.All(one => one.Message.Id != "a"))
            leased = [.. leased, .. await local.LeaseSome(2)];
        foreach (var one in leased)
            Assert.True(await local.Complete(one));
    }

    [Fact]
    public async Task A_message_that_cannot_be_held_goes_to_the_dead_letters_at_once()
    {
        await using var local = await LocalQueue.Start(configure: options => options.Prefetch = 1);
        await using var client = local.NewClient();
        await client
            .CreateSender(LocalQueue.Name)
            .SendMessageAsync(
                new ServiceBusMessage("?")
                {
                    Subject = "lane",
                    ApplicationProperties =
                    {
                        ["hub-due"] = "9999-12-31T23:59:59.9999999Z",
                        ["hub-leases"] = int.MaxValue,
                    },
                }
            );
        await local.Enqueue(local.Message("a"));

        Assert.Equal("a", (await local.Lease()).Message.Id);
    }

    [Fact]
    public async Task A_silent_service_is_given_up_on()
    {
        await using var local = await LocalQueue.Start(configure: options => options.RequestSeconds = 1);
        local.Host.Faults.Next(ServiceBusOperation.Send, Fault.Silence);

        var sending = local.Enqueue(local.Message("a"));
        await local.Time.PassWaitsOf(sending, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(8));

        await sending.WaitAsync(LocalQueue.WaitLimit);
        Assert.Equal(1, local.Counts.Active);
    }

    [Fact]
    public async Task A_hub_that_stops_gives_back_what_it_holds()
    {
        await using var local = await LocalQueue.Start();
        var stopping = local.NewHub();
        await local.Enqueue(local.Message("a"), local.Message("b"), local.Message("c"));
        await local.Lease(stopping);
        // It asks for a fourth, so the first three have arrived.
        await local.Until(counts => counts is { Locked: 3, WaitingReceivers: 1 });

        await stopping.DisposeAsync();

        Assert.Equal((3, 0, 0), (local.Counts.Active, local.Counts.Locked, local.Counts.WaitingReceivers));
    }

    [Fact]
    public async Task A_hub_that_stops_while_it_waits_takes_no_message_with_it()
    {
        await using var local = await LocalQueue.Start();
        var stopping = local.NewHub();
        using var leasing = new CancellationTokenSource();
        var lease = stopping.Lease(1, TimeSpan.FromMinutes(1), null, leasing.Token);
        await local.Until(counts => counts.WaitingReceivers == 1);
        await leasing.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lease);

        await stopping.DisposeAsync();
        await local.Enqueue(local.Message("a"));

        Assert.Equal(1, (await local.Lease()).DeliveryCount);
    }
}
