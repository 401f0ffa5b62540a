using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Hub.Access;

namespace Hub.Portal.Sessions;

/// <summary>Who signed in, and how. No secret is part of it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "by")]
[JsonDerivedType(typeof(TokenHolder), "token")]
[JsonDerivedType(typeof(SamlHolder), "saml")]
[JsonDerivedType(typeof(EntraHolder), "entra")]
internal abstract record SessionHolder
{
    /// <summary>What all of their sessions have in common: signing out everywhere ends those.</summary>
    [JsonIgnore]
    public abstract string Key { get; }

    /// <summary>What somebody else may end this session by; absent where nobody may.</summary>
    [JsonIgnore]
    public virtual string? OutsideKey => null;
}

/// <param name="Token">The token's number.</param>
/// <param name="Mark">Tells the token from another that has its number by now.</param>
internal sealed record TokenHolder(long Token, string Mark) : SessionHolder
{
    public override string Key => $"token-{Token}";

    public bool IsOf(KeptToken token) => Mark == MarkOf(token);

    public static string MarkOf(KeptToken token) => Convert.ToHexStringLower(SHA256.HashData(token.SecretHash!));
}

/// <param name="Agent">Their uuid.</param>
/// <param name="Generation">The agent's number of ended accesses, as it was then.</param>
/// <param name="NameId">What the provider calls them.</param>
/// <param name="SessionIndex">What it calls their session there.</param>
internal sealed record SamlHolder(Guid Organization, Guid Agent, int Generation, string NameId, string? SessionIndex)
    : SessionHolder
{
    public override string Key => KeyOf(Organization, Agent);

    public override string? OutsideKey => SessionIndex is { } index ? OutsideKeyOf(Organization, Agent, index) : null;

    public static string KeyOf(Guid organization, Guid agent) => $"agent-{organization}-{agent}";

    /// <summary>Indexes are text of the provider's choosing: only a hash becomes part of a name.</summary>
    public static string OutsideKeyOf(Guid organization, Guid agent, string index) =>
        $"{KeyOf(organization, agent)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(index)), 0, 16)}";
}

/// <param name="Id">Their object id.</param>
/// <param name="Generation">The agent's number of ended accesses, as it was then; absent for who is no agent.</param>
/// <param name="Roles">Their app roles and groups.</param>
internal sealed record EntraHolder(
    Guid Tenant,
    Guid Id,
    string Name,
    IReadOnlyList<string> Emails,
    IReadOnlyList<string> Roles,
    int? Generation
) : SessionHolder
{
    public override string Key => $"entra-{Tenant}-{Id}";
}
