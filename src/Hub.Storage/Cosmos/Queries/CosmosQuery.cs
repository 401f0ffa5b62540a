using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Hub.Delivery.SettingAside;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Hub.Storage.Cosmos.Documents;
using Microsoft.Azure.Cosmos;

namespace Hub.Storage.Cosmos.Queries;

/// <summary>Runs one query over the documents of one type.</summary>
internal sealed class CosmosQuery<T>(
    CosmosAccount account,
    Container core,
    DocumentType<T> type,
    OrganizationId organization,
    Query query,
    SetAside setAside
)
    where T : class
{
    private bool isCut;

    // What one request answers with.
    private const int LargestPage = 500;

    // The SDK adds the limit to it and asks each partition for so many, as a 32-bit number. Nothing is as far as this.
    private const int FurthestOffset = 1_000_000_000;

    public async Task<Page<T>> Run(CancellationToken cancellation)
    {
        var total = query.Count ? await CountAll(cancellation) : (long?)null;
        if (query.Limit == 0)
            return new Page<T>([], total, null);
        await account.Indexes.Declare(type, core);
        while (true)
        {
            var order = new SortOrder(query.Sort, account.Indexes);
            try
            {
                var items = order.IsComplete
                    ? await ReadInOrder(order, cancellation)
                    : await ReadAndSort(order, cancellation);
                var more = isCut || items.Count > query.Limit;
                if (items.Count > query.Limit)
                    items.RemoveAt(query.Limit);
                return new Page<T>(items, total, more ? order.After(type, items[^1]) : null, isCut);
            }
            catch (CosmosException refused)
                when (refused.StatusCode == HttpStatusCode.BadRequest && order.Composite is not null)
            {
                // The index was declared and the service is still building it.
                account.Indexes.Forget(order.Composite);
            }
        }
    }

    private int Offset => query.After is null ? Math.Min(query.Offset, FurthestOffset) : 0;

    private QueryRequestOptions Options =>
        new()
        {
            PartitionKey = query.Partition is { } partition ? Keys.Of(organization, partition) : Keys.Of(organization),
            MaxItemCount = Math.Min(query.Limit, LargestPage - 1) + 1,
            MaxConcurrency = -1,
        };

    private async Task<List<Stored<T>>> ReadInOrder(SortOrder order, CancellationToken cancellation)
    {
        var condition = Where(order);
        var text = $"SELECT {FoundItem.WithBody} FROM c WHERE {condition} ORDER BY {order.OrderBy}";
        if (Offset > 0)
            text += $" OFFSET {Offset} LIMIT {query.Limit + 1L}";
        var items = new List<Stored<T>>(Math.Min(query.Limit, 128));
        var bytes = 0L;
        await foreach (var row in Rows(condition, text, cancellation))
        {
            bytes += JsonMarshal.GetRawUtf8Value(row).Length;
            isCut = items.Count > 0 && items.Count < query.Limit && bytes > query.MostBytes;
            if (isCut)
                break;
            if (TryRead(new FoundItem(row)) is { } item)
                items.Add(item);
            if (items.Count > query.Limit)
                break;
        }
        return items;
    }

    /// <summary>Reads until the page is full and what ties with its end is there too; bodies only for the page.</summary>
    private async Task<List<Stored<T>>> ReadAndSort(SortOrder order, CancellationToken cancellation)
    {
        var condition = Where(order);
        var text = $"SELECT {FoundItem.WithFields} FROM c WHERE {condition} ORDER BY {order.OrderBy}";
        var (sorted, wanted) = (new List<FoundItem>(), Offset + query.Limit + 1L);
        var group = 0;
        await foreach (var row in Rows(condition, text, cancellation))
        {
            var item = new FoundItem(row);
            if (sorted.Count > 0 && !order.Ties(sorted[^1], item))
            {
                sorted.Sort(group, sorted.Count - group, order);
                group = sorted.Count;
                if (group >= wanted)
                    break;
            }
            sorted.Add(item);
        }
        if (group < sorted.Count)
            sorted.Sort(group, sorted.Count - group, order);
        return Cut(await ReadBodies([.. sorted.Skip(Offset).Take(query.Limit + 1)], cancellation));
    }

    /// <summary>As many of them as the bytes of a page allow.</summary>
    private List<Stored<T>> Cut(List<Stored<T>> items)
    {
        var bytes = 0L;
        for (var count = 0; count < Math.Min(items.Count, query.Limit) && query.MostBytes < long.MaxValue; count++)
        {
            bytes += JsonSerializer.SerializeToUtf8Bytes(items[count].Value, type.Json).Length;
            if (count == 0 || bytes <= query.MostBytes)
                continue;
            isCut = true;
            return items[..count];
        }
        return items;
    }

    private async Task<List<Stored<T>>> ReadBodies(IReadOnlyList<FoundItem> rows, CancellationToken cancellation)
    {
        var items = await Task.WhenAll(rows.Select(row => TryReadBody(row, cancellation)));
        // One may have gone since the query saw it.
        return [.. items.OfType<Stored<T>>()];
    }

    private async Task<Stored<T>?> TryReadBody(FoundItem row, CancellationToken cancellation)
    {
        var id = SortableText.Decode(row.Key);
        try
        {
            return await account.ReadDocument(core, type, organization, row.Partition, id, cancellation);
        }
        catch (Exception problem) when (IsOfTheDocument(problem))
        {
            Note(row, problem);
            return null;
        }
    }

    private Stored<T>? TryRead(FoundItem row)
    {
        try
        {
            return row.ToStored(type);
        }
        catch (Exception problem) when (IsOfTheDocument(problem))
        {
            Note(row, problem);
            return null;
        }
    }

    private void Note(FoundItem row, Exception problem) =>
        setAside.Note(
            organization,
            SetAsideSorts.Document,
            $"{type.Name}/{row.Partition}/{SortableText.Decode(row.Key)}",
            problem
        );

    /// <summary>Not of the service, nor of whoever asks.</summary>
    private static bool IsOfTheDocument(Exception problem) =>
        problem is not (IOException or OperationCanceledException or CosmosException);

    private Task<long> CountAll(CancellationToken cancellation)
    {
        var condition = Where(null);
        return account.Calls.Count(
            Operation.Count,
            core,
            condition.Define($"SELECT VALUE COUNT(1) FROM c WHERE {condition}"),
            Options,
            cancellation
        );
    }

    private IAsyncEnumerable<System.Text.Json.JsonElement> Rows(
        CosmosCondition condition,
        string text,
        CancellationToken cancellation
    ) => account.Calls.Rows(Operation.Query, core, condition.Define(text), Options, cancellation);

    /// <summary>The organization stands here too: after a split the SDK forgets the key that it was given.</summary>
    private CosmosCondition Where(SortOrder? order)
    {
        var condition = new CosmosCondition(type).Append("c[\"organizationId\"] = ").Parameter(Keys.Text(organization));
        if (query.Partition is { } partition)
            condition.Append(" AND c[\"partition\"] = ").Parameter(partition);
        condition.Append(" AND c[\"type\"] = ").Parameter(type.Name).Append(" AND ").Add(query.Filter);
        if (order is not null && query.After is { } after)
            order.AppendAfter(condition.Append(" AND "), after);
        return condition;
    }
}
