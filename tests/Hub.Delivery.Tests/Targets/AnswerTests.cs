using Hub.Delivery.Egress;
using Hub.Delivery.Targets;
using Hub.Delivery.Tests.Retries;
using Xunit;

namespace Hub.Delivery.Tests.Targets;

/// <summary>What targets answer, and what that means to the hub.</summary>
public sealed class AnswerTests
{
    private static EgressResult Answer(int status, string body = "", double? retryAfter = null) =>
        Result.Answered(status, body, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    private static Target Of(string name) => TargetCatalogue.Find(name)!;

    [Theory]
    [InlineData("teams", 202, "", true)]
    [InlineData("teams", 200, "1", true)]
    [InlineData(
        "teams",
        200,
        "Webhook message delivery failed with error: returned HTTP error 429 with ContextId",
        false
    )]
    [InlineData("teams", 302, "", false)]
    [InlineData("slack", 200, "ok", true)]
    [InlineData("slack", 200, "ok\n", true)]
    [InlineData("slack", 200, "<html>Sign in</html>", false)]
    [InlineData("slack", 200, "", false)]
    [InlineData("slack", 202, "ok", false)]
    [InlineData("discord", 200, """{"id":"1"}""", true)]
    [InlineData("discord", 204, "", false)]
    [InlineData("google-chat", 200, "{}", true)]
    [InlineData("google-chat", 202, "", false)]
    [InlineData("mattermost", 200, "ok", true)]
    [InlineData("mattermost", 200, "<!doctype html>", false)]
    [InlineData("pagerduty", 202, """{"status":"success"}""", true)]
    [InlineData("pagerduty", 200, "", false)]
    [InlineData("ntfy", 200, "{}", true)]
    [InlineData("ntfy", 502, "<html>Bad gateway</html>", false)]
    [InlineData("generic", 200, "", true)]
    [InlineData("generic", 204, "", true)]
    [InlineData("generic", 429, "", false)]
    public void What_counts_as_an_acknowledgement(string target, int status, string body, bool counts) =>
        Assert.Equal(counts, Of(target).Acknowledges(Answer(status, body)));

    [Theory]
    [InlineData("teams", 401, """{"error":{"code":"DirectApiAuthorizationRequired"}}""", "Anyone")]
    [InlineData("teams", 400, """{"error":{"code":"WorkflowTriggerIsNotEnabled"}}""", "turn it on")]
    [InlineData("teams", 404, """{"error":{"code":"WorkflowNotFound"}}""", "make a new one")]
    [InlineData("slack", 403, "action_prohibited", "admins")]
    [InlineData("slack", 403, "invalid_token", "new webhook")]
    [InlineData("slack", 404, "channel_not_found", "channel is gone")]
    [InlineData("slack", 404, "no_service", "removed")]
    [InlineData("slack", 410, "channel_is_archived", "unarchive")]
    [InlineData("discord", 401, """{"code":50027}""", "token")]
    [InlineData("discord", 404, """{"code":10015}""", "deleted")]
    [InlineData("google-chat", 400, "API key not valid. Please pass a valid API key.", "key")]
    [InlineData("google-chat", 403, "", "no more")]
    [InlineData("google-chat", 404, "", "gone")]
    [InlineData("mattermost", 400, """{"id":"web.incoming_webhook.invalid.app_error"}""", "does not know")]
    [InlineData("mattermost", 403, "", "may not post")]
    [InlineData("mattermost", 404, "", "gone")]
    [InlineData("pagerduty", 400, """{"errors":["Invalid routing key"]}""", "integration key")]
    [InlineData("pagerduty", 400, """{"errors":["'routing_key' is missing or blank"]}""", "integration key")]
    [InlineData("ntfy", 401, """{"code":40101}""", "token")]
    [InlineData("ntfy", 403, """{"code":40301}""", "token")]
    [InlineData("generic", 404, """{"message":"The requested webhook \"x\" is not registered."}""", "activate")]
    [InlineData("generic", 410, "", "another address")]
    public void Owners_are_told_what_to_do_where_nothing_will_be_taken_any_more(
        string target,
        int status,
        string body,
        string advice
    ) => Assert.Contains(advice, Of(target).Advice(Answer(status, body)), StringComparison.Ordinal);

    /// <summary>One message that is refused, or a receiver that is down, stops nothing.</summary>
    [Theory]
    [InlineData("teams", 400, """{"error":{"code":"InvalidRequestContent"}}""")]
    [InlineData("teams", 404, "<html>Not found</html>")]
    [InlineData("teams", 202, "")]
    [InlineData("slack", 400, "invalid_blocks")]
    [InlineData("slack", 500, "rollup_error")]
    [InlineData("discord", 400, """{"code":50035}""")]
    [InlineData("google-chat", 400, "INVALID_ARGUMENT")]
    [InlineData("mattermost", 400, "Unable to parse incoming data")]
    [InlineData("pagerduty", 400, """{"errors":["'payload.severity' is invalid"]}""")]
    [InlineData("pagerduty", 429, "")]
    [InlineData("ntfy", 429, "")]
    [InlineData("generic", 404, "")]
    [InlineData("generic", 503, "")]
    public void Other_refusals_are_no_end(string target, int status, string body) =>
        Assert.Null(Of(target).Advice(Answer(status, body)));

    [Theory]
    [InlineData("""{"message":"You are being rate limited.","retry_after":0.31,"global":false}""", 7.0, 0.31)]
    [InlineData("""{"retry_after":64.5}""", null, 64.5)]
    [InlineData("<html>Cloudflare</html>", 7.0, 7.0)]
    [InlineData("""{"retry_after":"soon"}""", 7.0, 7.0)]
    [InlineData("""{"retry_after":-1}""", 7.0, 7.0)]
    [InlineData("[]", null, null)]
    [InlineData("", null, null)]
    public void Discord_says_in_the_body_how_long_to_wait(string body, double? header, double? seconds) =>
        Assert.Equal(seconds, Of("discord").RetryAfter(Answer(429, body, header))?.TotalSeconds);

    [Fact]
    public void Others_say_it_in_the_header()
    {
        foreach (var target in TargetCatalogue.All)
            Assert.Equal(TimeSpan.FromSeconds(3), target.RetryAfter(Answer(429, """{"other":1}""", 3)));
    }
}
