using System.Text;
using Azure.Messaging.ServiceBus;
using Hub.LocalCloud.ServiceBus;
using Hub.Ports.Queue;

namespace Hub.Storage.Tests.ServiceBus;

public sealed class SendTests
{
    [Fact]
    public async Task A_message_comes_back_as_it_was()
    {
        await using var local = await LocalQueue.Start();
        var due = local.Now.AddTicks(-12_345);
        var sent = local.Message(
            "id with \"quotes\", 100 % and ünïcode",
            "lane/ø",
            due,
            """{"text":"naïve \\ \" 漢"}"""
        );

        await local.Enqueue(sent);

        var leased = await local.Lease();
        Assert.Equal(sent with { Body = default }, leased.Message with { Body = default });
        Assert.Equal(sent.Body.ToArray(), leased.Message.Body.ToArray());
        Assert.Equal(1, leased.DeliveryCount);
        Assert.Equal(local.Now + TimeSpan.FromMinutes(2), leased.Until);
    }

    [Fact]
    public async Task A_message_of_a_hub_that_spoke_https_is_read_as_it_was()
    {
        await using var local = await LocalQueue.Start();
        var due = local.Now.AddTicks(-12_345_678);
        await using var client = local.NewClient();
        await client
            .CreateSender(LocalQueue.Name)
            .SendMessageAsync(
                new ServiceBusMessage("{}")
                {
                    MessageId = "naïve~3",
                    Subject = "lane",
                    ApplicationProperties =
                    {
                        ["hub-id"] = "na%C3%AFve",
                        ["hub-due"] = $"{due.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fffffff}Z",
                        ["hub-hop"] = "3",
                        ["hub-leases"] = "2",
                        ["hub-moves"] = "1",
                    },
                }
            );

        var leased = await local.Lease();

        Assert.Equal(("naïve", "lane", 3), (leased.Message.Id, leased.Message.Lane, leased.DeliveryCount));
        Assert.Equal(due, leased.Message.Due);
    }

    [Fact]
    public async Task Many_messages_go_in_few_transfers_due_or_not()
    {
        await using var local = await LocalQueue.Start();

        await local.Enqueue([
            .. Enumerable
                .Range(0, 600)
                .Select(n => local.Message($"m{n}", $"lane{n % 7}", local.Now.AddHours(n % 2), $"{n}")),
        ]);

        Assert.Equal((300, 300), (local.Counts.Active, local.Counts.Scheduled));
        Assert.Equal(1, local.Host.Requests(ServiceBusOperation.AnySend));
        var first = await local.Lease();
        Assert.Equal(
            ("m0", "lane0", "0"),
            (first.Message.Id, first.Message.Lane, Encoding.UTF8.GetString(first.Message.Body.Span))
        );
    }

    [Fact]
    public async Task Batches_are_split_at_the_size_that_the_service_takes()
    {
        await using var local = await LocalQueue.Start();

        await local.Enqueue([
            .. Enumerable.Range(0, 10).Select(n => local.Message($"m{n}", body: new string('x', 60_000))),
        ]);

        Assert.Equal(10, local.Counts.Active);
        Assert.Equal(3, local.Host.Requests(ServiceBusOperation.SendBatch));
    }

    [Fact]
    public async Task A_body_that_is_no_text_goes_unharmed()
    {
        await using var local = await LocalQueue.Start();
        byte[] body = [0xFF, 0x00, 0xC3, 0x28];

        await local.Enqueue(local.Message("a") with { Body = body }, local.Message("b"), local.Message("c"));

        var leased = new List<LeasedMessage>();
        while (leased.Count < 3)
            leased.AddRange(await local.LeaseSome(3));
        Assert.Equal(body, leased.Single(one => one.Message.Id == "a").Message.Body.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_message_larger_than_the_service_takes_is_refused_before_any_is_sent(int messages)
    {
        await using var local = await LocalQueue.Start();
        var others = Enumerable.Range(1, messages - 1).Select(n => local.Message($"m{n}"));

        await Assert.ThrowsAsync<ArgumentException>(() =>
            local.Enqueue([.. others, local.Message("huge", body: new string('x', 300_000))])
        );

        Assert.Equal(0, local.Host.Requests(ServiceBusOperation.AnySend));
    }

    [Fact]
    public async Task A_second_message_of_the_same_id_is_dropped()
    {
        await using var local = await LocalQueue.Start();

        await local.Enqueue(local.Message("same"), local.Message("same"));
        await local.Enqueue(local.Message("same"), local.Message("other"));
        await local.Enqueue(local.Message("same", due: local.Now.AddHours(1)));

        Assert.Equal(2, local.Counts.Total);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9_999)]
    public async Task A_scheduled_message_is_never_early_and_at_most_a_millisecond_late(int ticks)
    {
        await using var local = await LocalQueue.Start();
        var due = local.Now.AddSeconds(90).AddTicks(ticks);
        await local.Enqueue(local.Message("later", due: due), local.Message("also later", due: due));
        var lease = local.LeaseSome(2);

        local.Time.Advance(due - local.Now);
        Assert.Equal(2, local.Counts.Scheduled);
        Assert.False(lease.IsCompleted);
        local.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(due, (await lease)[0].Message.Due);
    }

    [Fact]
    public async Task A_message_due_beyond_the_horizon_hops_there_without_being_leased()
    {
        await using var local = await LocalQueue.Start();
        var due = local.Now.AddDays(20).AddHours(1);
        await local.Enqueue(local.Message("far", due: due));
        var lease = local.LeaseSome(1);

        await local.Until(counts => counts.WaitingReceivers == 1);
        for (var hops = 1; hops <= 2; hops++)
        {
            local.Time.Advance(TimeSpan.FromDays(7));
            await local.Asked(ServiceBusOperation.Complete, hops);
            await local.Until(counts => counts is { Scheduled: 1, Locked: 0, WaitingReceivers: 1 });
        }
        Assert.False(lease.IsCompleted);
        local.Time.Advance(due - local.Now);

        var leased = Assert.Single(await lease);
        Assert.Equal((due, "far", 1), (leased.Message.Due, leased.Message.Id, leased.DeliveryCount));
    }

    [Theory]
    [MemberData(nameof(PassingFaults), DisableDiscoveryEnumeration = true)]
    public async Task A_send_is_repeated_after_a_passing_fault_and_takes_effect_once(Fault fault, bool batch)
    {
        await using var local = await LocalQueue.Start();
        local.Host.Faults.Next(ServiceBusOperation.AnySend, fault);
        QueueMessage[] messages = batch ? [local.Message("a"), local.Message("b")] : [local.Message("a")];

        var sending = local.Enqueue(messages);
        // The SDK takes a moment to notice that its connection is gone, and the clock here waits for nobody.
        await local.Asked(ServiceBusOperation.AnySend);
        if (fault.EndsConnection)
            await local.Host.WaitForConnections(0).WaitAsync(LocalQueue.WaitLimit);
        await local.Time.PassWaitsOf(sending, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(8));
        await sending.WaitAsync(LocalQueue.WaitLimit);

        Assert.Equal(messages.Length, local.Counts.Active);
        Assert.Equal(2, local.Host.Requests(ServiceBusOperation.AnySend));
    }

    [Fact]
    public async Task A_send_that_keeps_failing_is_an_outage()
    {
        await using var local = await LocalQueue.Start();
        local.Host.Faults.Next(ServiceBusOperation.Send, Fault.InternalError, count: 5);

        var sending = local.Enqueue(local.Message("a"));
        await local.Time.PassWaitsOf(sending, TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(8));

        await Assert.ThrowsAsync<StorageException>(() => sending);
        Assert.Equal((0, 5), (local.Counts.Total, local.Host.Requests(ServiceBusOperation.Send)));
    }

    [Fact]
    public async Task A_refusal_is_not_repeated()
    {
        await using var local = await LocalQueue.Start();
        local.Host.Faults.Next(ServiceBusOperation.Send, Fault.Forbidden);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => local.Enqueue(local.Message("a")));

        Assert.Contains("Quota", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, local.Host.Requests(ServiceBusOperation.AnySend));
    }

    public static TheoryData<Fault, bool> PassingFaults()
    {
        Fault[] faults =
        [
            Fault.InternalError,
            Fault.TimedOut,
            Fault.Dropped,
            Fault.Detached("amqp:link:detach-forced"),
            Fault.SessionEnded("amqp:internal-error"),
            Fault.ConnectionClosed("amqp:connection:forced"),
        ];
        var data = new TheoryData<Fault, bool>();
        foreach (var fault in faults)
        {
            data.Add(fault, false);
            data.Add(fault, true);
            data.Add(fault.AfterEffect(), false);
            data.Add(fault.AfterEffect(), true);
        }
        return data;
    }
}
