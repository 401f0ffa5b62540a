using System.Net;
using System.Net.Sockets;
using System.Text;
using Hub.Delivery.Egress;
using Xunit;

namespace Hub.Delivery.Tests.Egress;

public sealed class ConnectTests
{
    private static readonly Uri Named = new("https://receiver.example/hook");

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("fd00:ec2::254")]
    public async Task A_name_of_an_address_that_is_not_public_is_refused(string address)
    {
        using var client = Guard.Closed(Unreachable(Guard.ResolvingTo(address)));

        var result = await client.Post(Named);

        Assert.Equal((EgressCategory.BlockedAddress, false), (result.Category, result.Retryable));
        Assert.DoesNotContain(address, result.Problem);
    }

    [Theory]
    [InlineData("8.8.8.8", "127.0.0.1")]
    [InlineData("127.0.0.1", "8.8.8.8")]
    [InlineData("2606:4700:4700::1111", "8.8.8.8", "192.168.0.1")]
    public async Task Public_addresses_mixed_with_a_private_one_are_all_refused(params string[] addresses)
    {
        using var client = Guard.Closed(Unreachable(Guard.ResolvingTo(addresses)));

        Assert.Equal(EgressCategory.BlockedAddress, (await client.Post(Named)).Category);
    }

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.0.0.1./")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://017700000001/")]
    [InlineData("https://017700000001./")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[fe80::1%25lo]/")]
    public async Task A_literal_is_refused_without_a_lookup(string url)
    {
        var edge = new NetworkEdge { Resolve = (host, _) => throw new InvalidOperationException($"Looked up {host}.") };
        using var client = Guard.Closed(Unreachable(edge));

        Assert.Equal(EgressCategory.BlockedAddress, (await client.Post(new Uri(url))).Category);
    }

    [Fact]
    public async Task Localhost_is_refused_by_what_it_resolves_to()
    {
        using var client = Guard.Closed();

        Assert.Equal(EgressCategory.BlockedAddress, (await client.Post(new Uri("https://localhost./"))).Category);
    }

    [Fact]
    public async Task The_connection_goes_to_the_address_that_was_checked_and_no_second_lookup_happens()
    {
        await using var receiver = await StubReceiver.Answering(204);
        var lookups = 0;
        var edge = new NetworkEdge
        {
            // A rebinding server: the second answer is another one.
            Resolve = (_, _) =>
                Task.FromResult(
                    new[] { IPAddress.Parse(Interlocked.Increment(ref lookups) == 1 ? "127.0.0.1" : "169.254.169.254") }
                ),
        };
        using var client = Guard.Open(edge: edge);

        var results = new[]
        {
            await client.Post(new Uri($"http://receiver.example:{receiver.Url.Port}/")),
            await client.Post(new Uri($"http://receiver.example:{receiver.Url.Port}/")),
        };

        Assert.All(results, result => Assert.True(result.Acknowledged));
        Assert.Equal(1, lookups);
    }

    [Fact]
    public async Task An_address_that_does_not_answer_gives_way_to_the_next()
    {
        await using var receiver = await StubReceiver.Answering(204);
        // Nothing listens on this port of the first.
        using var client = Guard.Open(edge: Guard.ResolvingTo("127.0.0.77", "127.0.0.1"));

        Assert.True((await client.Post(new Uri($"http://receiver.example:{receiver.Url.Port}/"))).Acknowledged);
    }

    [Theory]
    [InlineData("http://8.8.8.8/", EgressCategory.InsecureTarget)]
    [InlineData("http://receiver.example/", EgressCategory.InsecureTarget)]
    [InlineData("ftp://receiver.example/", EgressCategory.InsecureTarget)]
    [InlineData("https://user:password@receiver.example/", EgressCategory.InvalidTarget)]
    public async Task A_url_that_is_no_target_is_refused_before_anything_is_looked_up(
        string url,
        EgressCategory category
    )
    {
        var edge = new NetworkEdge { Resolve = (host, _) => throw new InvalidOperationException($"Looked up {host}.") };
        using var client = Guard.Closed(Unreachable(edge));

        var result = await client.Post(new Uri(url));

        Assert.Equal((category, false), (result.Category, result.Retryable));
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_a_dns_failure()
    {
        var edge = new NetworkEdge { Resolve = (_, _) => throw new SocketException((int)SocketError.HostNotFound) };
        using var failing = Guard.Closed(edge);
        using var empty = Guard.Closed(Guard.ResolvingTo());

        Assert.Equal(EgressCategory.Dns, (await failing.Post(Named)).Category);
        Assert.Equal(EgressCategory.Dns, (await empty.Post(Named)).Category);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_refused()
    {
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound but not listening, so nobody else takes the port
        using var client = Guard.Open();

        var result = await client.Post(new Uri($"http://127.0.0.1:{((IPEndPoint)closed.LocalEndPoint!).Port}/"));

        Assert.Equal((EgressCategory.Refused, null, true), (result.Category, result.StatusCode, result.Retryable));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Ty")]
    public async Task A_reset_before_whole_headers_is_a_network_failure(string beginning)
    {
        await using var receiver = RawReceiver.Serving(
            async (socket, stream, ct) =>
            {
                await RawReceiver.ReadRequest(stream, ct);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), ct);
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
        );
        using var client = Guard.Open();

        var result = await client.Post(receiver.Url);

        Assert.Equal((EgressCategory.Network, null, true), (result.Category, result.StatusCode, result.Retryable));
        Assert.Equal(1, receiver.Connections);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n\r\n")]
    [InlineData("HTTP/1.1 abc\r\n\r\n")]
    public async Task What_is_not_http_is_malformed(string answer)
    {
        await using var receiver = RawReceiver.Saying(answer);
        using var client = Guard.Open();

        Assert.Equal(EgressCategory.Malformed, (await client.Post(receiver.Url)).Category);
    }

    [Fact]
    public async Task Headers_without_end_are_malformed()
    {
        await using var receiver = RawReceiver.Saying($"HTTP/1.1 200 OK\r\nX: {new string('a', 200_000)}");
        using var client = Guard.Open();

        Assert.Equal(EgressCategory.Malformed, (await client.Post(receiver.Url)).Category);
    }

    private static NetworkEdge Unreachable(NetworkEdge edge) =>
        edge with
        {
            Dial = (address, _) => throw new InvalidOperationException($"Connected to {address}."),
        };
}
