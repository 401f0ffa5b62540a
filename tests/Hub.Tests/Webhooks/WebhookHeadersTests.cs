using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

public sealed class WebhookHeadersTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private static readonly string[] Created = ["ticket.created"];

    [Theory]
    [InlineData("Host", "evil.test")]
    [InlineData("content-type", "text/plain")]
    [InlineData("Content-Length", "1")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Connection", "close")]
    [InlineData("Expect", "100-continue")]
    [InlineData("Proxy-Authorization", "x")]
    [InlineData("Sec-Fetch-Site", "x")]
    [InlineData("X-Tiketti-Signature", "sha256=0")]
    [InlineData("x-maktab-signature", "sha256=0")]
    [InlineData("webhook-id", "1")]
    [InlineData("ce-id", "1")]
    [InlineData("traceparent", "00")]
    [InlineData("", "x")]
    [InlineData("X Team", "x")]
    [InlineData("X-Team:", "x")]
    [InlineData("X-Team\r\nX-Other", "x")]
    [InlineData("X-Team", "a\r\nX-Injected: 1")]
    [InlineData("X-Team", "a\nb")]
    [InlineData("X-Team", "a\rb")]
    [InlineData("X-Team", "a\0b")]
    [InlineData("X-Team", "grün")]
    [InlineData("X-Team", null)]
    public async Task Headers_that_the_hub_sets_or_that_break_a_request_are_refused(string name, string? value)
    {
        var answer = await hub.Admin.CreateWebhook(
            new
            {
                url = "https://example.com/headers",
                events = Created,
                headers = new Dictionary<string, string?> { [name] = value },
            }
        );

        answer.ExpectInvalid("headers");
    }
}
