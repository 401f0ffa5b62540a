using Hub.LocalCloud.ServiceBus;

namespace Hub.Storage.Tests.ServiceBus;

/// <summary>What is asked for again when the service could not answer.</summary>
public sealed class PassingFaultTests
{
    private static readonly TimeSpan HalfOfTheLock = TimeSpan.FromSeconds(30);

    public static TheoryData<Fault> PassingFaults =>
        [
            Fault.InternalError,
            Fault.InternalError.AfterEffect(),
            Fault.Unavailable,
            Fault.Dropped,
            Fault.Dropped.AfterEffect(),
            Fault.CutShort.AfterEffect(),
            Fault.TooManyRequests,
            Fault.Throttled,
        ];

    [Theory]
    [MemberData(nameof(PassingFaults), DisableDiscoveryEnumeration = true)]
    public async Task A_complete_is_repeated_after_a_passing_fault_and_known_to_have_worked(Fault fault)
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();
        local.Host.Faults.Next(ServiceBusOperation.Complete, fault);

        var completing = local.Complete(leased);
        await local.Time.PassWait(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(2));

        Assert.True(await completing.WaitAsync(LocalQueue.WaitLimit));
        Assert.Equal(0, local.Counts.Total);
    }

    [Theory]
    [MemberData(nameof(PassingFaults), DisableDiscoveryEnumeration = true)]
    public async Task A_renewal_is_repeated_after_a_passing_fault(Fault fault)
    {
        await using var local = await LocalQueue.Start();
        await local.Enqueue(local.Message("a"));
        var leased = await local.Lease();
        local.Host.Faults.Next(ServiceBusOperation.Renew, fault);

        local.Time.Advance(HalfOfTheLock);
        await local.Time.PassWait(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(2));
        await local.Wire.Saw(one => one is { Status: 200 } && one.Method == HttpMethod.Post);
        local.Time.Advance(HalfOfTheLock);

        Assert.True(await local.Complete(leased));
    }
}
