using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hub.Delivery.Dialects;

/// <summary>A writer and the memory behind it, one a thread: rendering is synchronous and never nested.</summary>
internal sealed class RenderBuffer
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static RenderBuffer? own;

    private readonly ArrayBufferWriter<byte> memory = new(2048);

    private RenderBuffer() =>
        Writer = new Utf8JsonWriter(
            memory,
            new JsonWriterOptions
            {
                // A body of its own, never inside a page: only what JSON itself requires is escaped.
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                SkipValidation = true,
            }
        );

    public Utf8JsonWriter Writer { get; }

    public ReadOnlySpan<byte> Written
    {
        get
        {
            Writer.Flush();
            return memory.WrittenSpan;
        }
    }

    /// <summary>The thread's buffer, empty, whatever became of its last use.</summary>
    public static RenderBuffer Rent()
    {
        if (own is not { } buffer || buffer.memory.Capacity > LargestKept)
            return own = new RenderBuffer();
        buffer.memory.ResetWrittenCount();
        buffer.Writer.Reset();
        return buffer;
    }
}
