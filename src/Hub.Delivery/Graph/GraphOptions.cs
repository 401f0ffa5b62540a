using System.ComponentModel.DataAnnotations;

namespace Hub.Delivery.Graph;

/// <summary>Who the hub is to Microsoft Graph, and what it may do there. Bound from <c>Graph</c>; off while nothing is set.</summary>
public sealed class GraphOptions
{
    public const string Section = "Graph";

    /// <summary>The directory that the hub's application is registered in: its id, or one of its domains.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The application's id, a GUID.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The value of one of the application's client secrets, not its id.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>
    /// How the hub proves who it is: <c>secret</c>, <c>managed-identity</c> or <c>workload-identity</c>. When empty, the secret or
    /// the managed identity that is set.
    /// </summary>
    [RegularExpression(
        "secret|managed-identity|workload-identity",
        ErrorMessage = "{0} must be secret, managed-identity or workload-identity"
    )]
    public string Credential { get; set; } = "";

    /// <summary>A user-assigned managed identity, by its client id; the machine's own when empty.</summary>
    public string ManagedIdentityClientId { get; set; } = "";

    /// <summary>Where Graph is, with its version; one of Microsoft's clouds.</summary>
    public string BaseUrl { get; set; } = "https://graph.microsoft.com/v1.0";

    /// <summary>The mailboxes that mail may be sent from, by their addresses; any that Entra allows when none is listed.</summary>
    public List<string> Senders { get; set; } = [];

    /// <summary>What proves who the hub is; nothing when it has no access to Graph.</summary>
    public GraphCredentialKind? Kind =>
        Credential switch
        {
            "secret" => GraphCredentialKind.Secret,
            "managed-identity" => GraphCredentialKind.ManagedIdentity,
            "workload-identity" => GraphCredentialKind.WorkloadIdentity,
            _ when ClientSecret.Length > 0 || TenantId.Length > 0 || ClientId.Length > 0 => GraphCredentialKind.Secret,
            _ when ManagedIdentityClientId.Length > 0 => GraphCredentialKind.ManagedIdentity,
            _ => null,
        };

    /// <summary>With no slash at its end.</summary>
    public Uri Base => new(BaseUrl.TrimEnd('/'));

    /// <summary>Why messages cannot be sent to an address of Graph with these settings, and the way out; nothing when they can.</summary>
    public string? WhyNot(Uri address)
    {
        if (Kind is null)
            return "The hub has no access to Microsoft Graph: its operator sets Graph:TenantId, Graph:ClientId and Graph:ClientSecret, "
                + "or Graph:Credential; the page /docs/graph says how.";
        var root = Base;
        if (!address.GetLeftPart(UriPartial.Authority).Equals(root.GetLeftPart(UriPartial.Authority), Ignoring))
            return $"The hub has access to {root.Authority}, not to {address.Authority}: the address begins with {BaseUrl} (Graph:BaseUrl).";
        return
            Senders.Count > 0 && GraphPath.MailboxOf(address) is { } mailbox && !Senders.Contains(mailbox, Insensitive)
            ? $"The hub sends no mail from {mailbox}: its operator lists the mailboxes that it sends from in Graph:Senders."
            : null;
    }

    private const StringComparison Ignoring = StringComparison.OrdinalIgnoreCase;
    private static readonly StringComparer Insensitive = StringComparer.OrdinalIgnoreCase;
}

/// <summary>How an application proves to Entra ID who it is.</summary>
public enum GraphCredentialKind
{
    Secret,
    ManagedIdentity,
    WorkloadIdentity,
}
