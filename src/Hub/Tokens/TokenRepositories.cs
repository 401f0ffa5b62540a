using System.Security.Cryptography;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.Idempotency;
using Hub.Ports.Store;
using Hub.Resources;

namespace Hub.Tokens;

/// <summary>
/// Tokens of both kinds: each in a partition of its own in the hub's directory, since a request carries one before anybody
/// knows its organization.
/// </summary>
internal sealed class TokenRepository<T>(
    DocumentType<T> type,
    ReserveId reserve,
    Func<T, (string Partition, string Id)> address,
    Func<T, DateTimeOffset, T> usedAt
) : IRepository<T>
    where T : class
{
    public DocumentType<T> Type => type;

    public string Number => "id";

    public OrganizationId OwnerOf(OrganizationId organization) => OrganizationId.Hub;

    public ValueTask<long> ReserveId(IStore store, OrganizationId organization, CancellationToken cancellation) =>
        reserve(store, organization, cancellation);

    public async ValueTask<Stored<T>?> Find(
        IStore store,
        OrganizationId organization,
        long id,
        CancellationToken cancellation
    )
    {
        var query = new Query { Filter = Filter.Equal("id", FieldValue.Integer(id)), Limit = 1 };
        var page = await this.List(store, organization, query, cancellation);
        return page.Items.Count > 0 ? page.Items[0] : null;
    }

    public async ValueTask<Stored<T>> Complete(IStore store, Stored<T> stored, CancellationToken cancellation) =>
        await LastUse.Of(store, stored.Partition, stored.Id, cancellation) is { } at
            ? stored with
            {
                Value = usedAt(stored.Value, at),
            }
            : stored;

    public Query Within(OrganizationId organization, Query query) =>
        query with
        {
            Filter = new Filter.And([
                Filter.Equal("organization", FieldValue.Text(organization.ToString())),
                query.Filter,
            ]),
        };

    public (string Partition, string Id) AddressOf(T record) => address(record);
}

internal static class TokenRepositories
{
    public static readonly TokenRepository<ApiToken> Api = new(
        ApiToken.Document,
        NextApiTokenId,
        static token => (ApiToken.PartitionOf(token.Id), $"{token.Id}"),
        static (token, at) => token with { LastUsedAt = at }
    );

    public static readonly TokenRepository<ScimToken> Scim = new(
        ScimToken.Document,
        NextScimTokenId,
        static token => (ScimToken.PartitionOf(token.Hash), token.Hash),
        static (token, at) => token with { LastUsedAt = at }
    );

    /// <summary>The numbers below are for <c>Hub:Bootstrap:Token</c> alone, so that nobody's token is ever in its way.</summary>
    public const int FirstNumber = 1_000;

    /// <summary>Beside the count, in a number that a double holds exactly; 22 bits are left for the count.</summary>
    private const int RandomBits = 31;

    /// <summary>The number of the token that a first start makes: the next that no token has.</summary>
    public static async ValueTask<long> FirstTokenId(IStore store, CancellationToken cancellation)
    {
        while (true)
        {
            var id = FirstNumber + await store.NextId(OrganizationId.Hub, ApiToken.Counter, cancellation);
            if (await TokenDocuments.Get(store, id, cancellation) is null)
                return id;
        }
    }

    /// <summary>
    /// The organization's count of its own tokens, which lists are in the order of, with something random behind it: a number
    /// is found before anybody knows its organization, and says nothing of how many tokens others have.
    /// </summary>
    private static async ValueTask<long> NextApiTokenId(
        IStore store,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        var count = await store.NextId(organization, ApiToken.Counter, cancellation);
        while (true)
        {
            var id = (count << RandomBits) | (long)RandomNumberGenerator.GetInt32(int.MaxValue);
            if (await TokenDocuments.Get(store, id, cancellation) is null)
                return id;
        }
    }

    /// <summary>The organization's next: once it had numbers that were counted over all organizations.</summary>
    private static async ValueTask<long> NextScimTokenId(
        IStore store,
        OrganizationId organization,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            var id = await store.NextId(organization, ScimToken.Counter, cancellation);
            if (await Scim.Find(store, organization, id, cancellation) is null)
                return id;
        }
    }
}
