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

    /// <summary>The next number that no token has: <c>Hub:Bootstrap:Token</c> may have taken one out of turn.</summary>
    public static async ValueTask<long> NextId(IStore store, OrganizationId _, CancellationToken cancellation)
    {
        while (true)
        {
            var id = await store.NextId(OrganizationId.Hub, ApiToken.Counter, cancellation);
            if (await Get(store, id, cancellation) is null)
                return id;
        }
    }

    public static Commit Write(ApiToken token, Expected expected) =>
        new(OrganizationId.Hub, ApiToken.PartitionOf(token.Id))
        {
            Changes = [new Put<ApiToken>(ApiToken.Document, IdOf(token.Id), token, expected)],
        };

    public static Commit Remove(long id) =>
        new(OrganizationId.Hub, ApiToken.PartitionOf(id))
        {
            Changes = [new Delete(ApiToken.Document, IdOf(id), Expected.Anything)],
        };

    public static long ReadId(string documentId) => long.Parse(documentId);

    private static string IdOf(long id) => id.ToString();
}
