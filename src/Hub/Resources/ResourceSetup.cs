namespace Hub.Resources;

internal static class ResourceSetup
{
    public static void AddResources(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<References>().AddSingleton<ResourceServices>();
}
