namespace Hub.Domain.Documents;

/// <summary>A document's version: opaque, changed by every write, shown to clients as an ETag.</summary>
public readonly record struct DocumentVersion(string Value)
{
    public override string ToString() => Value;
}

/// <summary>A document as a store holds it.</summary>
public sealed record Stored<T>(string Partition, string Id, T Value, DocumentVersion Version);

/// <summary>One page of a query.</summary>
/// <param name="Total">How many match in all; present when the query asked to count.</param>
/// <param name="Next">Where the following page starts; absent on the last one.</param>
/// <param name="IsCut">It ends before its limit: what follows would have made it larger than asked for.</param>
public sealed record Page<T>(IReadOnlyList<Stored<T>> Items, long? Total, Queries.Cursor? Next, bool IsCut = false);
