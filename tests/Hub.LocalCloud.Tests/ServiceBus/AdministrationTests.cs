using Azure;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

public sealed class AdministrationTests
{
    [Fact]
    public async Task A_queue_counts_its_active_scheduled_and_dead_messages()
    {
        await using var bus = await Bus.Start();
        await bus.Sender.SendMessagesAsync([new("locked"), new("dead"), new("active")]);
        await bus.Receive();
        await bus.Receiver.DeadLetterMessageAsync(await bus.Receive());
        await bus.Sender.ScheduleMessageAsync(new("later"), bus.Now.AddHours(1));

        QueueRuntimeProperties counts = await Client(bus).GetQueueRuntimePropertiesAsync(Bus.Queue);

        Assert.Equal(
            (2, 1, 1, 4),
            (
                counts.ActiveMessageCount,
                counts.ScheduledMessageCount,
                counts.DeadLetterMessageCount,
                counts.TotalMessageCount
            )
        );
        Assert.Equal(1, bus.Host.Requests(ServiceBusOperation.Describe));
    }

    [Fact]
    public async Task A_queue_tells_its_settings()
    {
        await using var bus = await Bus.Start(
            new()
            {
                LockDuration = TimeSpan.FromSeconds(90),
                MaxDeliveryCount = 7,
                DuplicateWindow = TimeSpan.FromMinutes(20),
                DefaultTimeToLive = TimeSpan.FromDays(14),
                DeadLetterExpired = false,
            }
        );

        QueueProperties queue = await Client(bus).GetQueueAsync(Bus.Queue);

        Assert.Equal(
            (Bus.Queue, TimeSpan.FromSeconds(90), 7),
            (queue.Name, queue.LockDuration, queue.MaxDeliveryCount)
        );
        Assert.Equal(
            (true, TimeSpan.FromMinutes(20), TimeSpan.FromDays(14)),
            (
                queue.RequiresDuplicateDetection,
                queue.DuplicateDetectionHistoryTimeWindow,
                queue.DefaultMessageTimeToLive
            )
        );
        Assert.False(queue.DeadLetteringOnMessageExpiration);
        Assert.False(queue.RequiresSession);
    }

    [Fact]
    public async Task A_queue_that_does_not_exist_is_not_found()
    {
        await using var bus = await Bus.Start();

        Assert.False(await Client(bus).QueueExistsAsync("nowhere"));
        await Failure.Is(ServiceBusFailureReason.MessagingEntityNotFound, () =>
            Client(bus).GetQueueRuntimePropertiesAsync("nowhere")
        );
    }

    [Fact]
    public async Task Queues_are_listed_by_their_names()
    {
        await using var bus = await Bus.Start();
        bus.Host.CreateQueue("another");
        var names = new List<string>();

        await foreach (var queue in Client(bus).GetQueuesAsync())
        {
            names.Add(queue.Name);
        }

        Assert.Equal(["another", Bus.Queue], names);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_fault_takes_the_place_of_the_answer_once(int status)
    {
        await using var bus = await Bus.Start();
        bus.Host.Faults.Next(ServiceBusOperation.Describe, Fault.Status(status, "Asked for."));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Client(bus).GetQueueAsync(Bus.Queue));

        var answer = failure as RequestFailedException ?? failure.InnerException as RequestFailedException;
        Assert.Equal(status, answer?.Status);
        Assert.True(await Client(bus).QueueExistsAsync(Bus.Queue));
    }

    [Fact]
    public async Task A_fault_may_say_when_to_come_back()
    {
        await using var bus = await Bus.Start();
        bus.Host.Faults.Next(ServiceBusOperation.Describe, Fault.Status(429, "Slow.", TimeSpan.FromSeconds(7)));
        using var http = new HttpClient { BaseAddress = bus.Host.Endpoint };
        using var refused = await http.GetAsync(Bus.Queue);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        var failure = await Assert.ThrowsAsync<ServiceBusException>(() => Client(bus).GetQueueAsync(Bus.Queue));

        var answer = Assert.IsType<RequestFailedException>(failure.InnerException);
        Assert.True(answer.GetRawResponse()!.Headers.TryGetValue("Retry-After", out var wait));
        Assert.Equal("7", wait);
    }

    [Fact]
    public async Task A_reset_or_a_silence_is_no_answer()
    {
        await using var bus = await Bus.Start();
        bus.Host.Faults.Next(ServiceBusOperation.Describe, Fault.Dropped);
        await Assert.ThrowsAsync<RequestFailedException>(() => Client(bus).GetQueueAsync(Bus.Queue));
        bus.Host.Faults.Next(ServiceBusOperation.Describe, Fault.Silence);
        using var patience = new CancellationTokenSource();

        var asking = Client(bus).GetQueueAsync(Bus.Queue, patience.Token);
        await bus.Host.WaitForRequests(ServiceBusOperation.Describe, 2);
        Assert.False(asking.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private static ServiceBusAdministrationClient Client(Bus bus) =>
        new(bus.Host.ConnectionString, new ServiceBusAdministrationClientOptions { Retry = { MaxRetries = 0 } });
}
