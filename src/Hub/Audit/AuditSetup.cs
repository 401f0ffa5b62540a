using Hub.Delivery.Secrets;
using Hub.Ports.Store;

namespace Hub.Audit;

internal static class AuditSetup
{
    /// <summary>Puts the audit log into everything that the engine writes.</summary>
    public static void AddAudit(this IHostApplicationBuilder builder)
    {
        builder.AddOptions<AuditOptions>(AuditOptions.Section);
        var services = builder.Services;
        var engine = services.Last(service => service.ServiceType == typeof(IStore));
        services.Remove(engine);
        services.AddKeyedSingleton(typeof(IStore), AuditedStore.Engine, engine.ImplementationType!);
        services.AddSingleton<IStore, AuditedStore>();
        // What opens addresses needs the store itself.
        services.AddSingleton(provider => new AuditedKinds(
            new Lazy<ReceiverKeeper>(provider.GetRequiredService<ReceiverKeeper>)
        ));
        services.AddHostedService<AuditPurge>();
    }

    /// <summary>After the access check: what only reads leaves no trace, unless its route says otherwise.</summary>
    public static void UseAudit(this IApplicationBuilder app) =>
        app.Use(next =>
            http =>
                HttpMethods.IsGet(http.Request.Method)
                && http.GetEndpoint()?.Metadata.GetMetadata<AuditedRead>() is null
                    ? next(http)
                    : AuditScope.Enter(http, next)
        );
}
