using System.Net;
using Hub.Delivery.Egress;
using Xunit;

namespace Hub.Delivery.Tests.Egress;

/// <summary>Each test would hang, not fail, without the deadline: nothing here ever answers in full.</summary>
public sealed class DeadlineTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task A_body_that_drips_ends_at_the_deadline_and_the_status_stands()
    {
        await using var receiver = RawReceiver.Serving(
            async (_, stream, ct) =>
            {
                await RawReceiver.ReadRequest(stream, ct);
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n"u8.ToArray(), ct);
                using var drops = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
                while (await drops.WaitForNextTickAsync(ct))
                {
                    await stream.WriteAsync("."u8.ToArray(), ct);
                }
            }
        );
        using var client = Guard.Open(Short);

        var result = await client.Post(receiver.Url);

        Assert.Equal((EgressCategory.Acknowledged, 200), (result.Category, result.StatusCode));
        Assert.Equal("The body did not end within 0.25 s.", result.Problem);
        Assert.StartsWith(".", result.Snippet);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Ty")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")]
    public async Task Headers_that_do_not_come_end_at_the_deadline(string beginning)
    {
        await using var receiver = RawReceiver.Saying(beginning);
        using var client = Guard.Open(Short);

        var result = await client.Post(receiver.Url);

        Assert.Equal((EgressCategory.Timeout, null), (result.Category, result.StatusCode));
        Assert.Equal("No response within 0.25 s.", result.Problem);
    }

    [Fact]
    public async Task A_resolver_that_does_not_answer_ends_at_the_deadline()
    {
        var never = new TaskCompletionSource<IPAddress[]>();
        using var client = Guard.Open(Short, new NetworkEdge { Resolve = (_, _) => never.Task });

        Assert.Equal(EgressCategory.Timeout, (await client.Post(new Uri("https://receiver.example/"))).Category);
    }

    [Fact]
    public async Task An_address_that_swallows_packets_ends_at_the_deadline()
    {
        var edge = Guard.ResolvingTo("8.8.8.8") with { Dial = Swallow };
        using var client = Guard.Closed(edge, Short);

        Assert.Equal(EgressCategory.Timeout, (await client.Post(new Uri("https://receiver.example/"))).Category);
    }

    [Fact]
    public async Task A_handshake_that_does_not_come_ends_at_the_deadline()
    {
        await using var receiver = RawReceiver.Serving((_, _, ct) => RawReceiver.Hang(ct));
        using var client = Guard.Open(Short);

        Assert.Equal(
            EgressCategory.Timeout,
            (await client.Post(new Uri($"https://127.0.0.1:{receiver.Port}/"))).Category
        );
    }

    [Fact]
    public async Task A_deadline_that_passed_does_not_touch_the_sends_after_it()
    {
        await using var slow = RawReceiver.Saying("");
        await using var receiver = await StubReceiver.Answering(204);
        using var client = Guard.Open(Short);

        Assert.Equal(EgressCategory.Timeout, (await client.Post(slow.Url)).Category);
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.Post(receiver.Url)));

        Assert.All(results, result => Assert.Equal(EgressCategory.Acknowledged, result.Category));
    }

    [Fact]
    public async Task The_callers_cancellation_is_no_answer()
    {
        using var shutdown = new CancellationTokenSource();
        await using var receiver = RawReceiver.Serving(
            async (_, stream, ct) =>
            {
                await RawReceiver.ReadRequest(stream, ct);
                await shutdown.CancelAsync();
                await RawReceiver.Hang(ct);
            }
        );
        using var client = Guard.Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.Post(receiver.Url, shutdown.Token));
    }

    private static async Task<Stream> Swallow(IPEndPoint address, CancellationToken ct)
    {
        await RawReceiver.Hang(ct);
        throw new InvalidOperationException("Unreachable.");
    }
}
