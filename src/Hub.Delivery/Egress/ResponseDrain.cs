using System.Buffers;
using System.Text;

namespace Hub.Delivery.Egress;

/// <summary>The beginning of a body, and what was wrong with it.</summary>
internal readonly record struct Drained(string Snippet, string? Problem);

/// <summary>
/// Reads a response to its end, so that its connection serves the next send, but no further than the cap: what is left
/// then is dropped with the connection. The status has come, so nothing that happens to the body is a failure.
/// </summary>
internal static class ResponseDrain
{
    private const int Window = 4096;

    /// <param name="problemOf">In a sentence, what an exception of the network says.</param>
    public static async ValueTask<Drained> Read(
        HttpContent content,
        EgressOptions options,
        Func<Exception, string> problemOf,
        CancellationToken ct
    )
    {
        if (content.Headers.ContentLength == 0)
        {
            return new("", null);
        }
        var kept = options.ResponseBytesKept;
        var buffer = ArrayPool<byte>.Shared.Rent(kept + Window);
        var total = 0L;
        string? problem = null;
        try
        {
            var body = content.ReadAsStream(ct);
            while (total <= options.ResponseBytesRead)
            {
                // Past the part that is kept, every read lands on the last one.
                var read = await body.ReadAsync(buffer.AsMemory((int)Math.Min(total, kept)), ct);
                if (read == 0)
                {
                    break;
                }
                total += read;
            }
        }
        catch (Exception failure) when (IsOfTheBody(failure))
        {
            problem = problemOf(failure);
        }
        var snippet = Text(buffer.AsSpan(0, (int)Math.Min(total, kept)));
        ArrayPool<byte>.Shared.Return(buffer);
        return new(snippet, problem);
    }

    private static bool IsOfTheBody(Exception failure) =>
        failure is IOException or InvalidDataException or HttpRequestException or OperationCanceledException;

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
