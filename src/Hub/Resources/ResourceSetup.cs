using Hub.Delivery.Sending;
using Hub.Resources.Links;

namespace Hub.Resources;

internal static class ResourceSetup
{
    public static void AddResources(this IHostApplicationBuilder builder)
    {
        builder.AddOptions<LimitOptions>(LimitOptions.Section);
        builder.Services.AddSingleton<References>();
        builder.Services.AddSingleton<RecordLimits>();
        builder.Services.AddSingleton<ResourceServices>();
        builder.Services.AddSingleton<TicketUnlinking>();
        builder.Services.AddSingleton<IQueueHandler, TicketUnlinkingTimer>();
    }
}
