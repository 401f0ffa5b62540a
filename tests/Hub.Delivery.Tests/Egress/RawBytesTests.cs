using System.Net.Sockets;
using System.Text;
using Hub.Delivery.Egress;
using Xunit;

namespace Hub.Delivery.Tests.Egress;

/// <summary>What a receiver sends that decodes to nothing: it goes on as long as somebody reads it.</summary>
public sealed class RawBytesTests
{
    private const int Most = 1024 * 1024;

    /// <summary>What socket buffers of both sides may hold beyond what was read.</summary>
    private const int Buffers = 16 * 1024 * 1024;

    private static readonly byte[] GzipHeader = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    private static readonly byte[] EmptyBlock = [0, 0, 0, 0xff, 0xff];

    [Fact]
    public async Task Gzip_of_empty_blocks_ends_at_the_cap_and_the_status_stands() =>
        await Acknowledged(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
            GzipHeader,
            [.. Enumerable.Repeat(EmptyBlock, 2000).SelectMany(block => block)]
        );

    [Fact]
    public async Task Chunk_extensions_end_at_the_cap_and_the_status_stands() =>
        await Acknowledged(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            [],
            Encoding.ASCII.GetBytes($"1;x={new string('a', 8000)}\r\na\r\n")
        );

    [Fact]
    public async Task Empty_gzip_members_end_at_the_cap() =>
        await Acknowledged(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
            [],
            [.. Enumerable.Repeat<byte[]>([.. GzipHeader, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], 500).SelectMany(one => one)]
        );

    [Fact]
    public async Task Interim_responses_without_an_end_are_no_answer()
    {
        var sent = new Sent();
        await using var receiver = Flooding(sent, "", [], "HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n"u8.ToArray());
        using var client = Guard.Open();

        var result = await client.Post(receiver.Url);
        await sent.Closed.Task;

        Assert.Equal((EgressCategory.Malformed, null), (result.Category, result.StatusCode));
        Assert.InRange(sent.Bytes, 0, Most + Buffers);
    }

    [Fact]
    public async Task Every_response_of_a_connection_has_the_whole_cap()
    {
        var body = new string('a', 60_000);
        await using var receiver = await StubReceiver.Start(context =>
            Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, body)
        );
        using var client = Guard.Open();

        for (var i = 0; i < 2 * Most / body.Length; i++)
        {
            Assert.Null((await client.Post(receiver.Url)).Problem);
        }
    }

    private static async Task Acknowledged(string head, byte[] first, byte[] again)
    {
        var sent = new Sent();
        await using var receiver = Flooding(sent, head, first, again);
        using var client = Guard.Open();

        var result = await client.Post(receiver.Url);
        await sent.Closed.Task;

        Assert.Equal((EgressCategory.Acknowledged, 200), (result.Category, result.StatusCode));
        Assert.InRange(sent.Bytes, 0, Most + Buffers);
    }

    private static RawReceiver Flooding(Sent sent, string head, byte[] first, byte[] again) =>
        RawReceiver.Serving(
            async (_, stream, ct) =>
            {
                await RawReceiver.ReadRequest(stream, ct);
                try
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(head), ct);
                    await stream.WriteAsync(first, ct);
                    while (true)
                    {
                        await stream.WriteAsync(again, ct);
                        sent.Bytes += again.Length;
                    }
                }
                catch (Exception closed) when (closed is IOException or SocketException)
                {
                    sent.Closed.SetResult();
                }
            }
        );

    private sealed class Sent
    {
        public long Bytes { get; set; }

        public TaskCompletionSource Closed { get; } = new();
    }
}
