using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Schemas;

namespace Hub.LocalCloud.Cosmos.Batches;

/// <summary>The HybridRow layouts of a batch's operations and results, from the schema that the client carries.</summary>
internal static class BatchSchema
{
    private const string Resource = "Microsoft.Azure.Cosmos.Batch.HybridRowBatchSchemas.json";

    private static readonly Namespace Schemas = Load();

    public static LayoutResolverNamespace Resolver { get; } = new(Schemas);

    public static Layout Result { get; } =
        Resolver.Resolve(Schemas.Schemas.Find(schema => schema.Name == "BatchResult")!.SchemaId);

    private static Namespace Load()
    {
        using var stream = typeof(Microsoft.Azure.Cosmos.CosmosClient).Assembly.GetManifestResourceStream(Resource);
        using var reader = new StreamReader(
            stream ?? throw new InvalidOperationException($"The client has no {Resource}.")
        );
        return Namespace.Parse(reader.ReadToEnd());
    }
}
