using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Delivery;
using Hub.Delivery.Tallies;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Domain.Text;
using Hub.Ports.Store;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Calls;
using Hub.Storage.Cosmos.Queries;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hub.Storage.Cosmos.Documents;

/// <summary>
/// Writes documents anew that a former hub filed otherwise, with fewer fields or with texts folded by another rule, once for each change
/// of a type: they are found under what queries ask for today, and hold the unique values of today. Requests do not wait for it.
/// </summary>
internal sealed partial class Refolding(
    CosmosAccount account,
    IStore store,
    OutageLog outages,
    TimeProvider time,
    ILogger<Refolding> logger
) : BackgroundService
{
    private static readonly IReadOnlyList<DocumentType> Types =
    [
        .. Kinds.Documents.Where(static type => type.HasFolds || type.IsSearched),
        ReceiverDays.Document,
    ];

    /// <summary>Hubs of a fleet are replaced one after the other, and an earlier one files as it always did.</summary>
    private static readonly TimeSpan Rollout = TimeSpan.FromHours(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private static readonly QueryRequestOptions Everywhere = new() { MaxConcurrency = -1 };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
            try
            {
                await Run(stoppingToken);
                return;
            }
            catch (StorageException outage)
            {
                outages.Note("Documents that were filed by a former rule wait for the store", outage);
                await Task.Delay(Pause, time, stoppingToken);
            }
    }

    private async Task Run(CancellationToken cancellation)
    {
        var marks = await store
            .All(FoldRule.Document, OrganizationId.Hub, new Query { Partition = FoldRule.Partition }, cancellation)
            .ToDictionaryAsync(static one => one.Id, static one => one.Value, cancellationToken: cancellation);
        var changed = Types.Where(type => marks.GetValueOrDefault(type.Name) != FoldRule.Of(type)).ToList();
        if (changed is [])
            return;
        if (await Refold(changed, cancellation) > 0)
        {
            await Task.Delay(Rollout, time, cancellation);
            await Refold(changed, cancellation);
        }
        await store.Commit(
            new Commit(OrganizationId.Hub, FoldRule.Partition)
            {
                Changes =
                [
                    .. changed.Select(static type => new Put<FoldRule>(
                        FoldRule.Document,
                        type.Name,
                        FoldRule.Of(type),
                        Expected.Anything
                    )),
                ],
            },
            cancellation
        );
    }

    private async Task<int> Refold(IReadOnlyList<DocumentType> types, CancellationToken cancellation)
    {
        var written = 0;
        foreach (var type in types)
            written += await Refold(type, cancellation);
        if (written > 0)
            Log.Refolded(logger, written);
        return written;
    }

    /// <returns>How many documents of the type were written anew.</returns>
    public async Task<int> Refold(DocumentType type, CancellationToken cancellation)
    {
        var written = 0;
        var query = new QueryDefinition(
            "SELECT c[\"organizationId\"] AS o, c[\"partition\"] AS p, c[\"key\"] AS k, c[\"_etag\"] AS t, c[\"f\"] AS f, "
                + "c[\"a\"] AS a, c[\"size\"] AS z, c[\"body\"] AS b FROM c WHERE c[\"type\"] = @type"
        ).WithParameter("@type", type.Name);
        var core = await account.Core(cancellation);
        await foreach (var row in account.Calls.Rows(Operation.Query, core, query, Everywhere, cancellation))
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(row.GetProperty("b"));
            if (IsAsToday(row, type, body))
                continue;
            var id = SortableText.Decode(row.GetProperty("k").GetString()!);
            var version = ItemVersion.Of(row.GetProperty("t").GetString()!, ItemVersion.SizeOf(row, "z", "b"));
            var commit = new Commit(new(row.GetProperty("o").GetGuid()), row.GetProperty("p").GetString()!)
            {
                Changes = [new StoredBody(type, id, body, Expected.At(version))],
            };
            // Whoever changed it meanwhile has folded it too.
            if (await store.Commit(commit, cancellation) is CommitResult.Taken taken)
                Log.Twice(logger, type.Name, id, taken.Field);
            else
                written++;
        }
        return written;
    }

    private static bool IsAsToday(JsonElement row, DocumentType type, byte[] body)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            ItemWriter.WriteFields(writer, type, type.Extract(body));
            writer.WriteEndObject();
        }
        using var today = JsonDocument.Parse(buffer.WrittenMemory);
        return today
            .RootElement.EnumerateObject()
            .All(one => row.TryGetProperty(one.Name, out var stored) && JsonElement.DeepEquals(one.Value, stored));
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Information,
            "{Count} documents were written anew, so that they are found by the fields that this version has"
        )]
        public static partial void Refolded(ILogger logger, int count);

        [LoggerMessage(
            LogLevel.Warning,
            "Another {Type} has the same {Field} as {Id}, now that texts are compared by Unicode's case folding; rename one"
        )]
        public static partial void Twice(ILogger logger, string type, string id, string field);
    }
}

/// <summary>By which rule all that is stored of a type was filed; under the type's name.</summary>
internal sealed record FoldRule(string Rule)
{
    public const string Partition = "folds";

    public static readonly DocumentType<FoldRule> Document = new("fold_rule", static () =>
        FoldRuleJson.Default.FoldRule
    );

    /// <summary>Which fields the type has, how texts are folded, and which words search finds documents by.</summary>
    public static FoldRule Of(DocumentType type)
    {
        var fields = type.Fields.Select(static one => $"{one.Name} {one.Kind}");
        var lists = type.Arrays.Select(static one =>
            $"{one.Name}[{string.Join(", ", one.Elements.Select(static field => field.Name))}]"
        );
        return new($"{CaseFolding.Rule}; {SearchWords.Rule}; {string.Join(", ", fields.Concat(lists))}");
    }
}

[JsonSerializable(typeof(FoldRule))]
internal sealed partial class FoldRuleJson : JsonSerializerContext;
