using Hub.Delivery.Egress;
using Xunit;

namespace Hub.Delivery.Tests.Egress;

public sealed class MaskedUrlTests
{
    [Theory]
    [InlineData("https://example.com/hook", "https://example.com/hook")]
    [InlineData("https://example.com", "https://example.com/")]
    [InlineData("https://example.com:8443/a/b?sig=secret&sp=x", "https://example.com:8443/a/***?***")]
    [InlineData("https://example.com/?secret", "https://example.com/?***")]
    [InlineData("https://user:secret@example.com/hook#secret", "https://***@example.com/hook")]
    [InlineData("https://[2606:4700::1]/hook?secret", "https://[2606:4700::1]/hook?***")]
    [InlineData("not a url with a secret", "***")]
    [InlineData("relative?secret", "***")]
    [InlineData("https://example.com/a%2Db/%2e%2e?secret", "https://example.com/a%2Db/***?***")]
    [InlineData("https://hooks.slack.com/services/T0/B0/secret", "https://hooks.slack.com/services/***")]
    [InlineData(
        "https://x.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d",
        "https://x.webhook.office.com/webhookb2/***"
    )]
    [InlineData("https://ntfy.sh/secret", "https://ntfy.sh/***")]
    [InlineData("https://example.com/hook/", "https://example.com/hook/")]
    [InlineData("https://example.com//secret", "https://example.com//***")]
    public void Credentials_do_not_show(string url, string shown) => Assert.Equal(shown, MaskedUrl.Of(url));
}
