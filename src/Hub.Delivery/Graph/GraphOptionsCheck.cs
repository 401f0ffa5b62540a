using Microsoft.Extensions.Options;

namespace Hub.Delivery.Graph;

/// <summary>What annotations cannot say. Says in one line what is wrong, and repeats no secret.</summary>
internal sealed class GraphOptionsCheck : IValidateOptions<GraphOptions>
{
    public ValidateOptionsResult Validate(string? name, GraphOptions options) =>
        Problem(options) is { } problem
            ? ValidateOptionsResult.Fail($"{GraphOptions.Section}:{problem}.")
            : ValidateOptionsResult.Success;

    private static string? Problem(GraphOptions options) =>
        ProblemOfBase(options.BaseUrl)
        ?? options.Kind switch
        {
            GraphCredentialKind.Secret => ProblemOfSecret(options),
            GraphCredentialKind.ManagedIdentity => ProblemOfId(
                nameof(options.ManagedIdentityClientId),
                options.ManagedIdentityClientId,
                isNeeded: false
            ),
            GraphCredentialKind.WorkloadIdentity => ProblemOfId(
                nameof(options.ClientId),
                options.ClientId,
                isNeeded: false
            ),
            _ => null,
        }
        ?? (
            options.Senders.Find(static one => !GraphPath.IsMailbox(one)) is { } bad
                ? $"Senders must hold mail addresses, not '{bad}'"
                : null
        );

    private static string? ProblemOfBase(string text)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var address)
            || address.Scheme is not ("https" or "http")
            || !GraphCloud.Has(address)
        )
            return $"BaseUrl must be an https address of Microsoft Graph ({GraphCloud.Hosts}), not '{text}'";
        return GraphPath.IsVersion(address.AbsolutePath.Trim('/')) && address.Query.Length == 0
            ? null
            : $"BaseUrl must end in the version, as in https://graph.microsoft.com/v1.0, not '{text}'";
    }

    private static string? ProblemOfSecret(GraphOptions options) =>
        options.TenantId.Length == 0 ? "TenantId must say which directory the application is registered in"
        : Guid.TryParse(options.TenantId, out _) || Uri.CheckHostName(options.TenantId) == UriHostNameType.Dns
            ? ProblemOfId(nameof(options.ClientId), options.ClientId, isNeeded: true)
                ?? (
                    string.IsNullOrWhiteSpace(options.ClientSecret)
                        ? "ClientSecret is missing; without a secret, say managed-identity or workload-identity in Graph:Credential"
                        : null
                )
        : $"TenantId must be a directory's id (a GUID) or domain, not '{options.TenantId}'";

    private static string? ProblemOfId(string key, string id, bool isNeeded) =>
        Guid.TryParse(id, out _) || (id.Length == 0 && !isNeeded)
            ? null
            : $"{key} must be an application's id (a GUID), not '{id}'";
}
