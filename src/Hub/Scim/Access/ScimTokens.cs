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

    public static async Task<Stored<ScimToken>?> ById(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    )
    {
        var filter = new Filter.And([
            Filter.Equal("organization", FieldValue.Text(organization.ToString())),
            Filter.Equal("id", FieldValue.Integer(id)),
        ]);
        var query = new Query { Filter = filter, Limit = 1 };
        var page = await store.Query(ScimToken.Document, OrganizationId.Hub, query, cancellation);
        return page.Items.Count > 0 ? page.Items[0] : null;
    }

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
