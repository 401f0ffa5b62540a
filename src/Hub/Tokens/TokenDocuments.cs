using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Tokens;
using Hub.Ports.Store;

namespace Hub.Tokens;

/// <summary>Where tokens are kept: one partition each, in the hub's own directory.</summary>
internal static class TokenDocuments
{
    public static ValueTask<Stored<ApiToken>?> Get(IStore store, long id, CancellationToken cancellation) =>
        store.Get(ApiToken.Document, OrganizationId.Hub, ApiToken.PartitionOf(id), IdOf(id), cancellation);

    public static Commit Write(ApiToken token, Expected expected) =>
        new(OrganizationId.Hub, ApiToken.PartitionOf(token.Id))
        {
            Changes = [new Put<ApiToken>(ApiToken.Document, IdOf(token.Id), token, expected)],
        };

    public static long ReadId(string documentId) => long.Parse(documentId);

    public static string IdOf(long id) => id.ToString();
}
