using System.IO.Compression;
using Hub.Delivery.Egress;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Hub.Delivery.Tests.Egress;

public sealed class ResponseTests
{
    [Theory]
    [InlineData(200, EgressCategory.Acknowledged, false)]
    [InlineData(202, EgressCategory.Acknowledged, false)]
    [InlineData(204, EgressCategory.Acknowledged, false)]
    [InlineData(304, EgressCategory.Redirect, true)]
    [InlineData(400, EgressCategory.ClientError, true)]
    [InlineData(404, EgressCategory.ClientError, true)]
    [InlineData(410, EgressCategory.Gone, false)]
    [InlineData(429, EgressCategory.RateLimited, true)]
    [InlineData(500, EgressCategory.ServerError, true)]
    [InlineData(503, EgressCategory.ServerError, true)]
    public async Task A_status_has_one_category(int status, EgressCategory category, bool retryable)
    {
        await using var receiver = await StubReceiver.Answering(status);
        using var client = Guard.Open();

        var result = await client.Post(receiver.Url);

        Assert.Equal((category, status, retryable), (result.Category, result.StatusCode, result.Retryable));
        Assert.Equal("", result.Snippet);
        Assert.Null(result.Problem);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        var asked = 0;
        await using var receiver = await StubReceiver.Start(context =>
        {
            Interlocked.Increment(ref asked);
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });
        using var client = Guard.Open();

        var result = await client.Post(receiver.Url);

        Assert.Equal(EgressCategory.Redirect, result.Category);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_body_is_kept_as_text()
    {
        await using var receiver = await StubReceiver.Start(context =>
            context.Response.WriteAsync("{\"ok\":\"käse\"}")
        );
        using var client = Guard.Open();

        Assert.Equal("{\"ok\":\"käse\"}", (await client.Post(receiver.Url)).Snippet);
    }

    [Fact]
    public async Task Bytes_that_are_not_text_are_replaced()
    {
        await using var receiver = await StubReceiver.Start(context =>
            context.Response.Body.WriteAsync(new byte[] { (byte)'a', 0xff, (byte)'b' }).AsTask()
        );
        using var client = Guard.Open();

        Assert.Equal("a\ufffdb", (await client.Post(receiver.Url)).Snippet);
    }

    [Fact]
    public async Task Only_the_beginning_is_kept_and_no_character_is_cut_in_two()
    {
        var body = "a" + string.Concat(Enumerable.Repeat("ä", 4000));
        await using var receiver = await StubReceiver.Start(context => context.Response.WriteAsync(body));
        using var client = Guard.Open();

        // 2,048 bytes: one of a, 1,023 pairs of ä, and half a pair left out.
        Assert.Equal(body[..1024], (await client.Post(receiver.Url)).Snippet);
    }

    [Fact]
    public async Task A_body_within_the_cap_leaves_the_connection_for_the_next_send()
    {
        var connections = new HashSet<string>();
        await using var receiver = await StubReceiver.Start(context =>
        {
            connections.Add(context.Connection.Id);
            return context.Response.WriteAsync(new string('a', 60_000));
        });
        using var client = Guard.Open();

        for (var i = 0; i < 20; i++)
        {
            Assert.True((await client.Post(receiver.Url)).Acknowledged);
        }

        Assert.Single(connections);
    }

    [Fact]
    public async Task A_compressed_body_is_kept_decompressed()
    {
        await using var receiver = await StubReceiver.Start(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync("hello"u8.ToArray());
        });
        using var client = Guard.Open();

        Assert.Equal("hello", (await client.Post(receiver.Url)).Snippet);
    }

    [Fact]
    public async Task A_gzip_bomb_ends_at_the_cap_and_its_connection_is_dropped()
    {
        var dropped = new TaskCompletionSource();
        await using var receiver = await StubReceiver.Start(async context =>
        {
            using var registration = context.RequestAborted.Register(dropped.SetResult);
            context.Response.Headers.ContentEncoding = "gzip";
            var zeros = new byte[1024 * 1024];
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await gzip.WriteAsync(zeros, context.RequestAborted);
            }
        });
        using var client = Guard.Open();

        var result = await client.Post(receiver.Url);
        await dropped.Task;

        Assert.True(result.Acknowledged);
        Assert.Equal(2048, result.Snippet.Length);
    }

    [Fact]
    public async Task Corrupt_compression_does_not_undo_the_status()
    {
        await using var receiver = await StubReceiver.Start(context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.WriteAsync("this is no gzip");
        });
        using var client = Guard.Open();

        Assert.True((await client.Post(receiver.Url)).Acknowledged);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Wed, 21 Oct 2026 07:28:00 GMT", 90)]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT", 0)]
    [InlineData("soon", null)]
    public async Task Retry_after_is_read_in_both_forms(string header, int? seconds)
    {
        await using var receiver = await StubReceiver.Answering(429, response => response.Headers.RetryAfter = header);
        using var client = Guard.Open(time: new FakeTimeProvider(new(2026, 10, 21, 7, 26, 30, TimeSpan.Zero)));

        var result = await client.Post(receiver.Url);

        Assert.Equal(seconds is { } expected ? TimeSpan.FromSeconds(expected) : null, result.RetryAfter);
    }
}
