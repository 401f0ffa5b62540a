namespace Hub.Saml;

internal static class SamlSetup
{
    public static void AddSaml(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SamlKeys>();
        builder.Services.AddSingleton<SamlCallers>();
        builder.Services.AddSingleton<MetadataFetch>();
        builder.Services.AddSingleton<UsedSamlMessages>();
        builder.Services.AddHostedService(static provider => provider.GetRequiredService<UsedSamlMessages>());
    }
}
