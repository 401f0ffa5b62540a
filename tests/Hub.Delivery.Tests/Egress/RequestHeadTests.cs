using Hub.Delivery.Egress;
using Xunit;

namespace Hub.Delivery.Tests.Egress;

/// <summary>What a receiver reads of the hub's request before its body.</summary>
public sealed class RequestHeadTests
{
    [Fact]
    public async Task The_hub_says_who_it_is()
    {
        await using var receiver = new HeadReceiver();
        using var client = Guard.Open();

        Assert.True((await client.Post(receiver.At("/hook"))).Acknowledged);

        Assert.Matches(@"\nUser-Agent: Hub/\d+\.\d+\.\d+\r\n", receiver.Head);
    }

    [Fact]
    public async Task Who_sets_another_name_is_called_that_alone()
    {
        await using var receiver = new HeadReceiver();
        using var client = Guard.Open();
        using var request = new HttpRequestMessage(HttpMethod.Post, receiver.At("/hook"));
        request.Headers.TryAddWithoutValidation("user-agent", "Mozilla/5.0 (compatible; our own)");

        Assert.True((await client.Send(request, default)).Acknowledged);

        Assert.Contains("\nUser-Agent: Mozilla/5.0 (compatible; our own)\r\n", receiver.Head, StringComparison.Ordinal);
        Assert.DoesNotContain("Hub/", receiver.Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a%2Db", "/a%2Db")]
    [InlineData("/caf%c3%a9", "/caf%c3%a9")]
    [InlineData("/a/%2e%2e/b", "/a/%2e%2e/b")]
    [InlineData("/a/../b/./c", "/a/../b/./c")]
    [InlineData("/a%2Fb%2fc", "/a%2Fb%2fc")]
    [InlineData("//a//b", "//a//b")]
    [InlineData("/a;v=1/b,c", "/a;v=1/b,c")]
    [InlineData("/a?", "/a?")]
    [InlineData("/a??b", "/a??b")]
    [InlineData("/?sig=a%2fb%2Dc&x=%7e", "/?sig=a%2fb%2Dc&x=%7e")]
    [InlineData("/%zz%", "/%zz%")]
    [InlineData("/[a]?b[]='c'!*()", "/[a]?b[]='c'!*()")]
    [InlineData("/a:b@c", "/a:b@c")]
    [InlineData("", "/")]
    [InlineData("?a=b", "/?a=b")]
    [InlineData("/käse?ä=\ud83d\ude00", "/k%C3%A4se?%C3%A4=%F0%9F%98%80")]
    public async Task A_path_and_a_query_arrive_as_they_were_given(string given, string arrived)
    {
        await using var receiver = new HeadReceiver();
        using var client = Guard.Open();

        Assert.True((await client.Post(receiver.At(given))).Acknowledged);

        Assert.Equal($"POST {arrived} HTTP/1.1", receiver.RequestLine);
        Assert.Contains($"\nHost: 127.0.0.1:{receiver.Port}\r\n", receiver.Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a\r\nX-Injected: b")]
    [InlineData("/a\nX-Injected: b")]
    [InlineData("/a b")]
    [InlineData("/a\\b")]
    [InlineData("/a\0")]
    [InlineData("/a\u007f")]
    [InlineData("/a?b\r\n\r\nGET / HTTP/1.1")]
    public async Task What_would_break_the_request_line_is_not_sent(string given)
    {
        await using var receiver = new HeadReceiver();
        using var client = Guard.Open();

        var result = await client.Post(receiver.At(given));

        Assert.Equal(EgressCategory.InvalidTarget, result.Category);
        Assert.Equal(0, receiver.Connections);
    }

    [Theory]
    [InlineData("https://127.0.0.1/%2e%2e")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://0x7f.1/")]
    public async Task The_guard_reads_the_host_as_ever(string url)
    {
        using var client = Guard.Closed();

        Assert.Equal(EgressCategory.BlockedAddress, (await client.Post(TargetUri.Of(url))).Category);
    }

    [Theory]
    [InlineData("http://receiver.example/", EgressCategory.InsecureTarget)]
    [InlineData("https://user:pass@receiver.example/", EgressCategory.InvalidTarget)]
    public async Task A_scheme_or_user_that_may_not_be_is_refused_as_ever(string url, EgressCategory category)
    {
        using var client = Guard.Closed();

        Assert.Equal(category, (await client.Post(TargetUri.Of(url))).Category);
    }
}
