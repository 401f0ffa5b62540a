using System.Net;
using System.Text.Json.Nodes;
using Hub.Domain.Tokens;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Templates;

/// <summary>Templates that came with the hub, and an organization's own.</summary>
public sealed class TemplatesTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    private const string Templates = "/api/v1/templates";
    private const string Text = """{"text": "{{ event.ticket.subject }}"}""";

    private static int number;

    private Task<Answer> Create(object body) => hub.Admin.Send(HttpMethod.Post, Templates, body);

    private async Task<string> New(object? body = null) => (string)(
                await Create(
                    body
                        ?? new
                        {
                            name = $"Template {Interlocked.Increment(ref number)}",
                            target = "generic",
                            text = Text,
                        }
                )
            ).Expect(HttpStatusCode.Created).Data["id"]!;

    private Task<Answer> Update(string id, object body) => hub.Admin.Send(HttpMethod.Put, $"{Templates}/{id}", body);

    [Fact]
    public async Task Every_target_has_a_shipped_template_and_each_can_be_read()
    {
        var shipped = await All("origin=shipped");

        foreach (
            var target in new[]
            {
                "teams",
                "slack",
                "discord",
                "google-chat",
                "mattermost",
                "pagerduty",
                "ntfy",
                "generic",
            }
        )
            Assert.Contains(shipped, one => (string)one["target"]! == target);
        Assert.All(shipped, one => Assert.Equal("shipped", (string)one["origin"]!));
        Assert.All(shipped, one => Assert.Null(one["text"]));
        var read = (await hub.Admin.Get($"{Templates}/teams-tickets")).Expect(HttpStatusCode.OK).Data;
        Assert.Equal(("teams", "tickets"), ((string)read["target"]!, (string)read["family"]!));
        Assert.Contains("AdaptiveCard", (string)read["text"]!);
        Assert.Null(read["version"]);
    }

    [Fact]
    public async Task Own_templates_come_first_and_pages_go_on_with_shipped_ones()
    {
        await New(
            new
            {
                name = "Zebra of ntfy",
                target = "ntfy",
                text = Text,
            }
        );
        await New(
            new
            {
                name = "Ant of ntfy",
                target = "ntfy",
                text = Text,
            }
        );
        var all = await All("target=ntfy");

        var first = (await hub.Admin.Get($"{Templates}?target=ntfy&per_page=3")).Json;
        var second = (await hub.Admin.Get($"{Templates}?target=ntfy&per_page=3&page=2")).Json;

        Assert.Equal(["Ant of ntfy", "Zebra of ntfy"], all.Take(2).Select(one => (string)one["name"]!));
        Assert.Equal(all.Count, (int)first["meta"]!["total"]!);
        Assert.Equal(
            all.Take(6).Select(one => (string)one["id"]!),
            first["data"]!.AsArray().Concat(second["data"]!.AsArray()).Select(one => (string)one!["id"]!)
        );
        Assert.Equal(["Zebra of ntfy"], (await All("target=ntfy&q=zEBRA")).Select(one => (string)one["name"]!));
        (await hub.Admin.Get($"{Templates}?target=fax")).ExpectInvalid("target");
    }

    [Fact]
    public async Task A_copy_takes_over_what_its_base_says_and_tells_what_was_changed()
    {
        var id = await New(new { name = "A copy", base_id = "slack-tickets" });
        var copied = (await hub.Admin.Get($"{Templates}/{id}")).Data;
        var text = (string)copied["text"]!;
        Assert.Equal(("slack", "tickets"), ((string)copied["target"]!, (string)copied["family"]!));
        Assert.True((bool)copied["is_base_current"]!);
        Assert.True((bool)(await Compare(id))["is_same"]!);

        await Update(id, new { text = $"{{{{ # mine }}}}\n{text}" });
        var compared = await Compare(id);

        Assert.Equal(("slack-tickets", false), ((string)compared["with"]!, (bool)compared["is_same"]!));
        Assert.Equal((1, 0), ((int)compared["added"]!, (int)compared["removed"]!));
        var added = compared["lines"]!.AsArray().Single(line => (string)line!["kind"]! == "added");
        Assert.Equal("{{ # mine }}", (string)added!["text"]!);
    }

    [Fact]
    public async Task What_it_says_is_kept_by_version_and_a_name_is_none()
    {
        var id = await New();
        await Update(id, new { name = $"Renamed {Interlocked.Increment(ref number)}" });
        var renamed = (await hub.Admin.Get($"{Templates}/{id}")).Data;
        await Update(id, new { text = """{"text": "two"}""" });

        var versions = (await hub.Admin.Get($"{Templates}/{id}/versions")).Items;
        var first = (await hub.Admin.Get($"{Templates}/{id}/versions/1")).Data;
        var compared = (await hub.Admin.Get($"{Templates}/{id}/compare?version=1")).Data;

        Assert.Equal(1, (int)renamed["version"]!);
        Assert.Equal([2, 1], versions.Select(one => (int)one!["version"]!));
        Assert.Equal(Text, (string)first["text"]!);
        Assert.Equal((1, 1), ((int)compared["added"]!, (int)compared["removed"]!));
        (await hub.Admin.Get($"{Templates}/{id}/versions/3")).ExpectProblem(
            HttpStatusCode.NotFound,
            "version_not_found"
        );
        (await hub.Admin.Get($"{Templates}/{id}/compare")).ExpectProblem(
            HttpStatusCode.Conflict,
            "template_without_base"
        );
    }

    [Fact]
    public async Task One_that_does_not_parse_is_refused_with_line_and_column()
    {
        var refused = await Create(
            new
            {
                name = "Broken",
                target = "generic",
                text = "{\n\"a\": {{ if }} }",
            }
        );

        refused.ExpectInvalid("text");
        var place = refused.Json["places"]!.AsArray()[0]!;
        Assert.Equal(2, (int)place["line"]!);
        Assert.True((int)place["column"]! > 1);
        Assert.StartsWith("Line 2, column", refused.ErrorsOf("text")[0]);
        var id = await New();
        (await Update(id, new { text = "{{ end }}" })).ExpectInvalid("text");
        Assert.Equal(Text, (string)(await hub.Admin.Get($"{Templates}/{id}")).Data["text"]!);
    }

    [Fact]
    public async Task One_that_fails_with_samples_is_taken_with_a_warning()
    {
        var made = await Create(
            new
            {
                name = "Fails",
                target = "generic",
                family = "tickets",
                text = "{{ event.ticket.subject }}, and no JSON",
            }
        );

        var warnings = made.Expect(HttpStatusCode.Created).Json["warnings"]!.AsArray();
        Assert.All(warnings, one => Assert.Equal("template_fails", (string)one!["code"]!));
        Assert.Contains(warnings, one => ((string)one!["message"]!).Contains("ticket.created"));
    }

    [Fact]
    public async Task What_does_not_hold_is_refused_by_field()
    {
        (await Create(new { name = "x" })).ExpectInvalid("target");
        (await Create(new { name = "x", target = "generic" })).ExpectInvalid("text");
        (await Create(new { name = "x", base_id = "fax-tickets" })).ExpectInvalid("base_id");
        (
            await Create(
                new
                {
                    name = "x",
                    target = "fax",
                    text = Text,
                }
            )
        ).ExpectInvalid("target");
        (
            await Create(
                new
                {
                    name = "x",
                    target = "generic",
                    family = "cats",
                    text = Text,
                }
            )
        ).ExpectInvalid("family");
        (
            await Create(
                new
                {
                    name = "x",
                    target = "generic",
                    text = new string(' ', 40_000),
                }
            )
        ).ExpectInvalid("text");
        await New(
            new
            {
                name = "Taken",
                target = "generic",
                text = Text,
            }
        );
        (
            await Create(
                new
                {
                    name = "taken",
                    target = "generic",
                    text = Text,
                }
            )
        ).ExpectProblem(HttpStatusCode.Conflict, "name_taken");
    }

    [Fact]
    public async Task One_that_a_webhook_uses_stays()
    {
        var id = await New();
        var webhook = (
            await hub.Admin.Send(
                HttpMethod.Post,
                "/api/v1/webhooks",
                new
                {
                    url = "https://example.com/used",
                    events = new[] { "ticket.created" },
                    target = "generic",
                    template_id = id,
                }
            )
        ).Expect(HttpStatusCode.Created).Data;

        (await hub.Admin.Send(HttpMethod.Delete, $"{Templates}/{id}", null)).ExpectProblem(
            HttpStatusCode.Conflict,
            "template_in_use"
        );
        await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/webhooks/{(string)webhook["id"]!}", null);
        (await hub.Admin.Send(HttpMethod.Delete, $"{Templates}/{id}", null)).Expect(HttpStatusCode.NoContent);
        (await hub.Admin.Get($"{Templates}/{id}")).ExpectProblem(HttpStatusCode.NotFound, "template_not_found");
        (await hub.Admin.Get($"{Templates}/{id}/versions")).ExpectProblem(
            HttpStatusCode.NotFound,
            "template_not_found"
        );
    }

    [Fact]
    public async Task Another_organization_s_is_not_there_and_shipped_ones_are_nobody_s_to_change()
    {
        var id = await New();

        (await hub.Neighbour.Get($"{Templates}/{id}")).ExpectProblem(HttpStatusCode.NotFound, "template_not_found");
        Assert.DoesNotContain((await All("origin=own", hub.Neighbour)), one => (string)one["id"]! == id);
        (await hub.Admin.Send(HttpMethod.Put, $"{Templates}/teams-tickets", new { name = "Mine" })).Expect(
            HttpStatusCode.NotFound
        );
        (await hub.Admin.Send(HttpMethod.Delete, $"{Templates}/teams-tickets", null)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Reading_takes_the_scope_to_read_and_changing_the_scope_to_write()
    {
        var id = await New();
        var reader = await hub.Host.WithScopes(Scope.TicketsRead);
        var stranger = await hub.Host.WithScopes(Scope.KbRead);

        (await reader.Get($"{Templates}/{id}")).Expect(HttpStatusCode.OK);
        (await reader.Get(Templates)).Expect(HttpStatusCode.OK);
        (await reader.Send(HttpMethod.Put, $"{Templates}/{id}", new { text = Text })).Expect(HttpStatusCode.Forbidden);
        (await stranger.Get(Templates)).Expect(HttpStatusCode.Forbidden);
    }

    private async Task<JsonNode> Compare(string id) =>
        (await hub.Admin.Get($"{Templates}/{id}/compare")).Expect(HttpStatusCode.OK).Data;

    private async Task<List<JsonNode>> All(string query, HubClient? client = null)
    {
        var all = new List<JsonNode>();
        for (var page = 1; ; page++)
        {
            var answer = await (client ?? hub.Admin).Get($"{Templates}?{query}&per_page=100&page={page}");
            all.AddRange(answer.Expect(HttpStatusCode.OK).Items.OfType<JsonNode>());
            if (all.Count >= (int)answer.Json["meta"]!["total"]!)
                return all;
        }
    }
}
