using Hub.Delivery.Egress;
using Xunit;

namespace Hub.Delivery.Tests.Egress;

public sealed class TargetPolicyTests
{
    private static readonly EgressOptions Production = new();
    private static readonly EgressOptions Development = new() { AllowInsecureTargets = true };

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("https://example.com/hook")]
    [InlineData("HTTPS://EXAMPLE.com./hook?a=b&c=d@e")]
    [InlineData("https://example.com:8443/a/b")]
    [InlineData("https://bücher.example/hook")]
    [InlineData("https://8.8.8.8/hook")]
    [InlineData("https://[2606:4700:4700::1111]/hook")]
    [InlineData("https://10.example.com/hook")]
    [InlineData(
        "https://prod-12.westeurope.logic.azure.com:443/workflows/0f/triggers/manual/paths/invoke?sig=a%2Fb&sp=%2F"
    )]
    [InlineData("https://mylocalhost.com/@user")]
    public void A_public_https_url_will_do(string url) => Assert.Null(TargetPolicy.Check(url, Production));

    [Fact]
    public void A_callback_url_of_four_kilobytes_will_do() =>
        Assert.Null(TargetPolicy.Check($"https://example.com/?sig={new string('a', 4096)}", Production));

    [Theory]
    [InlineData(null, "url_missing")]
    [InlineData("", "url_missing")]
    [InlineData("hook", "url_not_https")]
    [InlineData("/hook", "url_not_https")]
    [InlineData("//example.com/hook", "url_not_https")]
    [InlineData("https:example.com", "url_not_https")]
    [InlineData("http://example.com/hook", "url_not_https")]
    [InlineData("ftp://example.com/hook", "url_not_https")]
    [InlineData("file:///etc/passwd", "url_not_https")]
    [InlineData("https://", "url_host_missing")]
    [InlineData("https:///hook", "url_host_missing")]
    [InlineData("https://?a=b", "url_host_missing")]
    [InlineData("https://:443/hook", "url_host_missing")]
    [InlineData("https://user@example.com/", "url_has_userinfo")]
    [InlineData("https://user:password@example.com/", "url_has_userinfo")]
    [InlineData("https://@example.com/", "url_has_userinfo")]
    [InlineData("https://example.com/#part", "url_has_fragment")]
    [InlineData("https://example.com/#", "url_has_fragment")]
    [InlineData("https://example.com\\@127.0.0.1/", "url_invalid")]
    [InlineData("https://example.com/a b", "url_invalid")]
    [InlineData("https://example.com/\r\nHost: b", "url_invalid")]
    [InlineData(" https://example.com/", "url_invalid")]
    [InlineData("https://example.com:99999/", "url_invalid")]
    [InlineData("https://1.2.3.4.5/", "url_invalid")]
    [InlineData("https://example.0x7f/", "url_invalid")]
    [InlineData("https://4294967296/", "url_invalid")]
    [InlineData("https://%31%32%37.0.0.1/", "url_invalid")]
    [InlineData("https://127%2e0%2e0%2e1/", "url_invalid")]
    public void A_url_that_cannot_be_a_target_is_refused(string? url, string code) =>
        Assert.Equal(code, TargetPolicy.Check(url, Production)?.Code);

    [Fact]
    public void A_url_past_the_limit_is_refused() =>
        Assert.Equal(
            "url_too_long",
            TargetPolicy.Check($"https://example.com/{new string('a', 8192)}", Production)?.Code
        );

    [Theory]
    [InlineData("https://example.com/hook", null)]
    [InlineData("https://example.com:443/hook", null)]
    [InlineData("https://example.com:8443/hook", null)]
    [InlineData("https://example.com:22/", "url_port_blocked")]
    [InlineData("https://example.com:0/", "url_port_blocked")]
    [InlineData("https://example.com:65535/", "url_port_blocked")]
    public async Task Where_ports_are_listed_no_other_is_reached(string url, string? code)
    {
        var options = new EgressOptions { AllowedPorts = [443, 8443] };
        var edge = new NetworkEdge { Resolve = (_, _) => Task.FromResult<System.Net.IPAddress[]>([]) };
        using var client = new GuardedClient(options, TimeProvider.System, edge);

        var sent = await client.Post(new Uri(url), TestContext.Current.CancellationToken);

        Assert.Equal(code, TargetPolicy.Check(url, options)?.Code);
        // One that was stored before the setting: it is not even looked up.
        Assert.Equal(code is null ? EgressCategory.Dns : EgressCategory.BlockedPort, sent.Category);
        Assert.Equal(code is null, sent.Retryable);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST.")]
    [InlineData("api.localhost")]
    [InlineData("printer.local")]
    [InlineData("metadata.google.internal")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1.")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0x7f000001")]
    [InlineData("0x7f000001.")]
    [InlineData("017700000001")]
    [InlineData("0177.0.0.1")]
    [InlineData("0")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("192.168.0.1:8443")]
    [InlineData("169.254.169.254")]
    [InlineData("0xa9fea9fe")]
    [InlineData("2852039166")]
    [InlineData("168.63.129.16")]
    [InlineData("[::]")]
    [InlineData("[::1]")]
    [InlineData("[::1]:443")]
    [InlineData("[0:0:0:0:0:0:0:1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("[::127.0.0.1]")]
    [InlineData("[64:ff9b::a9fe:a9fe]")]
    [InlineData("[2002:7f00:1::]")]
    [InlineData("[2001:0:7f00:1::]")]
    [InlineData("[fd00:ec2::254]")]
    [InlineData("[fe80::1]")]
    [InlineData("[fe80::1%25eth0]")]
    [InlineData("[2606:4700:4700::1111%25eth0]")]
    public void A_host_that_is_not_public_is_refused(string host) =>
        Assert.Equal("url_host_blocked", TargetPolicy.Check($"https://{host}/", Production)?.Code);

    [Theory]
    [InlineData("http://localhost:9000/hook")]
    [InlineData("http://127.0.0.1:9000/hook")]
    [InlineData("https://[::1]/hook")]
    [InlineData("http://receiver.internal/hook")]
    public void Where_insecure_targets_are_allowed_http_and_local_hosts_will_do(string url) =>
        Assert.Null(TargetPolicy.Check(url, Development));

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://0.0.0.0:9000/")]
    public void Metadata_and_unspecified_addresses_are_refused_even_there(string url) =>
        Assert.Equal("url_host_blocked", TargetPolicy.Check(url, Development)?.Code);
}
