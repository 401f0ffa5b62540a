using Hub.LocalCloud.ServiceBus;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>What is asked for again when the service could not answer.</summary>
public sealed class PassingFaultTests
{
    private const string Detached = "amqp:link:detach-forced";

    private static readonly TimeSpan HalfOfTheLock = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public static TheoryData<Fault> PassingFaults
    {
        get
        {
            Fault[] faults =
            [
                Fault.InternalError,
                Fault.TimedOut,
                Fault.Dropped,
                Fault.Detached(Detached),
                Fault.SessionEnded("amqp:internal-error"),
                Fault.ConnectionClosed("amqp:connection:forced"),
            ];
            return [.. faults, .. faults.Select(fault => fault.AfterEffect())];
        }
    }

    [Theory]
    [MemberData(nameof(PassingFaults), DisableDiscoveryEnumeration = true)]
    public async Task A_complete_is_repeated_after_a_passing_fault_and_known_to_have_worked(Fault fault)
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();
        local.Host.Faults.Next(ServiceBusOperation.Complete, fault);

        var completing = local.Complete(leased);
        await local.Time.PassWaitsOf(completing, ShortestPause, LongestPause);

        Assert.True(await completing);
        Assert.Equal(0, local.Counts.Total);
        Assert.Equal(1, local.Host.Faults.Injected);
    }

    [Theory]
    [MemberData(nameof(PassingFaults), DisableDiscoveryEnumeration = true)]
    public async Task A_dead_letter_is_set_aside_after_a_passing_fault_once(Fault fault)
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();
        local.Host.Faults.Next(ServiceBusOperation.DeadLetter, fault);

        var burying = local.Queue.DeadLetter(leased, "Broken.", CancellationToken.None);
        await local.Time.PassWaitsOf(burying, ShortestPause, LongestPause);

        Assert.True(await burying);
        Assert.Equal((0, 1), (local.Counts.Total, local.Counts.Dead));
    }

    /// <summary>Those with an answer: the SDK takes a moment to notice what broke, and the clock here waits for nobody.</summary>
    public static TheoryData<Fault> PassingRenewalFaults =>
        [Fault.InternalError, Fault.InternalError.AfterEffect(), Fault.TimedOut, Fault.TimedOut.AfterEffect()];

    [Theory]
    [MemberData(nameof(PassingRenewalFaults), DisableDiscoveryEnumeration = true)]
    public async Task A_renewal_is_repeated_after_a_passing_fault(Fault fault)
    {
        await using var local = await LocalQueue.Start(configure: options => options.RequestSeconds = 2);
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();
        local.Host.Faults.Next(ServiceBusOperation.Renew, fault);

        local.Time.Advance(HalfOfTheLock);
        var renewing = local.Asked(ServiceBusOperation.Renew, 2);
        await local.Time.PassWaitsOf(renewing, ShortestPause, LongestPause);
        await renewing;
        await local.Time.Pending(HalfOfTheLock / 2, HalfOfTheLock);
        local.Time.Advance(HalfOfTheLock);

        Assert.True(await local.Complete(leased));
    }

    [Fact]
    public async Task A_lock_is_renewed_and_its_message_completed_over_the_next_connection()
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();
        await local.Until(counts => counts.WaitingReceivers == 1);
        local.Host.Strike(Fault.Dropped);
        await local.Time.PassWait(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await local.Until(counts => counts.WaitingReceivers == 1);

        local.Time.Advance(HalfOfTheLock);
        await local.Asked(ServiceBusOperation.Renew);
        await local.Time.Pending(HalfOfTheLock / 2, HalfOfTheLock);
        local.Time.Advance(HalfOfTheLock);

        Assert.True(await local.Complete(leased));
        Assert.Equal(0, local.Counts.Total);
    }
}
