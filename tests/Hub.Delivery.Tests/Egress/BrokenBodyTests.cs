using System.Text;
using Hub.Delivery.Egress;
using Xunit;

namespace Hub.Delivery.Tests.Egress;

/// <summary>Whole headers have come: nothing that the body does afterwards changes what they said.</summary>
public sealed class BrokenBodyTests
{
    private const string Chunked = "Transfer-Encoding: chunked\r\n\r\n";

    public static TheoryData<string, string> Bodies { get; } =
        new()
        {
            { "a body that is shorter than it says", "Content-Length: 100\r\n\r\nhello" },
            { "no last chunk", Chunked + "5\r\nhello\r\n" },
            { "a bad chunk size", Chunked + "5\r\nhello\r\nxyz\r\n" },
            { "a chunk size past all numbers", Chunked + "ffffffffffffffffff\r\n" },
            { "a chunk without its end", Chunked + "5\r\nhelloworld" },
            { "a trailer that is none", Chunked + "5\r\nhello\r\n0\r\nno colon\r\n\r\n" },
            { "gzip that is none", "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello" },
            { "gzip that is cut off", "Content-Encoding: gzip\r\nContent-Length: 100\r\n\r\n\u001f" },
            { "deflate that is none", "Content-Encoding: deflate\r\nContent-Length: 5\r\n\r\nhello" },
        };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_2xx_acknowledges_whatever_its_body_does(string what, string rest)
    {
        await using var receiver = Answering($"HTTP/1.1 200 OK\r\n{rest}");
        using var client = Guard.Open();

        var result = await client.Post(receiver.Url);

        Assert.True(result.Acknowledged, what);
        Assert.Equal(200, result.StatusCode);
        Assert.StartsWith(result.Snippet, "hello");
        Assert.StartsWith("The body is broken: ", result.Problem);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Another_status_stays_what_it_is_too(string what, string rest)
    {
        await using var receiver = Answering($"HTTP/1.1 429 Slow down\r\nRetry-After: 7\r\n{rest}");
        using var client = Guard.Open();

        var result = await client.Post(receiver.Url);

        Assert.True(result.Category == EgressCategory.RateLimited, what);
        Assert.Equal(429, result.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), result.RetryAfter);
    }

    [Fact]
    public async Task A_body_that_is_reset_does_not_undo_the_status()
    {
        await using var receiver = RawReceiver.Serving(
            async (socket, stream, ct) =>
            {
                await RawReceiver.ReadRequest(stream, ct);
                await stream.WriteAsync("HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\nhello"u8.ToArray(), ct);
                socket.LingerState = new(true, 0);
            }
        );
        using var client = Guard.Open();

        var result = await client.Post(receiver.Url);

        Assert.True(result.StatusCode is 202 or null, "A reset may overtake the headers; it never undoes them.");
        Assert.Equal(result.StatusCode is 202, result.Acknowledged);
    }

    [Fact]
    public async Task Large_headers_are_read()
    {
        var headers = string.Concat(Enumerable.Range(0, 100).Select(i => $"X-Trace-{i}: {new string('a', 1000)}\r\n"));
        await using var receiver = Answering($"HTTP/1.1 200 OK\r\n{headers}Content-Length: 0\r\n\r\n");
        using var client = Guard.Open();

        Assert.True((await client.Post(receiver.Url)).Acknowledged);
    }

    [Fact]
    public async Task Headers_without_an_end_are_no_answer()
    {
        await using var receiver = RawReceiver.Serving(
            async (_, stream, ct) =>
            {
                await RawReceiver.ReadRequest(stream, ct);
                await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), ct);
                var header = Encoding.ASCII.GetBytes($"X-Trace: {new string('a', 1000)}\r\n");
                while (true)
                {
                    await stream.WriteAsync(header, ct);
                }
            }
        );
        using var client = Guard.Open();

        var result = await client.Post(receiver.Url);

        Assert.Equal((EgressCategory.Malformed, null), (result.Category, result.StatusCode));
    }

    private static RawReceiver Answering(string response) =>
        RawReceiver.Serving(
            async (_, stream, ct) =>
            {
                await RawReceiver.ReadRequest(stream, ct);
                await stream.WriteAsync(Encoding.Latin1.GetBytes(response), ct);
            }
        );
}
