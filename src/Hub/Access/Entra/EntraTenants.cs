using System.Collections.Frozen;
using Hub.Bootstrap;
using Hub.Delivery.Events;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Hub.Access.Entra;

/// <summary>The tenants whose tokens are accepted, with the prefixes of their organizations.</summary>
internal sealed class EntraTenants(IOptions<EntraOptions> options, IOptions<BootstrapOptions> first)
{
    private readonly string root = options.Value.Root;
    private readonly FrozenDictionary<Guid, string> prefixes = Read(options.Value, first.Value.Prefix);

    public string? PrefixOf(Guid tenant) => prefixes.GetValueOrDefault(tenant);

    /// <summary>The same from the other side: of an organization with several tenants the first by its id.</summary>
    public OrganizationTenants ByPrefix =>
        new(prefixes.GroupBy(one => one.Value).ToFrozenDictionary(same => same.Key, same => same.Min(one => one.Key)));

    /// <summary>The issuer is that of the token's tenant, in the form of either version of tokens, and the tenant is known.</summary>
    public string ValidateIssuer(string issuer, SecurityToken token, TokenValidationParameters _) =>
        token is JsonWebToken jwt
        && jwt.TryGetPayloadValue<string>(EntraClaims.Tenant, out var text)
        && Guid.TryParse(text, out var tenant)
        && prefixes.ContainsKey(tenant)
        && (issuer == $"{root}{tenant}/v2.0" || issuer == $"https://sts.windows.net/{tenant}/")
            ? issuer
            : throw new SecurityTokenInvalidIssuerException("The token's tenant is none of the hub's.")
            {
                InvalidIssuer = issuer,
            };

    private static FrozenDictionary<Guid, string> Read(EntraOptions options, string first)
    {
        var prefixes = options.Organizations.ToDictionary(one => Guid.Parse(one.Tenant), one => one.Prefix);
        if (Guid.TryParse(options.TenantId, out var own))
            prefixes.TryAdd(own, first);
        return prefixes.ToFrozenDictionary();
    }
}
