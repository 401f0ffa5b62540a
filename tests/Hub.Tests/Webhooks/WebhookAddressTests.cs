using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

public sealed class WebhookAddressTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private static readonly string[] Created = ["ticket.created"];

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("example.com/hook")]
    [InlineData("//example.com/hook")]
    [InlineData("http://example.com/hook")]
    [InlineData("ftp://example.com/hook")]
    [InlineData("https://")]
    [InlineData("https:///hook")]
    [InlineData("https://user:password@example.com/hook")]
    [InlineData("https://example.com/hook#part")]
    [InlineData("https://example.com/a b")]
    [InlineData("https://example.com/\r\nX-Injected: 1")]
    [InlineData("https://example.com\\@evil.test/")]
    [InlineData("https://localhost/hook")]
    [InlineData("https://hub.local/hook")]
    [InlineData("https://127.0.0.1/hook")]
    [InlineData("https://10.1.2.3/hook")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/hook")]
    [InlineData("https://[::ffff:10.0.0.1]/hook")]
    [InlineData("https://2130706433/hook")]
    [InlineData("https://0x7f.1/hook")]
    public async Task An_address_that_must_not_be_reached_is_INVALID_URL(string? url)
    {
        var answer = await hub.Admin.CreateWebhook(new { url, events = Created });

        answer.ExpectProblem(HttpStatusCode.UnprocessableEntity, "INVALID_URL");
        Assert.NotEmpty(answer.ErrorsOf("url"));
    }

    [Fact]
    public async Task An_address_of_more_than_8192_characters_is_INVALID_URL() =>
        (
            await hub.Admin.CreateWebhook(
                new { url = "https://example.com/" + new string('a', 8192), events = Created }
            )
        ).ExpectProblem(HttpStatusCode.UnprocessableEntity, "INVALID_URL");
}
