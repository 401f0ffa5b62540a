using Hub.Storage.KeyRing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Hub.Idempotency;

internal static class IdempotencySetup
{
    public static void AddIdempotency(this IHostApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName("hub");
        builder
            .Services.AddOptions<KeyManagementOptions>()
            .Configure<IOptions<HubOptions>, ILoggerFactory>(
                static (keys, hub, loggers) =>
                    // Hubs that share a store share the keys in it.
                    keys.XmlRepository ??= new FileSystemXmlRepository(
                        new DirectoryInfo(Path.Combine(hub.Value.DataPath, "keys")),
                        loggers
                    )
            );
        if (
            builder.Configuration["Hub:KeyRingSecret"] is { Length: > 0 } text
            && HubOptions.ReadSecret(text) is { } secret
        )
            builder.Services.AddWrappedKeys(new KeyRingSecret(secret));
        builder.Services.AddSingleton<IdempotencyKeys>();
        builder.Services.AddHostedService<IdempotencyPurge>();
    }
}
