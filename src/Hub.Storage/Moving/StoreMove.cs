using Hub.Domain.Documents;
using Hub.Ports.Store;
using Hub.Storage.Cosmos;
using Hub.Storage.Cosmos.Account;
using Hub.Storage.Cosmos.Commits;
using Hub.Storage.Deliveries;
using Hub.Storage.KeyRing;
using Hub.Storage.ServiceBus;
using Hub.Storage.Sqlite.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Moving;

/// <summary>Moves an embedded store into the one that is configured.</summary>
public static class StoreMove
{
    /// <param name="services">Of a hub that is configured for Cosmos DB and does not run.</param>
    /// <param name="dataPath">The folder of the embedded store.</param>
    /// <param name="types">Every type of document that a hub keeps.</param>
    /// <returns>True when all of it is there and says the same.</returns>
    /// <exception cref="StorageException">The source is in use, the target has other data or cannot be reached.</exception>
    public static async Task<bool> ToCosmos(
        IServiceProvider services,
        string dataPath,
        IReadOnlyList<DocumentType> types,
        TextWriter output,
        bool isTerminal,
        CancellationToken cancellation
    )
    {
        if (!File.Exists(Path.Combine(dataPath, "hub.db")))
            throw new StorageException(
                $"There is no store in {Path.GetFullPath(dataPath)}; say where it is with --Hub:DataPath."
            );
        using var file = SqliteFile.Open(dataPath);
        RefuseUnknownTypes(file, types);
        var time = services.GetRequiredService<TimeProvider>();
        var target = new CosmosTarget(
            services.GetRequiredService<CosmosAccount>(),
            services.GetRequiredService<IStore>(),
            services.GetRequiredService<IDeliveryLog>(),
            services.GetRequiredService<OutboxLife>(),
            time
        );
        var copy = new StoreCopy(
            new SourceFile(file),
            target,
            services.GetRequiredService<StoredKeyRing>(),
            // The embedded queue stays where it is: the hub goes on with the same file.
            services.GetService<ServiceBusQueue>(),
            types,
            new Progress(output, isTerminal, time)
        );
        if (!Report(await copy.Run(Path.Combine(dataPath, "keys"), cancellation), output))
            return false;
        var options = services.GetRequiredService<IOptions<CosmosOptions>>().Value;
        MovedMark.Leave(dataPath, $"{options.Address()!.Authority}/{options.Database}", time.GetUtcNow());
        return true;
    }

    private static bool Report(IReadOnlyList<CopiedKind> kinds, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{"", -24}{"count", 12}  {"checksum", -18}");
        foreach (var kind in kinds)
            output.WriteLine(
                $"{kind.Name, -24}{kind.Count, 12:N0}  {kind.Checksum, -18}"
                    + (kind.IsWhole ? "the same" : $"{kind.Missing:N0} missing, {kind.Different:N0} different")
            );
        return kinds.All(static kind => kind.IsWhole);
    }

    private static void RefuseUnknownTypes(SqliteFile file, IReadOnlyList<DocumentType> types)
    {
        var known = types.Select(static type => type.Name).ToHashSet(StringComparer.Ordinal);
        var stored = file.Readers.Read(static connection =>
        {
            var names = new List<string>();
            var statement = connection.Prepare("SELECT name FROM document_types");
            while (statement.Step())
                names.Add(statement.Text(0));
            statement.Rewind();
            return names;
        });
        if (stored.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new StorageException($"The store holds documents of a type that this hub does not know: {unknown}.");
    }
}
