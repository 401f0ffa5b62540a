using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;

namespace Hub.LocalCloud.Cosmos.Batches;

/// <summary>What an operation of a batch does, by the numbers of the wire.</summary>
internal enum BatchKind
{
    Create = 0,
    Read = 2,
    Delete = 4,
    Replace = 5,
    Upsert = 20,
}

/// <summary>One operation of a batch. Only bulk mode gives each its own partition key.</summary>
internal sealed record BatchOperation(
    BatchKind Kind,
    string? PartitionKey,
    string? Id,
    ReadOnlyMemory<byte> Body,
    string? IfMatch,
    string? IfNoneMatch,
    bool Minimal
)
{
    /// <summary>The operations of a body in RecordIO; null if it is not one.</summary>
    public static async Task<List<BatchOperation>?> Parse(ReadOnlyMemory<byte> body)
    {
        var operations = new List<BatchOperation>();
        using var stream = new MemoryStream(body.ToArray());
        var result = await stream.ReadRecordIOAsync(
            (ReadOnlyMemory<byte> record) =>
            {
                var operation = Read(record);
                if (operation is not null)
                {
                    operations.Add(operation);
                }

                return operation is null ? Result.Failure : Result.Success;
            },
            // Without an initial size it takes the stream for empty.
            resizer: new MemorySpanResizer<byte>(body.Length + 1)
        );
        return result == Result.Success ? operations : null;
    }

    private static BatchOperation? Read(ReadOnlyMemory<byte> record)
    {
        var operation = new BatchOperation(default, null, null, default, null, null, false);
        var reader = new RowReader(record, HybridRowVersion.V1, BatchSchema.Resolver);
        var result = Result.Success;
        while (result == Result.Success && reader.Read())
        {
            switch ((string)reader.Path)
            {
                case "operationType":
                    result = reader.ReadInt32(out var kind);
                    operation = operation with { Kind = (BatchKind)kind };
                    break;
                case "partitionKey":
                    result = reader.ReadString(out string key);
                    operation = operation with { PartitionKey = key };
                    break;
                case "id":
                    result = reader.ReadString(out string id);
                    operation = operation with { Id = id };
                    break;
                case "resourceBody":
                    result = reader.ReadBinary(out byte[] body);
                    operation = operation with { Body = body };
                    break;
                case "ifMatch":
                    result = reader.ReadString(out string ifMatch);
                    operation = operation with { IfMatch = ifMatch };
                    break;
                case "ifNoneMatch":
                    result = reader.ReadString(out string ifNoneMatch);
                    operation = operation with { IfNoneMatch = ifNoneMatch };
                    break;
                case "minimalReturnPreference":
                    result = reader.ReadBool(out var minimal);
                    operation = operation with { Minimal = minimal };
                    break;
            }
        }

        return result == Result.Success ? operation : null;
    }
}
