using Azure.Messaging.ServiceBus;

namespace Hub.LocalCloud.Tests.ServiceBus;

internal static class Failure
{
    public static async Task<ServiceBusException> Is(ServiceBusFailureReason reason, Func<Task> call)
    {
        var failure = await Assert.ThrowsAsync<ServiceBusException>(call);
        Assert.Equal(reason, failure.Reason);
        return failure;
    }
}
