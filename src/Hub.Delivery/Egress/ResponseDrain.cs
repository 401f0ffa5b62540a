using System.Buffers;
using System.Text;

namespace Hub.Delivery.Egress;

/// <summary>
/// Reads a response to its end, so that its connection serves the next send, but no further than the cap: what is left
/// then is dropped with the connection. Sizes count after decompression.
/// </summary>
internal static class ResponseDrain
{
    private const int Window = 4096;

    /// <returns>The beginning of the body.</returns>
    public static async ValueTask<string> Read(HttpContent content, EgressOptions options, CancellationToken ct)
    {
        if (content.Headers.ContentLength == 0)
        {
            return "";
        }
        var body = content.ReadAsStream(ct);
        var kept = options.ResponseBytesKept;
        var buffer = ArrayPool<byte>.Shared.Rent(kept + Window);
        try
        {
            var total = 0L;
            while (total <= options.ResponseBytesRead)
            {
                // Past the part that is kept, every read lands on the last one.
                var read = await ReadSome(body, buffer.AsMemory((int)Math.Min(total, kept)), ct);
                if (read == 0)
                {
                    break;
                }
                total += read;
            }
            return Text(buffer.AsSpan(0, (int)Math.Min(total, kept)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<int> ReadSome(Stream body, Memory<byte> buffer, CancellationToken ct)
    {
        try
        {
            return await body.ReadAsync(buffer, ct);
        }
        catch (InvalidDataException)
        {
            // Corrupt compression: the status came, and nothing depends on the rest.
            return 0;
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        // A character cut in two by the limit is ours to leave out, not the receiver's mistake to show.
        if (Rune.DecodeLastFromUtf8(bytes, out _, out var cut) == OperationStatus.NeedMoreData)
        {
            bytes = bytes[..^cut];
        }
        return Encoding.UTF8.GetString(bytes);
    }
}
