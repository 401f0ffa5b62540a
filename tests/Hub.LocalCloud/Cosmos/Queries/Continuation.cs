using System.Text.Json;
using Hub.LocalCloud.Cosmos.State;

namespace Hub.LocalCloud.Cosmos.Queries;

/// <summary>
/// Where the next page starts: the last row given, by its sort values or its natural place, and how many rows came before,
/// for OFFSET, LIMIT and TOP. It says nothing of physical partitions, so it outlives a split.
/// </summary>
internal sealed record Continuation(string Partition, ulong Number, int Row, int Passed, string? SortValues)
{
    public Place After => new(Partition, Number, Row + 1);

    public static Continuation? Parse(string? header) =>
        header is { Length: > 0 } ? JsonSerializer.Deserialize<Continuation>(Convert.FromBase64String(header)) : null;

    public override string ToString() => Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(this));
}
