using FsCheck;
using FsCheck.Fluent;
using Hub.Delivery.Egress;
using Xunit;

namespace Hub.Delivery.Tests.Egress;

/// <summary>Any URL that the policy takes arrives as it was given; the others reach nobody.</summary>
public sealed class RequestLineProperties
{
    /// <summary>What a path or query may be made of, and what normalisers like to change.</summary>
    private static readonly string[] Parts =
    [
        .. "abzABZ059-._~!$&'()*+,;=:@/?[]%".Select(one => one.ToString()),
        .. Enumerable.Range(0, 256).Select(octet => $"%{octet:x2}"),
        .. Enumerable.Range(0, 256).Select(octet => $"%{octet:X2}"),
        .. new[] { "/../", "/./", "//", "%2e%2e", "%2E.", "/%2e/", "??", "%", "%%", "%zz", "%u00e9", "&&", ";;", "==" },
    ];

    private static readonly string[] Forbidden =
    [
        "\r\n",
        "\r",
        "\n",
        "\0",
        "\t",
        " ",
        "\u007f",
        "\\",
        "\"",
        "<",
        "^",
        "`",
        "{",
        "|",
    ];

    [Fact]
    public async Task Every_path_and_query_arrives_byte_for_byte()
    {
        await using var receiver = new HeadReceiver();
        using var client = Guard.Open();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Texts(Parts).ToArbitrary(), text =>
            {
                var url = $"http://127.0.0.1:{receiver.Port}/{text}";
                Assert.Null(TargetPolicy.Check(url, Development));
                Assert.True(client.Post(TargetUri.Of(url)).GetAwaiter().GetResult().Acknowledged);
                Assert.Equal($"POST /{text} HTTP/1.1", receiver.RequestLine);
            }));
    }

    [Fact]
    public async Task Whatever_could_end_the_request_line_is_refused_when_saved_and_when_sent()
    {
        await using var receiver = new HeadReceiver();
        using var client = Guard.Open();

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400),
            Prop.ForAll(
                Texts(Parts).ToArbitrary(),
                Gen.Elements(Forbidden).ToArbitrary(),
                Texts(Parts).ToArbitrary(),
                (before, bad, after) =>
                {
                    var url = $"http://127.0.0.1:{receiver.Port}/{before}{bad}{after}";
                    Assert.Equal("url_invalid", TargetPolicy.Check(url, Development)?.Code);
                    var result = client.Post(TargetUri.Of(url)).GetAwaiter().GetResult();
                    Assert.Equal(EgressCategory.InvalidTarget, result.Category);
                }
            )
        );
        Assert.Equal(0, receiver.Connections);
    }

    private static EgressOptions Development => new() { AllowInsecureTargets = true };

    private static Gen<string> Texts(string[] parts) =>
        Gen.Elements(parts).ListOf().Select(chosen => string.Concat(chosen));
}
