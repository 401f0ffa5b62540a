using Hub.Domain.Tokens;
using Microsoft.Extensions.Options;

namespace Hub.Access.Entra;

/// <summary>The section <c>Entra</c>: whether tokens that Entra ID issued are accepted, and what they allow.</summary>
internal sealed class EntraOptions : IValidateOptions<EntraOptions>
{
    public const string Section = "Entra";

    /// <summary>The tenant of an application that organizations of several tenants use.</summary>
    public const string AnyOrganization = "organizations";

    public bool Enabled { get; set; }

    /// <summary>Where tenants are, as in <c>https://login.microsoftonline.com/</c>.</summary>
    public string Instance { get; set; } = "https://login.microsoftonline.com/";

    /// <summary>The tenant that the hub's application is registered in; <c>organizations</c> where others use it too.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The hub's own application.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The secret of the hub's own application: with one, people sign in to the pages with Entra ID.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Whom tokens are for; the client id and <c>api://</c> with the client id when empty.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Whether a person may do what a scope and one of their roles allow, or what the scope allows.</summary>
    public bool PeopleNeedRoles { get; set; } = true;

    /// <summary>What app roles allow, and groups by their object ids; one that is called as an ability allows that.</summary>
    public List<EntraGrant> Roles { get; set; } = [];

    /// <summary>What scopes allow; one that is called as an ability allows that.</summary>
    public List<EntraGrant> Scopes { get; set; } = [];

    /// <summary>Which organization a tenant is; the tenant of <see cref="TenantId"/> is the first one when it is not listed.</summary>
    public List<EntraOrganization> Organizations { get; set; } = [];

    public ValidateOptionsResult Validate(string? name, EntraOptions options)
    {
        if (!options.Enabled)
            return ValidateOptionsResult.Success;
        var failures = new List<string>();
        if (!IsInstance(options.Instance))
            failures.Add($"Entra:Instance must be an https address, not '{options.Instance}'.");
        var isAny = options.TenantId == AnyOrganization;
        if (!isAny && !Guid.TryParse(options.TenantId, out _))
            failures.Add(
                $"Entra:TenantId must be a tenant's id (a GUID) or {AnyOrganization}, not '{options.TenantId}'."
            );
        if (isAny && options.Organizations.Count == 0)
            failures.Add($"Entra:Organizations must list tenants when Entra:TenantId is {AnyOrganization}.");
        if (!Guid.TryParse(options.ClientId, out _))
            failures.Add($"Entra:ClientId must be an application's id (a GUID), not '{options.ClientId}'.");
        if (options.Audience.Any(char.IsWhiteSpace))
            failures.Add("Entra:Audience must be one audience, without spaces.");
        failures.AddRange(options.Roles.SelectMany((grant, at) => grant.Check($"Entra:Roles:{at}")));
        failures.AddRange(options.Scopes.SelectMany((grant, at) => grant.Check($"Entra:Scopes:{at}")));
        failures.AddRange(options.Organizations.SelectMany((one, at) => one.Check($"Entra:Organizations:{at}")));
        if (
            options
                .Organizations.GroupBy(one => one.Tenant, StringComparer.OrdinalIgnoreCase)
                .Any(same => same.Skip(1).Any())
        )
            failures.Add("Entra:Organizations must list each tenant once.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    public bool HasSignIn => Enabled && ClientSecret.Length > 0;

    /// <summary>With a slash at its end.</summary>
    public string Root => Instance.TrimEnd('/') + "/";

    public IReadOnlyList<string> Audiences => Audience.Length > 0 ? [Audience] : [ClientId, $"api://{ClientId}"];

    /// <summary>Plain http stays on this machine.</summary>
    private static bool IsInstance(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}

/// <summary>What an app role or a scope allows.</summary>
internal sealed class EntraGrant
{
    private static readonly char[] Separators = [',', ' '];

    /// <summary>Its value, as in <c>Helpdesk.Agent</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>Abilities with commas in between; a star for all of them.</summary>
    public string Abilities { get; set; } = "";

    public IReadOnlyCollection<string> Read() =>
        Abilities.Trim() == "*"
            ? Scope.All
            : Abilities.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public IEnumerable<string> Check(string key)
    {
        if (string.IsNullOrWhiteSpace(Name))
            yield return $"{key}:Name must name an app role or scope.";
        if (Read() is not { Count: > 0 } abilities)
            yield return $"{key}:Abilities must list abilities, or be * for all.";
        else if (abilities.FirstOrDefault(ability => !Scope.All.Contains(ability)) is { } unknown)
            yield return $"{key}:Abilities has '{unknown}', which is no ability; there are {string.Join(", ", Scope.All.Order(StringComparer.Ordinal))}.";
    }
}

/// <summary>Which organization a tenant is.</summary>
internal sealed class EntraOrganization
{
    public string Tenant { get; set; } = "";

    /// <summary>The organization's, which its ticket codes start with.</summary>
    public string Prefix { get; set; } = "";

    public IEnumerable<string> Check(string key)
    {
        if (!Guid.TryParse(Tenant, out _))
            yield return $"{key}:Tenant must be a tenant's id (a GUID), not '{Tenant}'.";
        if (string.IsNullOrWhiteSpace(Prefix))
            yield return $"{key}:Prefix must be the prefix of an organization.";
    }
}
