using Azure.Messaging.ServiceBus;
using Hub.LocalCloud.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

/// <summary>Faults as the official client reports them.</summary>
public sealed class FaultTests
{
    private static readonly TimeSpan Impatient = TimeSpan.FromSeconds(1);

    public static TheoryData<Fault, ServiceBusFailureReason> Refusals =>
        new()
        {
            { Fault.Forbidden, ServiceBusFailureReason.QuotaExceeded },
            { Fault.NotFound, ServiceBusFailureReason.MessagingEntityNotFound },
            { Fault.Disabled, ServiceBusFailureReason.MessagingEntityDisabled },
            { Fault.TimedOut, ServiceBusFailureReason.ServiceTimeout },
            { Fault.Unavailable, ServiceBusFailureReason.ServiceBusy },
            { Fault.TooManyRequests, ServiceBusFailureReason.ServiceBusy },
            { Fault.Throttled, ServiceBusFailureReason.ServiceBusy },
            { Fault.InternalError, ServiceBusFailureReason.GeneralError },
            { Fault.Error("amqp:link:message-size-exceeded", "Large."), ServiceBusFailureReason.MessageSizeExceeded },
            { Fault.Error("com.microsoft:never-heard-of", "New."), ServiceBusFailureReason.GeneralError },
        };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public async Task A_refused_send_leaves_the_queue_as_it_was(Fault fault, ServiceBusFailureReason reason)
    {
        await using var bus = await Bus.Start();
        bus.Host.Faults.Next(ServiceBusOperation.Send, fault);

        var failure = await Failure.Is(reason, () => bus.Send("a"));

        Assert.Contains(fault.Detail, failure.Message, StringComparison.Ordinal);
        Assert.Equal((0, 1), (bus.Counts.Total, bus.Host.Faults.Injected));
    }

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public async Task A_refused_attach_lets_nothing_through(Fault fault, ServiceBusFailureReason reason)
    {
        await using var bus = await Bus.Start();
        bus.Host.Faults.Next(ServiceBusOperation.AttachSender, fault);

        await Failure.Is(reason, () => bus.Send("a"));

        Assert.Equal((0, 0), (bus.Counts.Total, bus.Host.Requests(ServiceBusOperation.Send)));
    }

    [Theory]
    [InlineData(ServiceBusOperation.Send)]
    [InlineData(ServiceBusOperation.AttachSender)]
    public async Task Whoever_is_not_allowed_is_told_so(ServiceBusOperation operation)
    {
        await using var bus = await Bus.Start();
        bus.Host.Faults.Next(operation, Fault.Unauthorized);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => bus.Send("a"));
        bus.Host.Faults.Next(operation, Fault.Error("amqp:not-allowed", "Not here."));
        await Assert.ThrowsAsync<InvalidOperationException>(() => bus.Send("a"));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task A_send_whose_connection_is_reset_took_effect_or_not(bool after, int stored)
    {
        await using var bus = await Bus.Start();
        bus.Host.Faults.Next(ServiceBusOperation.AnySend, After(Fault.Dropped, after));

        await Assert.ThrowsAsync<ServiceBusException>(() => bus.Send("a"));

        Assert.Equal(stored, bus.Counts.Active);
    }

    [Fact]
    public async Task A_send_that_was_taken_and_not_answered_is_given_up_or_repeated()
    {
        await using var bus = await Bus.Start(new() { DuplicateWindow = TimeSpan.FromMinutes(10) });
        await using var client = bus.Connect(options =>
        {
            options.RetryOptions.TryTimeout = 3 * Impatient;
            options.RetryOptions.MaxRetries = 1;
        });
        bus.Host.Faults.Next(ServiceBusOperation.Send, Fault.Silence.AfterEffect());

        await client.CreateSender(Bus.Queue).SendMessageAsync(new("a") { MessageId = "m-1" });

        Assert.Equal((1, 1), (bus.Counts.Active, bus.Counts.DuplicatesDropped));
    }

    [Theory]
    [InlineData(ServiceBusOperation.Connect)]
    [InlineData(ServiceBusOperation.PutToken)]
    [InlineData(ServiceBusOperation.AttachSender)]
    [InlineData(ServiceBusOperation.Send)]
    public async Task Silence_is_given_up_on(ServiceBusOperation operation)
    {
        await using var bus = await Bus.Start();
        await using var client = bus.Connect(options => options.RetryOptions.TryTimeout = Impatient);
        bus.Host.Faults.Next(operation, Fault.Silence);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() =>
            client.CreateSender(Bus.Queue).SendMessageAsync(new("a"))
        );

        Assert.True(
            failure is TimeoutException or ServiceBusException { Reason: ServiceBusFailureReason.ServiceTimeout },
            $"{failure}"
        );
        Assert.Equal(0, bus.Counts.Total);
        await bus.Send("b");
    }

    [Theory]
    [InlineData(ServiceBusOperation.Connect)]
    [InlineData(ServiceBusOperation.PutToken)]
    [InlineData(ServiceBusOperation.AttachSender)]
    [InlineData(ServiceBusOperation.AttachRequests)]
    public async Task A_reset_on_the_way_to_a_sender_is_repeated(ServiceBusOperation operation)
    {
        await using var bus = await Bus.Start();
        await using var client = bus.Connect(options => options.RetryOptions.MaxRetries = 2);
        bus.Host.Faults.Next(operation, Fault.Dropped);

        await client.CreateSender(Bus.Queue).SendMessageAsync(new("a"));

        Assert.Equal((1, 1), (bus.Counts.Active, bus.Host.Faults.Injected));
        Assert.Equal(2, bus.Host.Requests(ServiceBusOperation.Connect));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task A_token_may_be_refused(int status)
    {
        await using var bus = await Bus.Start();
        bus.Host.Faults.Next(ServiceBusOperation.PutToken, Fault.Status(status, "Asked for."));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => bus.Send("a"));

        Assert.True(status == 401 ? failure is UnauthorizedAccessException : failure is ServiceBusException);
        Assert.Contains("Asked for.", failure.Message, StringComparison.Ordinal);
        await bus.Send("b");
    }

    [Fact]
    public async Task A_sender_without_credit_sends_nothing()
    {
        await using var bus = await Bus.Start();
        await using var client = bus.Connect(options => options.RetryOptions.TryTimeout = Impatient);
        bus.Host.Faults.Next(ServiceBusOperation.AttachSender, Fault.NoCredit);

        await Failure.Is(ServiceBusFailureReason.ServiceTimeout, () =>
            client.CreateSender(Bus.Queue).SendMessageAsync(new("a"))
        );

        Assert.Equal(
            (0, 1),
            (bus.Host.Requests(ServiceBusOperation.Send), bus.Host.Requests(ServiceBusOperation.AttachSender))
        );
    }

    [Fact]
    public async Task A_fault_strikes_the_next_of_its_operation_and_no_others()
    {
        await using var bus = await Bus.Start();
        bus.Host.Faults.Next(ServiceBusOperation.Schedule, Fault.InternalError, count: 2);

        await bus.Send("a");
        for (var time = 0; time < 2; time++)
        {
            await Failure.Is(ServiceBusFailureReason.GeneralError, Schedule);
        }

        await Schedule();
        Assert.Equal((2, 3), (bus.Host.Faults.Injected, bus.Host.Requests(ServiceBusOperation.Schedule)));

        Task Schedule() => bus.Sender.ScheduleMessageAsync(new("a"), bus.Now.AddMinutes(1));
    }

    [Fact]
    public async Task Random_faults_strike_as_often_as_asked_and_the_same_again_with_the_same_seed()
    {
        var struck = new List<int>();
        for (var run = 0; run < 2; run++)
        {
            await using var bus = await Bus.Start();
            bus.Host.Faults.Randomly(ServiceBusOperation.Send, Fault.InternalError, probability: 0.5, seed: 7);
            // Counted where they arrive: the client may fail by itself, too, and ask nothing.
            while (bus.Host.Requests(ServiceBusOperation.Send) < 50)
            {
                await Try(bus);
            }

            struck.Add(bus.Host.Faults.Injected);
            bus.Host.Faults.Clear();
            await bus.Send("a");
        }

        Assert.InRange(struck[0], 10, 40);
        Assert.Equal(struck[0], struck[1]);

        static async Task Try(Bus bus)
        {
            try
            {
                await bus.Send("a");
            }
            catch (ServiceBusException) { }
        }
    }

    private static Fault After(Fault fault, bool after) => after ? fault.AfterEffect() : fault;
}
