using System.Security.Cryptography;

namespace Hub.Ports.Blobs;

/// <summary>There are more bytes than may be.</summary>
public sealed class ContentTooLargeException(long most) : Exception($"There are more than {most} bytes.");

/// <summary>
/// Content on its way to a store: counted, hashed and held to its bound as it is read. Its first bytes can be looked at before
/// anything is read.
/// </summary>
/// <param name="most">So many bytes at most; one more is an exception.</param>
public sealed class MeasuredStream(Stream content, long most) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ReadOnlyMemory<byte> ahead;
    private long length;

    /// <summary>Bytes read so far.</summary>
    public override long Length => length;

    /// <summary>SHA-256 of what was read so far, in lower-case hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(hash.GetCurrentHash());

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Position
    {
        get => length;
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes, fewer only where there are no more; reading still begins with them. Once, before anything is read.</summary>
    public async Task<ReadOnlyMemory<byte>> Peek(int count, CancellationToken cancellation)
    {
        var bytes = new byte[count];
        ahead = bytes.AsMemory(
            0,
            await content.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false, cancellation)
        );
        return ahead;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = ahead.IsEmpty ? await content.ReadAsync(buffer, cancellationToken) : TakeAhead(buffer.Span);
        length += read;
        if (length > most)
            throw new ContentTooLargeException(most);
        hash.AppendData(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    protected override void Dispose(bool disposing)
    {
        hash.Dispose();
        base.Dispose(disposing);
    }

    private int TakeAhead(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, ahead.Length);
        ahead.Span[..taken].CopyTo(buffer);
        ahead = ahead[taken..];
        return taken;
    }
}
