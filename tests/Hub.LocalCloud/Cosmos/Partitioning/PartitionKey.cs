namespace Hub.LocalCloud.Cosmos.Partitioning;

/// <summary>A partition key value: its canonical JSON array, where it hashes to, and whether every level is given.</summary>
internal sealed record PartitionKey(string Json, string Effective, bool Complete);
