using System.Net;
using System.Net.Sockets;
using Hub.Delivery.Egress;
using Xunit;

namespace Hub.Delivery.Tests.Egress;

/// <summary>The guard as in production, to a public address whose packets are led to a receiver on loopback.</summary>
public sealed class TlsTests
{
    private static readonly Uri Named = new("https://receiver.example/hook");

    [Fact]
    public async Task A_public_receiver_with_a_trusted_certificate_gets_the_delivery()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("receiver.example");
        await using var receiver = await StubReceiver.Start(_ => Task.CompletedTask, certificate);
        using var client = Guard.Closed(LedTo(receiver.Url.Port, authority));

        Assert.Equal(EgressCategory.Acknowledged, (await client.Post(Named)).Category);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("other.example");
        await using var receiver = await StubReceiver.Start(_ => Task.CompletedTask, certificate);
        using var client = Guard.Closed(LedTo(receiver.Url.Port, authority));

        var result = await client.Post(Named);

        Assert.Equal(
            (EgressCategory.Tls, "Its certificate is for another name: other.example."),
            (result.Category, result.Problem)
        );
    }

    [Fact]
    public async Task A_certificate_that_has_expired_says_when()
    {
        using var authority = new TestAuthority();
        var (from, to) = (DateTimeOffset.UtcNow.AddHours(-20), DateTimeOffset.UtcNow.AddHours(-10));
        using var certificate = authority.Issue("receiver.example", from, to);
        await using var receiver = await StubReceiver.Start(_ => Task.CompletedTask, certificate);
        using var client = Guard.Closed(LedTo(receiver.Url.Port, authority));

        var result = await client.Post(Named);

        Assert.Equal(
            (EgressCategory.Tls, $"Its certificate expired on {to:yyyy-MM-dd}."),
            (result.Category, result.Problem)
        );
    }

    [Fact]
    public async Task A_self_signed_certificate_is_refused()
    {
        using var certificate = TestAuthority.SelfSigned("receiver.example");
        await using var receiver = await StubReceiver.Start(_ => Task.CompletedTask, certificate);
        using var client = Guard.Closed(LedTo(receiver.Url.Port));

        var result = await client.Post(Named);

        Assert.Equal((EgressCategory.Tls, true), (result.Category, result.Retryable));
        Assert.Contains("certificate", result.Problem);
    }

    [Fact]
    public async Task Insecure_targets_do_not_make_a_self_signed_certificate_good()
    {
        using var certificate = TestAuthority.SelfSigned("localhost");
        await using var receiver = await StubReceiver.Start(_ => Task.CompletedTask, certificate);
        using var client = Guard.Open();

        Assert.Equal(
            EgressCategory.Tls,
            (await client.Post(new Uri($"https://localhost:{receiver.Url.Port}/"))).Category
        );
    }

    [Fact]
    public async Task A_server_that_speaks_only_tls_1_1_is_refused()
    {
        // A ServerHello by hand, for no library here still speaks 1.1. The connection stays open: a client that
        // accepted the version would wait for the certificate until its deadline, and end in another category.
        byte[] hello =
        [
            .. (byte[])[22, 3, 2, 0, 42], // handshake record, TLS 1.1
            .. (byte[])[2, 0, 0, 38, 3, 2], // ServerHello, TLS 1.1
            .. new byte[32], // random
            .. (byte[])[0, 0xc0, 0x13, 0], // no session, ECDHE-RSA-AES128-SHA, no compression
        ];
        await using var receiver = RawReceiver.Serving(
            async (_, stream, ct) =>
            {
                await stream.ReadAtLeastAsync(new byte[5], 5, cancellationToken: ct);
                await stream.WriteAsync(hello, ct);
                await RawReceiver.Hang(ct);
            }
        );
        using var client = Guard.Closed(LedTo(receiver.Port), TimeSpan.FromSeconds(5));

        Assert.Equal(EgressCategory.Tls, (await client.Post(Named)).Category);
    }

    private static NetworkEdge LedTo(int port, TestAuthority? authority = null) =>
        Guard.ResolvingTo("8.8.8.8") with
        {
            Dial = async (_, ct) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
            Authorities = authority is null ? null : [authority.Root],
        };
}
