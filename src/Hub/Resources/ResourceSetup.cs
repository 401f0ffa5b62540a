namespace Hub.Resources;

internal static class ResourceSetup
{
    public static void AddResources(this IHostApplicationBuilder builder)
    {
        builder.AddOptions<LimitOptions>(LimitOptions.Section);
        builder.Services.AddSingleton<References>();
        builder.Services.AddSingleton<RecordLimits>();
        builder.Services.AddSingleton<ResourceServices>();
    }
}
