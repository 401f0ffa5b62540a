using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.Ports.Store;

namespace Hub.Scim.Access;

/// <summary>Where identity providers' tokens are kept: one partition each, in the hub's own directory.</summary>
internal static class ScimTokens
{
    public static ValueTask<Stored<ScimToken>?> Get(IStore store, string hash, CancellationToken cancellation) =>
        store.Get(ScimToken.Document, OrganizationId.Hub, ScimToken.PartitionOf(hash), hash, cancellation);

    public static Commit Write(ScimToken token, Expected expected) =>
        new(OrganizationId.Hub, ScimToken.PartitionOf(token.Hash))
        {
            Changes = [new Put<ScimToken>(ScimToken.Document, token.Hash, token, expected)],
        };

    public static Commit Remove(Stored<ScimToken> token) =>
        new(OrganizationId.Hub, token.Partition)
        {
            Changes = [new Delete(ScimToken.Document, token.Id, Expected.Anything)],
        };
}
