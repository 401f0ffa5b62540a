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
    public async Task A_port_that_the_operator_does_not_allow_is_INVALID_URL_for_new_webhooks_and_changed_ones()
    {
        await using var strict = await TimedHub.Start(
            "--Delivery:AllowedPorts:0=443",
            "--Delivery:AllowedPorts:1=8443"
        );
        var id = WebhookCalls.IdOf(
            await strict.Admin.CreateWebhook(new { url = "https://example.com:8443/hook", events = Created })
        );

        var created = await strict.Admin.CreateWebhook(new { url = "https://example.com:6379/hook", events = Created });
        var changed = await strict.Admin.UpdateWebhook(id, new { url = "https://example.com:22/hook" });

        foreach (var (answer, port) in new[] { (created, 6379), (changed, 22) })
        {
            answer.ExpectProblem(HttpStatusCode.UnprocessableEntity, "INVALID_URL");
            Assert.Equal([$"The URL's port must be one of 443, 8443, not {port}."], answer.ErrorsOf("url"));
        }
        var kept = await strict.Admin.Get($"/api/v1/webhooks/{id}");
        Assert.StartsWith("https://example.com:8443/", (string)kept.Data["url"]!);
        Assert.Single((await strict.Admin.Get("/api/v1/webhooks")).Items);
    }

    [Fact]
    public async Task An_address_of_more_than_8192_characters_is_INVALID_URL() =>
        (
            await hub.Admin.CreateWebhook(
                new { url = "https://example.com/" + new string('a', 8192), events = Created }
            )
        ).ExpectProblem(HttpStatusCode.UnprocessableEntity, "INVALID_URL");
}
