using Hub.LocalCloud.ServiceBus;

namespace Hub.Storage.Tests.ServiceBus;

public sealed class ReceiveTests
{
    [Fact]
    public async Task A_lease_waits_at_the_service_until_a_message_comes()
    {
        await using var local = await LocalQueue.Start();
        var lease = local.Lease();
        await local.Until(counts => counts.WaitingReceivers == 1);

        await local.Enqueue(local.Message("a"));

        Assert.Equal("a", (await lease).Message.Id);
        Assert.Equal(local.Now, local.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_long_poll_that_ends_empty_is_followed_by_the_next()
    {
        await using var local = await LocalQueue.Start(configure: options => options.LongPollSeconds = 20);
        var lease = local.Lease();
        await local.Until(counts => counts.WaitingReceivers == 1);

        local.Time.Advance(TimeSpan.FromSeconds(20));
        await local.Wire.Saw(one => one.Status == 204);
        await local.Until(counts => counts.WaitingReceivers == 1);
        await local.Enqueue(local.Message("a"));

        Assert.Equal("a", (await lease).Message.Id);
        Assert.All(
            local.Wire.Exchanges.Where(one => one.Status == 204),
            one => Assert.EndsWith("?timeout=20", one.Uri.Query)
        );
    }

    [Fact]
    public async Task As_many_receivers_as_configured_wait_at_the_service()
    {
        await using var local = await LocalQueue.Start(configure: options => options.Receivers = 5);

        var lease = local.Lease();

        await local.Until(counts => counts.WaitingReceivers == 5);
        await local.Enqueue(local.Message("a"));
        await lease;
    }

    [Fact]
    public async Task No_more_messages_are_locked_than_there_are_places_for()
    {
        await using var local = await LocalQueue.Start(configure: options =>
        {
            options.Receivers = 8;
            options.Prefetch = 10;
        });
        await local.Enqueue([.. Enumerable.Range(0, 100).Select(n => local.Message($"m{n}"))]);

        var leased = await local.Lease();

        await local.Until(counts => counts.Locked == 11);
        Assert.True(await local.Complete(leased));
        Assert.Equal((10, 89), (local.Counts.Locked, local.Counts.Active));
    }

    [Fact]
    public async Task Several_hubs_share_the_queue()
    {
        await using var local = await LocalQueue.Start(configure: options => options.Prefetch = 1);
        var (other, _) = local.NewHub();
        var (first, second) = (local.Lease(), local.Lease(other));
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
        await local.Wire.Saw(one => one is { Status: 0, Uri.Query.Length: > 0 });
        Assert.Equal(1, local.Counts.Locked);
        Assert.Equal(1, local.Host.Requests(ServiceBusOperation.PeekLock));
        // The receiver catches its breath, and the lock of the lost message runs out.
        await local.Time.PassWait(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

        var leased = await lease;
        Assert.Equal(("a", 2), (leased.Message.Id, leased.DeliveryCount));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task Receivers_outlive_an_outage(int status)
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        local.Host.Faults.Next(ServiceBusOperation.PeekLock, Fault.Status(status, "An outage."), count: 3);

        var lease = local.Lease();
        foreach (var pause in new[] { 1, 2, 4 })
            await local.Time.PassWait(TimeSpan.FromSeconds(pause), TimeSpan.FromSeconds(pause));

        Assert.Equal(1, (await lease).DeliveryCount);
    }

    [Fact]
    public async Task A_throttled_receive_keeps_every_request_away_for_as_long_as_the_service_asks()
    {
        await using var local = await LocalQueue.Start();
        local.Host.Faults.Next(ServiceBusOperation.PeekLock, Fault.Status(429, "Slow.", TimeSpan.FromSeconds(40)));
        var lease = local.Lease();
        // The receiver has been told, and catches its breath before it asks again.
        await local.Time.Pending(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        var sending = local.Enqueue(local.Message("a"));
        await local.Time.Pending(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(40));
        // Then it waits like the sender.
        await local.Time.PassWait(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await local.Time.Pending(TimeSpan.FromSeconds(39), TimeSpan.FromSeconds(40), 2);
        local.Time.Advance(TimeSpan.FromSeconds(38));
        Assert.Equal(1, local.Host.Requests());
        Assert.False(sending.IsCompleted);
        local.Time.Advance(TimeSpan.FromSeconds(1));

        await sending.WaitAsync(LocalQueue.WaitLimit);
        Assert.Equal("a", (await lease).Message.Id);
    }

    [Fact]
    public async Task A_silent_service_is_given_up_on()
    {
        await using var local = await LocalQueue.Start(configure: options => options.RequestSeconds = 1);
        local.Host.Faults.Next(ServiceBusOperation.Send, Fault.Silence);

        var sending = local.Enqueue(local.Message("a"));
        await local.Time.PassWait(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(1));

        await sending.WaitAsync(LocalQueue.WaitLimit);
        Assert.Equal(1, local.Counts.Active);
    }

    [Fact]
    public async Task A_message_on_a_lock_of_another_host_is_not_touched()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        var elsewhere = new Uri("http://elsewhere.example:1/deliveries/messages/1/2");
        var once = 0;
        local.Wire.OnResponse = response =>
        {
            if (response.Headers.Location is not null && once++ == 0)
                response.Headers.Location = elsewhere;
        };

        var lease = local.Lease();
        await local.Time.PassWait(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

        Assert.Equal(2, (await lease).DeliveryCount);
        Assert.DoesNotContain(local.Wire.Exchanges, one => one.Uri.Host == elsewhere.Host);
    }

    [Fact]
    public async Task A_hub_that_stops_gives_back_what_it_holds()
    {
        await using var local = await LocalQueue.Start();
        var (stopping, wire) = local.NewHub();
        await local.Enqueue(local.Message("a"), local.Message("b"), local.Message("c"));
        await local.Lease(stopping);
        // It asks for a fourth, so the answers with the first three have arrived.
        await local.Until(counts => counts is { Locked: 3, WaitingReceivers: 1 });

        // A message given back before the service knows that nobody listens any more would go to the one who has left.
        wire.HoldUp = request =>
            request.Method == HttpMethod.Put ? local.Until(counts => counts.WaitingReceivers == 0) : Task.CompletedTask;
        await stopping.DisposeAsync();

        Assert.Equal((3, 0), (local.Counts.Active, local.Counts.Locked));
    }
}
