using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class FaultTests
{
    public static TheoryData<int, string, Fault> Answers =>
        new()
        {
            { 401, "ExpiredToken", Fault.Unauthorized },
            { 403, "Quota", Fault.Forbidden },
            { 403, "50009", Fault.Throttled },
            { 410, "gone", Fault.Gone },
            { 429, "Too many", Fault.TooManyRequests },
            { 500, "unable", Fault.InternalError },
            { 503, "busy", Fault.Unavailable },
            { 408, "chosen", Fault.Status(408, "A chosen text.") },
        };

    [Theory]
    [MemberData(nameof(Answers), DisableDiscoveryEnumeration = true)]
    public async Task An_answer_before_the_effect_leaves_the_queue_as_it_was(int status, string detail, Fault fault)
    {
        await using var bus = await LocalBus.Start();
        bus.Host.Faults.Next(ServiceBusOperation.Send, fault);

        await ErrorAssert.Refused(await bus.TrySend("hello"), (HttpStatusCode)status, detail);

        Assert.Equal(0, bus.Counts.Total);
        await bus.Send("hello");
    }

    [Theory]
    [MemberData(nameof(Answers), DisableDiscoveryEnumeration = true)]
    public async Task An_answer_after_the_effect_comes_too_late(int status, string detail, Fault fault)
    {
        await using var bus = await LocalBus.Start();
        bus.Host.Faults.Next(ServiceBusOperation.Send, fault.AfterEffect());

        await ErrorAssert.Refused(await bus.TrySend("hello"), (HttpStatusCode)status, detail);

        Assert.Equal(1, bus.Counts.Active);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_dropped_send_reaches_the_queue_only_after_its_effect(bool after, int stored)
    {
        await using var bus = await LocalBus.Start();
        bus.Host.Faults.Next(ServiceBusOperation.AnySend, After(Fault.Dropped, after));

        await Assert.ThrowsAsync<HttpRequestException>(() => bus.TrySend("hello"));

        Assert.Equal(stored, bus.Counts.Active);
    }

    [Fact]
    public async Task A_dropped_peek_lock_strands_the_message_until_its_lock_runs_out()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("hello");
        bus.Host.Faults.Next(ServiceBusOperation.PeekLock, Fault.Dropped.AfterEffect());
        await Assert.ThrowsAsync<HttpRequestException>(() => bus.TryPeekLock());

        using var nothing = await bus.TryPeekLock();
        Assert.Equal(HttpStatusCode.NoContent, nothing.StatusCode);
        bus.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, (await bus.PeekLock()).DeliveryCount);
    }

    [Fact]
    public async Task A_receive_cut_short_has_its_headers_and_half_of_its_body()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("0123456789");
        bus.Host.Faults.Next(ServiceBusOperation.ReceiveAndDelete, Fault.CutShort.AfterEffect());
        using var request = new HttpRequestMessage(HttpMethod.Delete, "deliveries/messages/head?timeout=0");
        request.Headers.TryAddWithoutValidation("Authorization", bus.Sign());

        using var response = await bus.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(10, response.Content.Headers.ContentLength);
        await using var body = await response.Content.ReadAsStreamAsync();
        var half = new byte[5];
        await body.ReadExactlyAsync(half);
        Assert.Equal("01234"u8.ToArray(), half);
        await Assert.ThrowsAnyAsync<IOException>(async () => await body.ReadExactlyAsync(half));
        Assert.Equal(0, bus.Counts.Total);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task A_complete_without_an_answer_took_effect_or_not(bool after, int locked)
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("hello");
        var message = await bus.PeekLock();
        bus.Host.Faults.Next(ServiceBusOperation.Complete, After(Fault.CutShort, after));

        await Assert.ThrowsAsync<HttpRequestException>(() => bus.Complete(message));

        Assert.Equal(locked, bus.Counts.Locked);
    }

    [Fact]
    public async Task Silence_lasts_until_the_client_gives_up()
    {
        await using var bus = await LocalBus.Start();
        bus.Host.Faults.Next(ServiceBusOperation.Send, Fault.Silence.AfterEffect());
        using var giveUp = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "deliveries/messages")
        {
            Content = new StringContent("hello"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", bus.Sign());

        var sending = bus.Client.SendAsync(request, giveUp.Token);
        await bus.Until(counts => counts.Active == 1);
        Assert.False(sending.IsCompleted);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task A_fault_strikes_the_next_requests_of_its_operation_and_no_others()
    {
        await using var bus = await LocalBus.Start();
        bus.Host.Faults.Next(ServiceBusOperation.PeekLock, Fault.Unavailable, count: 2);

        await bus.Send("hello");
        using var first = await bus.TryPeekLock();
        using var second = await bus.TryPeekLock();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, first.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, second.StatusCode);
        Assert.Equal("hello", (await bus.PeekLock()).Body);
        Assert.Equal(2, bus.Host.Faults.Injected);
        Assert.Equal(3, bus.Host.Requests(ServiceBusOperation.PeekLock));
        Assert.Equal(4, bus.Host.Requests());
    }

    [Fact]
    public async Task Each_settlement_and_batch_is_an_operation_of_its_own()
    {
        await using var bus = await LocalBus.Start();
        await bus.Send("hello");
        var message = await bus.PeekLock();
        bus.Host.Faults.Next(ServiceBusOperation.Renew, Fault.Status(500, "renew"));
        bus.Host.Faults.Next(ServiceBusOperation.Abandon, Fault.Status(502, "unlock"));
        bus.Host.Faults.Next(ServiceBusOperation.Complete, Fault.Status(503, "complete"));
        bus.Host.Faults.Next(ServiceBusOperation.SendBatch, Fault.Status(504, "batch"));

        Assert.Equal(503, (int)await bus.Complete(message));
        Assert.Equal(502, (int)await bus.Unlock(message));
        Assert.Equal(500, (int)await bus.Renew(message));
        using var batch = await bus.TrySendBatch("""[{"Body":"a"}]""");
        Assert.Equal(504, (int)batch.StatusCode);
    }

    [Fact]
    public async Task A_fault_may_say_when_to_come_back()
    {
        await using var bus = await LocalBus.Start();
        bus.Host.Faults.Next(ServiceBusOperation.Send, Fault.Status(429, "Slow down.", TimeSpan.FromSeconds(7)));

        using var response = await bus.TrySend("hello");

        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task Random_faults_strike_the_same_requests_for_the_same_seed_until_they_are_cleared()
    {
        var (one, two) = (await StatusesOfTwentySends(seed: 7), await StatusesOfTwentySends(seed: 7));

        Assert.Equal(one, two);
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.InternalServerError], one.Distinct().Order());
    }

    private static async Task<List<HttpStatusCode>> StatusesOfTwentySends(int seed)
    {
        await using var bus = await LocalBus.Start();
        bus.Host.Faults.Randomly(ServiceBusOperation.Any, Fault.InternalError, probability: 0.5, seed);
        var statuses = new List<HttpStatusCode>();
        for (var send = 0; send < 20; send++)
        {
            using var response = await bus.TrySend("hello");
            statuses.Add(response.StatusCode);
        }

        bus.Host.Faults.Clear();
        await bus.Send("hello");
        return statuses;
    }

    private static Fault After(Fault fault, bool after) => after ? fault.AfterEffect() : fault;
}
