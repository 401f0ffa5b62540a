using Azure.Core;
using Azure.Identity;

namespace Hub.Delivery.Graph;

/// <summary>What the settings make of the hub before Entra ID. The queue tries again; nobody else does.</summary>
internal static class GraphCredential
{
    public static TokenCredential Of(GraphOptions options, TimeSpan patience) =>
        options.Kind switch
        {
            GraphCredentialKind.Secret => new ClientSecretCredential(
                options.TenantId,
                options.ClientId,
                options.ClientSecret,
                Patient(new ClientSecretCredentialOptions(), options, patience)
            ),
            GraphCredentialKind.ManagedIdentity => new ManagedIdentityCredential(ManagedIdentity(options, patience)),
            GraphCredentialKind.WorkloadIdentity => new WorkloadIdentityCredential(WorkloadIdentity(options, patience)),
            _ => throw new InvalidOperationException("The hub has no access to Microsoft Graph."),
        };

    private static ManagedIdentityCredentialOptions ManagedIdentity(GraphOptions options, TimeSpan patience) =>
        Patient(
            new ManagedIdentityCredentialOptions(
                options.ManagedIdentityClientId is { Length: > 0 } client
                    ? ManagedIdentityId.FromUserAssignedClientId(client)
                    : ManagedIdentityId.SystemAssigned
            ),
            options,
            patience
        );

    /// <summary>What is not set, the cluster says in the environment.</summary>
    private static WorkloadIdentityCredentialOptions WorkloadIdentity(GraphOptions options, TimeSpan patience)
    {
        var settings = Patient(new WorkloadIdentityCredentialOptions(), options, patience);
        if (options.TenantId.Length > 0)
            settings.TenantId = options.TenantId;
        if (options.ClientId.Length > 0)
            settings.ClientId = options.ClientId;
        return settings;
    }

    private static TOptions Patient<TOptions>(TOptions settings, GraphOptions options, TimeSpan patience)
        where TOptions : TokenCredentialOptions
    {
        settings.Retry.MaxRetries = 0;
        settings.Retry.NetworkTimeout = patience;
        if (GraphCloud.Find(options.Base) is { } cloud)
            settings.AuthorityHost = cloud.Authority;
        return settings;
    }
}
