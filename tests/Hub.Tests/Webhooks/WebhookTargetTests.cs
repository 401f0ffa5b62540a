using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

/// <summary>What a webhook says of its messages: target, template, time zone, language, digest.</summary>
public sealed class WebhookTargetTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private static readonly string[] Created = ["ticket.created"];

    [Fact]
    public async Task It_keeps_what_it_is_given_and_shows_it()
    {
        var id = WebhookCalls.IdOf(
            await hub.Admin.CreateWebhook(
                new
                {
                    url = Flow("all"),
                    events = Created,
                    target = "teams",
                    template_id = "teams-tickets-compact",
                    time_zone = "Europe/Berlin",
                    language = "en",
                    digest = new { minutes = 15, per = "record" },
                }
            )
        );

        var data = (await hub.Admin.GetWebhook(id)).Data;
        Assert.Equal("teams", (string)data["target"]!);
        Assert.Equal("teams-tickets-compact", (string)data["template_id"]!);
        Assert.Equal("Europe/Berlin", (string)data["time_zone"]!);
        Assert.Equal("en", (string)data["language"]!);
        Assert.Equal("""{"events":100,"minutes":15,"per":"record"}""", data["digest"]!.ToJsonString());
        Assert.Null(data["remark"]);
        Assert.Null(data["template_problem"]);
    }

    [Fact]
    public async Task What_is_suspicious_about_an_address_is_remarked()
    {
        var answer = await hub.Admin.CreateWebhook(
            new
            {
                url = "https://prod-1.example.com/workflows/1/triggers/manual/paths/invoke",
                events = Created,
                target = "teams",
            }
        );

        Assert.Contains("'sig'", (string)answer.Expect(HttpStatusCode.Created).Data["remark"]!);
    }

    [Theory]
    [InlineData("target", "telegraph")]
    [InlineData("template_id", "no-such-template")]
    [InlineData("template_id", "slack-tickets")]
    [InlineData("template_id", "4711")]
    [InlineData("time_zone", "Europe/Atlantis")]
    [InlineData("language", "tlh")]
    public async Task What_there_is_not_is_refused(string field, string value)
    {
        var fields = new Dictionary<string, object>
        {
            ["url"] = Flow("unknown"),
            ["events"] = Created,
            ["target"] = "teams",
            [field] = value,
        };

        (await hub.Admin.CreateWebhook(fields)).ExpectInvalid(field);
    }

    [Fact]
    public async Task An_unknown_target_is_told_the_known_ones()
    {
        var refused = await hub.Admin.CreateWebhook(
            new
            {
                url = Flow("t"),
                events = Created,
                target = "telegraph",
            }
        );

        Assert.Contains("teams, slack, discord", refused.ErrorsOf("target")[0]);
    }

    [Theory]
    [InlineData(1, 15, "all", "digest.events")]
    [InlineData(101, 15, "all", "digest.events")]
    [InlineData(20, 0, "all", "digest.minutes")]
    [InlineData(20, 1441, "all", "digest.minutes")]
    [InlineData(20, 15, "week", "digest.per")]
    public async Task A_digest_has_bounds(int events, int minutes, string per, string field) =>
        (
            await hub.Admin.CreateWebhook(
                new
                {
                    url = Flow("bounds"),
                    events = Created,
                    target = "teams",
                    digest = new
                    {
                        events,
                        minutes,
                        per,
                    },
                }
            )
        ).ExpectInvalid(field);

    [Fact]
    public async Task A_digest_says_how_long_it_waits() =>
        (
            await hub.Admin.CreateWebhook(
                new
                {
                    url = Flow("endless"),
                    events = Created,
                    target = "teams",
                    digest = new { events = 5 },
                }
            )
        ).ExpectInvalid("digest.minutes");

    [Theory]
    [InlineData("https://contoso.webhook.office.com/webhookb2/1", "retired")]
    [InlineData("https://example.com/somewhere", "no address of a flow")]
    public async Task An_address_that_is_none_of_the_target_s_is_refused_with_the_way_out(string url, string says)
    {
        var refused = await hub.Admin.CreateWebhook(
            new
            {
                url,
                events = Created,
                target = "teams",
            }
        );

        refused.ExpectProblem(HttpStatusCode.UnprocessableEntity, "INVALID_URL");
        Assert.Contains(says, refused.ErrorsOf("url")[0]);
        var id = await hub.Admin.Subscribe($"{url}/plain", "ticket.created");
        (await hub.Admin.UpdateWebhook(id, new { target = "teams" })).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "INVALID_URL"
        );
    }

    [Fact]
    public async Task Without_a_target_there_is_nothing_to_format()
    {
        var refused = await hub.Admin.CreateWebhook(
            new
            {
                url = "https://example.com/plain",
                events = Created,
                template_id = "teams-tickets",
                time_zone = "UTC",
                language = "en",
                digest = new { minutes = 5 },
            }
        );

        foreach (var field in new[] { "template_id", "time_zone", "language", "digest" })
            refused.ExpectInvalid(field);
        var id = await hub.Admin.Subscribe("https://example.com/plain-too", "ticket.created");
        (await hub.Admin.UpdateWebhook(id, new { digest = new { minutes = 5 } })).ExpectInvalid("digest");
        (await hub.Admin.UpdateWebhook(id, new { digest = (object?)null })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_change_tells_absent_from_null_and_null_takes_the_target_and_all_of_it_away()
    {
        var id = await hub.Admin.Target("teams", Flow("change"), "teams-tickets", new { minutes = 5 });

        var renamed = (await hub.Admin.UpdateWebhook(id, new { name = "Renamed" })).Expect(HttpStatusCode.OK).Data;
        Assert.Equal(("teams", "teams-tickets"), ((string)renamed["target"]!, (string)renamed["template_id"]!));
        var single = (await hub.Admin.UpdateWebhook(id, new { digest = (object?)null })).Expect(HttpStatusCode.OK).Data;
        Assert.Null(single["digest"]);
        Assert.Equal("teams", (string)single["target"]!);
        (await hub.Admin.UpdateWebhook(id, new { target = "generic" })).ExpectInvalid("template_id");
        var plain = (await hub.Admin.UpdateWebhook(id, new { target = (string?)null })).Expect(HttpStatusCode.OK).Data;
        Assert.Null(plain["target"]);
        Assert.Null(plain["template_id"]);
    }

    [Fact]
    public async Task The_target_is_part_of_what_makes_two_webhooks_the_same()
    {
        const string url = "https://example.com/same";
        var plain = WebhookCalls.IdOf(await hub.Admin.CreateWebhook(new { url, events = Created }));
        var generic = await hub.Admin.Target("generic", url);

        Assert.NotEqual(plain, generic);
        Assert.Equal(plain, WebhookCalls.IdOf(await hub.Admin.CreateWebhook(new { url, events = Created })));
        Assert.Equal(generic, await hub.Admin.Target("generic", url, "generic-tickets"));
        Assert.Equal("generic-tickets", (string)(await hub.Admin.GetWebhook(generic)).Data["template_id"]!);
        (await hub.Admin.UpdateWebhook(generic, new { target = (string?)null })).ExpectProblem(
            HttpStatusCode.Conflict,
            "webhook_exists"
        );
    }

    private static string Flow(string name) =>
        $"https://prod-1.example.com/workflows/{name}/triggers/manual/paths/invoke?sig=abc";
}
