using Hub.Delivery.Egress;
using Hub.Delivery.Targets;
using Xunit;

namespace Hub.Delivery.Tests.Targets;

public sealed class AddressTests
{
    private const string OldFlow =
        "https://prod-12.westeurope.logic.azure.com:443/workflows/abc/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=secret-of-it";

    private const string NewFlow =
        "https://default1.2.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/abc/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=secret-of-it";

    private const string Slack = "https://hooks.slack.com/services/T0/B0/secret-of-it";
    private const string Discord = "https://discord.com/api/webhooks/123/secret-of-it";

    private const string Chat =
        "https://chat.googleapis.com/v1/spaces/AAA/messages?key=secret-of-it&token=secret-of-it%3D";

    private const string Mattermost = "https://chat.example.com/company/hooks/secret-of-it";

    private const string PagerDuty =
        "https://events.pagerduty.com/v2/enqueue?routing_key=0123456789abcdef0123456789abcdef";

    private const string Topic = "https://ntfy.sh/secret-of-it";

    private static Target Of(string name) => TargetCatalogue.Find(name)!;

    [Theory]
    [InlineData("teams", OldFlow)]
    [InlineData("teams", NewFlow)]
    [InlineData("teams", "https://localhost:5001/workflows/abc/triggers/manual/paths/invoke?sig=x")]
    [InlineData("slack", Slack)]
    [InlineData("slack", "https://hooks.slack-gov.com/services/T0/B0/x")]
    [InlineData("discord", Discord)]
    [InlineData("discord", "https://discord.com/api/v10/webhooks/123/x?thread_id=7")]
    [InlineData("google-chat", Chat)]
    [InlineData("mattermost", Mattermost)]
    [InlineData("pagerduty", PagerDuty)]
    [InlineData("ntfy", Topic)]
    [InlineData("generic", "https://example.com/anything?at=all")]
    public void Addresses_are_known_by_their_path(string target, string address)
    {
        Assert.Null(Of(target).WhyNotAddress(TargetUri.Of(address)));
        Assert.Null(Of(target).Remark(TargetUri.Of(address)));
    }

    [Theory]
    [InlineData("teams", "https://contoso.webhook.office.com/webhookb2/a@b/IncomingWebhook/c/d", "Workflows")]
    [InlineData("teams", "https://outlook.office.com/webhook/a@b/IncomingWebhook/c/d", "retired")]
    [InlineData("teams", "https://teams.microsoft.com/l/channel/x", "/workflows/")]
    [InlineData("teams", "https://prod-12.logic.azure.com/triggers/workflows", "/triggers/")]
    [InlineData("slack", "https://hooks.slack.com/workflows/T0/A0/1/x", "variables")]
    [InlineData("slack", "https://hooks.slack.com/triggers/T0/1/x", "variables")]
    [InlineData("slack", "https://example.slack.com/archives/C0", "/services/")]
    [InlineData("discord", "https://discord.com/channels/1/2", "/api/webhooks/")]
    [InlineData("discord", "https://discord.com/api/webhooks/123", "/api/webhooks/")]
    [InlineData("discord", Discord + "/slack", "Leave out /slack")]
    [InlineData("google-chat", "https://chat.google.com/room/AAA", "/v1/spaces/")]
    [InlineData("mattermost", "https://chat.example.com/hooks", "/hooks/")]
    [InlineData("pagerduty", "https://events.pagerduty.com/v2/enqueue", "routing_key=")]
    [InlineData("pagerduty", "https://events.pagerduty.com/v2/enqueue?routing_key=short", "32 characters")]
    [InlineData("pagerduty", "https://api.pagerduty.com/incidents", "Events API v2")]
    [InlineData("ntfy", "https://ntfy.sh/", "topic")]
    [InlineData("ntfy", "https://ntfy.sh/a/b", "topic")]
    public void Other_addresses_are_refused_with_the_way_out(string target, string address, string why) =>
        Assert.Contains(why, Of(target).WhyNotAddress(TargetUri.Of(address)), StringComparison.Ordinal);

    [Theory]
    [InlineData("teams", "https://x.logic.azure.com/workflows/abc/triggers/manual/paths/invoke?api-version=1", "sig")]
    [InlineData("teams", "https://x.logic.azure.com/workflows/abc/triggers/manual/paths/invoke?signal=1&sig=", "sig")]
    [InlineData("google-chat", "https://chat.googleapis.com/v1/spaces/AAA/messages?key=x", "token")]
    public void What_is_missing_in_an_address_is_remarked(string target, string address, string remark) =>
        Assert.Contains(remark, Of(target).Remark(TargetUri.Of(address)), StringComparison.Ordinal);

    [Theory]
    [InlineData("teams", OldFlow, OldFlow)]
    [InlineData("slack", Slack, Slack)]
    [InlineData("discord", Discord, Discord + "?wait=true")]
    [InlineData("discord", Discord + "?thread_id=%37", Discord + "?thread_id=%37&wait=true")]
    [InlineData("discord", Discord + "?wait=true", Discord + "?wait=true")]
    [InlineData("google-chat", Chat, Chat + "&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD")]
    [InlineData("pagerduty", PagerDuty, "https://events.pagerduty.com/v2/enqueue")]
    [InlineData("pagerduty", PagerDuty + "&a=%2F", "https://events.pagerduty.com/v2/enqueue?a=%2F")]
    [InlineData("ntfy", Topic, "https://ntfy.sh/")]
    [InlineData("ntfy", "https://push.example.com:8443/desk?auth=%51", "https://push.example.com:8443/?auth=%51")]
    public void Messages_go_to_the_address_byte_for_byte_but_for_what_the_target_wants(
        string target,
        string address,
        string sent
    ) => Assert.Equal(sent, Of(target).Address(TargetUri.Of(address)).OriginalString);

    [Theory]
    [InlineData("ntfy", Topic, """{"topic":"secret-of-it","message":"é"}""")]
    [InlineData("pagerduty", PagerDuty, """{"routing_key":"0123456789abcdef0123456789abcdef","message":"é"}""")]
    [InlineData("slack", Slack, """{"message":"é","topic":"own"}""")]
    public void What_the_owner_wrote_into_the_address_goes_into_the_body(string target, string address, string sent)
    {
        var body = """{"message":"é","topic":"own"}"""u8.ToArray();
        if (target == "pagerduty")
            body = """{"message":"é","routing_key":"own"}"""u8.ToArray();
        Assert.Equal(sent, System.Text.Encoding.UTF8.GetString(Of(target).BodyFor(TargetUri.Of(address), body)));
    }

    [Theory]
    [InlineData(OldFlow)]
    [InlineData(NewFlow)]
    [InlineData(Slack)]
    [InlineData(Discord)]
    [InlineData(Chat)]
    [InlineData(Mattermost)]
    [InlineData(PagerDuty)]
    [InlineData(Topic)]
    public void No_credential_shows(string address)
    {
        var shown = MaskedUrl.Of(TargetUri.Of(address));
        Assert.DoesNotContain("secret", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", shown, StringComparison.Ordinal);
    }
}
