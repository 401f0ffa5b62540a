using System.Net;
using System.Text.Json.Nodes;
using Hub.Domain.Tokens;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Templates;

/// <summary>Messages seen before they are sent.</summary>
public sealed class PreviewTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    private Task<Answer> Preview(object body, HubClient? client = null) =>
        (client ?? hub.Admin).Send(HttpMethod.Post, "/api/v1/templates/preview", body);

    [Fact]
    public async Task A_sample_shows_the_shipped_template_byte_for_byte()
    {
        var shown = (
            await Preview(
                new
                {
                    target = "teams",
                    @event = "ticket.created",
                    sample = true,
                }
            )
        ).Expect(HttpStatusCode.OK).Items.Single()!;

        var bytes = (string)shown["bytes"]!;
        Assert.Equal("message", (string)JsonNode.Parse(bytes)!["type"]!);
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(bytes), (int)shown["size"]!);
        Assert.Equal(20_000, (int)shown["limit"]!);
        Assert.Equal("ticket.created", (string)shown["event"]!);
        Assert.Empty(shown["warnings"]!.AsArray());
        Assert.Null(shown["error"]);
        Assert.Null(shown["difference"]);
    }

    [Fact]
    public async Task Real_events_are_shown_the_newest_first_and_by_their_id()
    {
        await NewTicket("Preview one");
        await NewTicket("Preview \"two\"");
        const string Template = """{"s": "{{ event.ticket.subject }}"}""";

        var shown = (
            await Preview(
                new
                {
                    target = "generic",
                    template = Template,
                    @event = "ticket.created",
                    last = 2,
                }
            )
        ).Expect(HttpStatusCode.OK).Items;
        var again = (
            await Preview(
                new
                {
                    target = "generic",
                    template = Template,
                    event_id = (string)shown[1]!["event_id"]!,
                }
            )
        ).Expect(HttpStatusCode.OK).Items.Single()!;

        Assert.Equal(
            ["""{"s":"Preview \"two\""}""", """{"s":"Preview one"}"""],
            shown.Select(one => (string)one!["bytes"]!)
        );
        Assert.Equal("""{"s":"Preview one"}""", (string)again["bytes"]!);
    }

    [Fact]
    public async Task What_goes_wrong_has_a_line_and_a_column()
    {
        var broken = await Preview(
            new
            {
                target = "generic",
                template = "{\n \"a\": \"{{ end }}\"}",
                @event = "ticket.created",
                sample = true,
            }
        );
        var failing = (
            await Preview(
                new
                {
                    target = "generic",
                    template = "{\n \"a\": \"{{ event.ticket.subjct }}{{ no_such_function 1 }}\"}",
                    @event = "ticket.created",
                    sample = true,
                }
            )
        ).Expect(HttpStatusCode.OK).Items.Single()!;
        var warned = (
            await Preview(
                new
                {
                    target = "generic",
                    template = "{\n \"a\": \"{{ event.ticket.subjct }}\"}",
                    @event = "ticket.created",
                    sample = true,
                }
            )
        ).Items.Single()!;

        broken.ExpectInvalid("template");
        Assert.Equal(2, (int)broken.Json["places"]![0]!["line"]!);
        Assert.Null(failing["bytes"]);
        Assert.Equal(2, (int)failing["error"]!["line"]!);
        Assert.Equal(2, (int)warned["warnings"]![0]!["line"]!);
        Assert.Contains("subjct", (string)warned["warnings"]![0]!["message"]!);
    }

    [Fact]
    public async Task A_change_of_a_saved_template_shows_what_differs()
    {
        var id = (string)(
                await hub.Admin.Send(
                    HttpMethod.Post,
                    "/api/v1/templates",
                    new
                    {
                        name = "Saved",
                        target = "generic",
                        text = """{"a": "one", "b": "two"}""",
                    }
                )
            ).Expect(HttpStatusCode.Created).Data["id"]!;

        var shown = (
            await Preview(
                new
                {
                    template_id = id,
                    template = """{"a": "one", "b": "2"}""",
                    @event = "ticket.created",
                    sample = true,
                }
            )
        ).Expect(HttpStatusCode.OK).Items.Single()!;

        Assert.Equal(
            ["removed:  \"b\": \"two\"", "added:  \"b\": \"2\""],
            shown["difference"]!.AsArray().Select(line => $"{line!["kind"]}:{line["text"]}")
        );
    }

    [Fact]
    public async Task What_is_asked_for_wrongly_is_refused_and_nothing_foreign_is_shown()
    {
        await hub.Neighbour.NewTicket();
        var theirs = (
            await Preview(
                new
                {
                    target = "generic",
                    @event = "ticket.created",
                    last = 1,
                },
                hub.Neighbour
            )
        ).Items;
        var reader = await hub.Host.WithScopes(Scope.TicketsRead);

        (await Preview(new { target = "generic", sample = true })).ExpectInvalid("event");
        (
            await Preview(
                new
                {
                    target = "generic",
                    @event = "ticket.eaten",
                    sample = true,
                }
            )
        ).ExpectInvalid("event");
        (await Preview(new { target = "generic", @event = "ticket.created" })).ExpectInvalid("last");
        (await Preview(new { @event = "ticket.created", sample = true })).ExpectInvalid("target");
        (
            await Preview(
                new
                {
                    template_id = "fax-tickets",
                    @event = "ticket.created",
                    sample = true,
                }
            )
        ).ExpectInvalid("template_id");
        (
            await Preview(
                new
                {
                    target = "slack",
                    template_id = "teams-tickets",
                    @event = "ticket.created",
                    sample = true,
                }
            )
        ).ExpectInvalid("template_id");
        (await Preview(new { target = "generic", event_id = (string)theirs.Single()!["event_id"]! })).ExpectProblem(
            HttpStatusCode.NotFound,
            "event_not_found"
        );
        (
            await Preview(
                new
                {
                    target = "generic",
                    @event = "user.created",
                    sample = true,
                },
                reader
            )
        ).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (
            await Preview(
                new
                {
                    target = "teams",
                    @event = "ticket.created",
                    sample = true,
                    time_zone = "Mars/Olympus",
                }
            )
        ).ExpectInvalid("time_zone");
    }

    [Fact]
    public async Task A_webhook_shows_which_events_it_would_have_sent_and_how()
    {
        var urgent = await NewTicket("Preview of a webhook", "urgent");
        await NewTicket("Not for it", "low");
        var plain = await New(new { url = "https://example.com/plain", events = new[] { "ticket.created" } });
        var carded = await New(
            new
            {
                url = "https://example.com/carded",
                events = new[] { "ticket.created" },
                filters = new { priority = new[] { "urgent" } },
                target = "generic",
            }
        );

        var all = (await PreviewOf(plain, new { last = 2 })).Expect(HttpStatusCode.OK).Json;
        var some = (await PreviewOf(carded, new { last = 2, template = """{"id": {{ event.ticket.id }}}""" }))
            .Expect(HttpStatusCode.OK)
            .Json;

        Assert.Equal((2, 2), ((int)all["meta"]!["considered"]!, (int)all["meta"]!["matched"]!));
        Assert.Equal("ticket.created", (string)JsonNode.Parse((string)all["data"]![0]!["bytes"]!)!["event"]!);
        Assert.Equal((2, 1), ((int)some["meta"]!["considered"]!, (int)some["meta"]!["matched"]!));
        Assert.Equal($$"""{"id":{{urgent}}}""", (string)some["data"]![0]!["bytes"]!);
        Assert.NotEmpty(some["data"]![0]!["difference"]!.AsArray());
        (await PreviewOf(plain, new { template = "{}" })).ExpectInvalid("template");
        (await hub.Neighbour.Send(HttpMethod.Post, $"/api/v1/webhooks/{plain}/preview", new { })).ExpectProblem(
            HttpStatusCode.NotFound,
            "WEBHOOK_NOT_FOUND"
        );
        Assert.Empty((await hub.Admin.Get($"/api/v1/webhooks/{plain}/deliveries")).Items);
    }

    private Task<long> NewTicket(string subject, string priority = "medium") =>
        hub.Admin.NewTicket(
            new
            {
                subject,
                priority,
                description = "As it says.",
                requester_email = "una@acme.com",
            }
        );

    private Task<Answer> PreviewOf(string webhook, object body) =>
        hub.Admin.Send(HttpMethod.Post, $"/api/v1/webhooks/{webhook}/preview", body);

    private async Task<string> New(object webhook) =>
        (string)
            (await hub.Admin.Send(HttpMethod.Post, "/api/v1/webhooks", webhook)).Expect(HttpStatusCode.Created).Data[
                "id"
            ]!;
}
