using System.Security.Cryptography;
using Hub.Domain.Organizations;
using Hub.Ports.Blobs;

namespace Hub.Storage.Tests.Blobs;

/// <summary>What every store of blobs does.</summary>
public abstract class BlobConformance
{
    private const string Group = "ticket-42";

    protected abstract IBlobStore Blobs { get; }

    private readonly OrganizationId organization = new(Guid.NewGuid());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(81_920)]
    [InlineData(9 * 1024 * 1024 + 7)]
    public async Task What_was_written_is_read_and_was_measured_on_the_way(int length)
    {
        var (key, bytes) = (NewKey(), RandomNumberGenerator.GetBytes(length));
        using var content = new MeasuredStream(new TrickleStream(bytes), length);
        await content.Peek(512, Cancel);

        await Blobs.Write(key, content, Cancel);

        Assert.Equal(bytes, await Read(key));
        Assert.Equal(length, content.Length);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), content.Sha256);
    }

    [Fact]
    public async Task It_is_read_from_anywhere()
    {
        var (key, bytes) = (NewKey(), RandomNumberGenerator.GetBytes(200_000));
        await Blobs.Write(key, new MemoryStream(bytes), Cancel);

        await using var content = (await Blobs.Open(key, Cancel))!;
        var part = new byte[1_000];
        content.Seek(150_000, SeekOrigin.Begin);
        await content.ReadExactlyAsync(part, Cancel);

        Assert.Equal(bytes.Length, content.Length);
        Assert.Equal(bytes[150_000..151_000], part);
    }

    [Fact]
    public async Task What_is_not_there_is_nothing()
    {
        Assert.Null(await Blobs.Open(NewKey(), Cancel));
        await Blobs.Delete(NewKey(), Cancel);
        await Blobs.DeleteGroup(organization, "ticket-7", Cancel);
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_the_rest_is_not()
    {
        var (first, second) = (NewKey(), NewKey());
        await Write(first, second);

        await Blobs.Delete(first, Cancel);
        await Blobs.Delete(first, Cancel);

        Assert.Null(await Blobs.Open(first, Cancel));
        Assert.NotEmpty(await Read(second));
    }

    [Fact]
    public async Task A_group_goes_as_a_whole_and_no_other_one_with_it()
    {
        var (inside, too) = (NewKey(), NewKey());
        var longer = NewKey() with { Group = $"{Group}1" };
        var foreign = NewKey() with { Organization = new(Guid.NewGuid()) };
        await Write(inside, too, longer, foreign);

        await Blobs.DeleteGroup(organization, Group, Cancel);

        Assert.Null(await Blobs.Open(inside, Cancel));
        Assert.Null(await Blobs.Open(too, Cancel));
        Assert.NotEmpty(await Read(longer));
        Assert.NotEmpty(await Read(foreign));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(9_000_000)]
    public async Task Content_that_breaks_off_leaves_nothing_and_its_own_exception(int before)
    {
        var key = NewKey();

        await Assert.ThrowsAsync<FormatException>(() =>
            Blobs.Write(key, new TrickleStream(new byte[before], new FormatException()), Cancel)
        );

        Assert.Null(await Blobs.Open(key, Cancel));
    }

    [Fact]
    public async Task More_than_may_be_is_refused_and_leaves_nothing()
    {
        var key = NewKey();
        using var content = new MeasuredStream(new MemoryStream(new byte[1_001]), 1_000);

        await Assert.ThrowsAsync<ContentTooLargeException>(() => Blobs.Write(key, content, Cancel));

        Assert.Null(await Blobs.Open(key, Cancel));
    }

    [Fact]
    public async Task Whoever_reads_while_it_is_deleted_is_not_told_other_bytes()
    {
        var (key, bytes) = (NewKey(), RandomNumberGenerator.GetBytes(100_000));
        await Blobs.Write(key, new MemoryStream(bytes), Cancel);
        await using var content = (await Blobs.Open(key, Cancel))!;
        var read = new byte[10];
        await content.ReadExactlyAsync(read, Cancel);

        await Blobs.Delete(key, Cancel);

        var rest = new MemoryStream();
        try
        {
            await content.CopyToAsync(rest, Cancel);
            Assert.Equal(bytes.Length - 10, rest.Length);
        }
        catch (StorageException)
        {
            // The engine has no more of it.
        }
        Assert.Equal(bytes[..10], read);
        Assert.Equal(bytes[10..(10 + (int)rest.Length)], rest.ToArray());
        Assert.Null(await Blobs.Open(key, Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../ticket")]
    [InlineData("Ticket-1")]
    [InlineData("ticket/1")]
    public async Task No_name_leads_out_of_its_place(string group) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.Open(NewKey() with { Group = group }, Cancel));

    protected BlobKey NewKey() => new(organization, Group, Guid.NewGuid());

    private async Task Write(params BlobKey[] keys)
    {
        foreach (var key in keys)
            await Blobs.Write(key, new MemoryStream([1, 2, 3]), Cancel);
    }

    private async Task<byte[]> Read(BlobKey key)
    {
        await using var content = await Blobs.Open(key, Cancel);
        Assert.NotNull(content);
        using var all = new MemoryStream();
        await content.CopyToAsync(all, Cancel);
        return all.ToArray();
    }
}

/// <summary>Bytes that come a few at a time, as from a network, and cannot be asked for again; it may end badly.</summary>
internal sealed class TrickleStream(byte[] bytes, Exception? end = null) : Stream
{
    private const int AtOnce = 70_001;

    private int at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var count = Math.Min(Math.Min(buffer.Length, AtOnce), bytes.Length - at);
        if (count == 0 && end is not null)
            throw end;
        bytes.AsMemory(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }
}
