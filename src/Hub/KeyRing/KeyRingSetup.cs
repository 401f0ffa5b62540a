using Hub.Storage;
using Hub.Storage.KeyRing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Hub.KeyRing;

/// <summary>The data protection keys: what subscription secrets and kept answers are encrypted with.</summary>
internal static class KeyRingSetup
{
    /// <summary>After the storage, which takes the keys itself where hubs share a store.</summary>
    public static void AddKeyRing(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<SecretsCheck>();
        builder.Services.AddHostedService<FormerAddresses>();
        builder.Services.AddDataProtection().SetApplicationName("hub");
        builder
            .Services.AddOptions<KeyManagementOptions>()
            .Configure<IOptions<HubOptions>, ILoggerFactory>(
                static (keys, hub, loggers) =>
                    keys.XmlRepository ??= new FileSystemXmlRepository(
                        PrivateFiles.CreateOwnFolder(Path.Combine(hub.Value.DataPath, "keys")),
                        loggers
                    )
            );
        if (
            builder.Configuration["Hub:KeyRingSecret"] is { Length: > 0 } text
            && HubOptions.ReadSecret(text) is { } secret
        )
            builder.Services.AddWrappedKeys(new KeyRingSecret(secret));
    }
}
