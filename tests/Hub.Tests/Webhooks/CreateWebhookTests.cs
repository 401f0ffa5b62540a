using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Webhooks;

public sealed class CreateWebhookTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private static readonly string[] Created = ["ticket.created"];

    [Fact]
    public async Task A_webhook_is_tiketti_s_and_active_unless_it_says_otherwise()
    {
        var answer = await hub.Admin.CreateWebhook(new { url = "https://example.com/new", events = Created });

        var data = answer.Expect(HttpStatusCode.Created).Data;
        Assert.Equal("tiketti", (string)data["dialect"]!);
        Assert.Equal("""["ticket.created"]""", data["events"]!.ToJsonString());
        Assert.True((bool)data["active"]!);
        Assert.Equal("active", (string)data["status"]!);
        Assert.NotNull(answer.ETag);
        Assert.DoesNotContain("null", answer.Text);
    }

    [Fact]
    public async Task It_keeps_all_that_it_is_given()
    {
        await hub.Admin.HireAgents(7);
        var answer = await hub.Admin.CreateWebhook(
            new
            {
                url = "https://example.com/all",
                events = new[] { "ticket.assigned", "ticket.created", "ticket.assigned" },
                dialect = "maktab",
                name = "Flow",
                description = "Of the team",
                active = false,
                filters = new
                {
                    department_id = new[] { 1, 2 },
                    priority = new[] { "urgent" },
                    tag = new[] { "vpn" },
                    assignee_id = new[] { 7 },
                },
                headers = new Dictionary<string, string> { ["X-Team"] = "a-credential" },
            }
        );

        var data = answer.Expect(HttpStatusCode.Created).Data;
        Assert.Equal("""["ticket.assigned","ticket.created"]""", data["events"]!.ToJsonString());
        Assert.Equal("maktab", (string)data["dialect"]!);
        Assert.Equal("Flow", (string)data["name"]!);
        Assert.Equal("Of the team", (string)data["description"]!);
        Assert.False((bool)data["active"]!);
        Assert.Equal("disabled", (string)data["status"]!);
        Assert.Equal(
            """{"department_id":[1,2],"priority":["urgent"],"tag":["vpn"],"assignee_id":[7]}""",
            data["filters"]!.ToJsonString()
        );
        Assert.Equal("""{"X-Team":"***"}""", data["headers"]!.ToJsonString());
        Assert.DoesNotContain("a-credential", answer.Text);
    }

    [Fact]
    public async Task A_made_secret_is_shown_once_and_a_given_one_never()
    {
        var made = await hub.Admin.CreateWebhook(new { url = "https://example.com/made", events = Created });
        var given = await hub.Admin.CreateWebhook(
            new
            {
                url = "https://example.com/given",
                events = Created,
                secret = "known-to-me",
            }
        );

        Assert.StartsWith("whsec_", (string)made.Data["secret"]!);
        var read = await hub.Admin.GetWebhook(WebhookCalls.IdOf(made));
        Assert.DoesNotContain("\"secret\"", read.Expect(HttpStatusCode.OK).Text);
        Assert.DoesNotContain("whsec_", read.Text);
        Assert.DoesNotContain("known-to-me", given.Expect(HttpStatusCode.Created).Text);
        Assert.DoesNotContain("whsec_", (await hub.Admin.ListWebhooks("per_page=100")).Text);
    }

    [Fact]
    public async Task The_query_string_of_the_address_is_shown_nowhere()
    {
        const string url =
            "https://prod-01.logic.azure.com:443/workflows/1/triggers/manual?api-version=1&sig=top-secret";
        var created = await hub.Admin.CreateWebhook(new { url, events = Created });
        var id = WebhookCalls.IdOf(created);
        Answer[] answers =
        [
            created,
            await hub.Admin.GetWebhook(id),
            await hub.Admin.ListWebhooks("per_page=100"),
            await hub.Admin.UpdateWebhook(id, new { name = "Masked" }),
            await hub.Admin.Act(id, "rotate-secret"),
            await hub.Admin.Act(id, "enable"),
        ];

        Assert.All(answers, answer => Assert.DoesNotContain("top-secret", answer.Text));
        Assert.Equal("https://prod-01.logic.azure.com/workflows/***?***", (string)created.Data["url"]!);
    }

    [Fact]
    public async Task A_wrong_address_does_not_hide_what_else_is_wrong()
    {
        var answer = await hub.Admin.CreateWebhook(
            new
            {
                url = "nowhere",
                events = new[] { "no.such.event" },
                name = new string('x', 101),
            }
        );

        answer.ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation_failed");
        Assert.All(["url", "events", "name"], field => Assert.Single(answer.ErrorsOf(field)));
    }

    [Fact]
    public async Task A_DELETE_on_the_Location_ends_it()
    {
        var created = await hub.Admin.CreateWebhook(new { url = "https://example.com/location", events = Created });
        var location = new Uri(created.Header("Location")!, UriKind.Absolute);

        Assert.EndsWith($"/api/v1/webhooks/{WebhookCalls.IdOf(created)}", location.AbsoluteUri);
        var deleted = await hub.Admin.Send(HttpMethod.Delete, location.AbsoluteUri, null);
        deleted.Expect(HttpStatusCode.NoContent);
        (await hub.Admin.Get(location.AbsoluteUri)).ExpectProblem(HttpStatusCode.NotFound, "WEBHOOK_NOT_FOUND");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""["ticket.exploded"]""")]
    [InlineData("""["ticket.created","ticket.exploded"]""")]
    [InlineData("""["*","ticket.exploded"]""")]
    [InlineData("""["Ticket.Created"]""")]
    [InlineData("""["reply.created"]""")]
    [InlineData("""["test.ping"]""")]
    [InlineData("""[""]""")]
    [InlineData("""[null]""")]
    public async Task Events_that_the_dialect_does_not_have_are_INVALID_EVENTS(string events)
    {
        var answer = await hub.Admin.CreateWebhook(
            new { url = "https://example.com/events", events = JsonNode.Parse(events) }
        );

        answer.ExpectProblem(HttpStatusCode.UnprocessableEntity, "INVALID_EVENTS");
        Assert.NotEmpty(answer.ErrorsOf("events"));
    }

    [Fact]
    public async Task What_is_too_long_or_too_much_is_refused_by_field()
    {
        var answer = await hub.Admin.CreateWebhook(
            new
            {
                url = "https://example.com/much",
                events = Created,
                name = new string('n', 101),
                description = new string('d', 1001),
                secret = new string('s', 256),
                headers = Enumerable.Range(0, 21).ToDictionary(number => $"X-{number}", _ => "x"),
            }
        );

        answer.ExpectInvalid("name");
        answer.ExpectInvalid("description");
        answer.ExpectInvalid("secret");
        answer.ExpectInvalid("headers");
    }

    [Fact]
    public async Task A_dialect_that_nobody_speaks_is_refused() =>
        (
            await hub.Admin.CreateWebhook(
                new
                {
                    url = "https://example.com/dialect",
                    events = Created,
                    dialect = "klingon",
                }
            )
        ).ExpectInvalid("dialect");

    [Theory]
    [InlineData("""{"tag":[null]}""")]
    [InlineData("""{"priority":["huge"]}""")]
    [InlineData("""{"department_id":["one"]}""")]
    public async Task Filters_that_make_no_sense_are_refused(string filters)
    {
        var answer = await hub.Admin.CreateWebhook(
            new
            {
                url = "https://example.com/filters",
                events = Created,
                filters = JsonNode.Parse(filters),
            }
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
    }
}
