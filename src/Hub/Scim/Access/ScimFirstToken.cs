using Hub.Domain.Organizations;
using Hub.Domain.Tokens;
using Hub.Ports.Store;
using Hub.Wire;

namespace Hub.Scim.Access;

/// <summary>The token that <c>Hub:Bootstrap:ScimToken</c> gives, for automation; it works after every start.</summary>
internal sealed class ScimFirstToken(IStore store, TimeProvider clock)
{
    private const string Name = "Bootstrap";

    public async Task Fix(string token, OrganizationId organization, CancellationToken cancellation)
    {
        var hash = ScimToken.HashOf(token);
        if (await ScimTokens.Get(store, hash, cancellation) is { } stored && stored.Value.Organization == organization)
            return;
        var made = new ScimToken
        {
            Id = await store.NextId(OrganizationId.Hub, ScimToken.Counter, cancellation),
            Organization = organization,
            Name = Name,
            Hash = hash,
            CreatedAt = clock.Now(),
        };
        await store.Commit(ScimTokens.Write(made, Expected.Anything), cancellation);
    }
}
