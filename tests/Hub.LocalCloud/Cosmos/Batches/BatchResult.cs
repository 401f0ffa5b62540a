using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;

namespace Hub.LocalCloud.Cosmos.Batches;

/// <summary>The result of one operation of a batch.</summary>
internal sealed record BatchResult(int Status, int SubStatus, string? ETag, ReadOnlyMemory<byte> Body, double Charge)
{
    /// <summary>The body of an answer: one record a result, in the order of the operations.</summary>
    public static async Task<byte[]> Format(IReadOnlyList<BatchResult> results)
    {
        using var stream = new MemoryStream();
        var resizer = new MemorySpanResizer<byte>(4096);
        var written = await stream.WriteRecordIOAsync(default, (long index, out ReadOnlyMemory<byte> buffer) =>
        {
            buffer = default;
            if (index >= results.Count)
            {
                return Result.Success;
            }

            var row = new RowBuffer(resizer.Memory.Length, resizer);
            row.InitLayout(HybridRowVersion.V1, BatchSchema.Result, BatchSchema.Resolver);
            var result = RowWriter.WriteBuffer(ref row, results[(int)index], Write);
            buffer = resizer.Memory[..row.Length];
            return result;
        });
        return written == Result.Success
            ? stream.ToArray()
            : throw new InvalidOperationException($"A batch's answer could not be written: {written}.");
    }

    private static Result Write(ref RowWriter writer, TypeArgument type, BatchResult value)
    {
        var result = writer.WriteInt32("statusCode", value.Status);
        if (result == Result.Success && value.SubStatus != 0)
        {
            result = writer.WriteInt32("subStatusCode", value.SubStatus);
        }

        if (result == Result.Success && value.ETag is not null)
        {
            result = writer.WriteString("eTag", value.ETag);
        }

        if (result == Result.Success && !value.Body.IsEmpty)
        {
            result = writer.WriteBinary("resourceBody", value.Body.Span);
        }

        return result == Result.Success ? writer.WriteFloat64("requestCharge", value.Charge) : result;
    }
}
