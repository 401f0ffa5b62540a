using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Audit;

public sealed class AuditLogTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    private const string Log = "/api/v1/audit-log";

    [Fact]
    public async Task An_entry_says_who_did_what_from_where_with_what_it_was_before()
    {
        var made = (await hub.Admin.CreateDepartment(new { name = "Before" })).Expect(HttpStatusCode.Created);
        await hub.Admin.Send(HttpMethod.Put, $"/api/v1/departments/{made.Id}", new { name = "After" });

        var entry = await Newest($"subject_type=department&subject_id={made.Id}");

        Assert.Equal("updated", (string)entry["action"]!);
        Assert.Equal("PUT /api/v1/departments/{id}", (string)entry["route"]!);
        Assert.Equal("127.0.0.1", (string)entry["address"]!);
        Assert.Equal(("token", "1"), ((string)entry["actor"]!["type"]!, (string)entry["actor"]!["id"]!));
        var change = Assert.Single(entry["changes"]!.AsArray())!;
        Assert.Equal("""{"field":"name","from":"Before","to":"After"}""", change.ToJsonString());
        Assert.Equal(
            entry.ToJsonString(),
            (await hub.Admin.Get($"{Log}/{entry["id"]}")).Expect(HttpStatusCode.OK).Data.ToJsonString()
        );
    }

    [Fact]
    public async Task What_changes_nothing_leaves_nothing()
    {
        var made = (await hub.Admin.CreateDepartment(new { name = "Same" })).Expect(HttpStatusCode.Created);
        var path = $"/api/v1/departments/{made.Id}";

        (await hub.Admin.Send(HttpMethod.Put, path, new { name = "Same" })).Expect(HttpStatusCode.OK);

        Assert.Equal(["created"], await Actions($"subject_type=department&subject_id={made.Id}"));
    }

    [Fact]
    public async Task A_token_is_told_without_its_secret_and_beside_what_the_organization_keeps()
    {
        var made = await hub.Admin.CreateToken(new { name = "Nightly", abilities = new[] { "kb:read" } });
        await hub.Admin.CreateDepartment(new { name = "Between" });
        var id = (long)made.Json["data"]!["id"]!;
        (await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/tokens/{id}", null)).Expect(HttpStatusCode.NoContent);

        var all = (await hub.Admin.Get($"{Log}?per_page=3")).Expect(HttpStatusCode.OK);

        Assert.Equal(
            ["deleted token", "created department", "created token"],
            all.Items.Select(one => $"{one!["action"]} {one["subject"]!["type"]}")
        );
        var secret = ((string)made.Json["token"]!).Split('|')[1];
        Assert.DoesNotContain(secret, all.Text);
        Assert.DoesNotContain("hash", all.Text);
    }

    [Fact]
    public async Task A_webhook_is_told_without_its_secret_or_the_credential_in_its_address()
    {
        var made = (
            await hub.Admin.Send(
                HttpMethod.Post,
                "/api/v1/webhooks",
                new
                {
                    url = "https://flows.example.com/in?sig=very-secret",
                    events = new[] { "*" },
                    headers = new Dictionary<string, string> { ["X-Key"] = "header-secret" },
                }
            )
        ).Expect(HttpStatusCode.Created);
        var id = (string)made.Data["id"]!;
        var path = $"/api/v1/webhooks/{id}";
        var rotated = await hub.Admin.Send(HttpMethod.Post, $"{path}/rotate-secret", "{}");
        await hub.Admin.Send(HttpMethod.Patch, path, new { url = "https://flows.example.com/in?sig=other-secret" });
        await hub.Admin.Send(HttpMethod.Post, $"{path}/test", null);
        await hub.Admin.Send(HttpMethod.Post, $"{path}/replay", new { since = "2026-01-01T00:00:00Z" });

        var list = await hub.Admin.Get($"{Log}?subject_type=webhook&subject_id={id}");

        Assert.Equal(
            ["replayed", "tested", "updated", "secret_rotated", "created"],
            list.Items.Select(one => (string)one!["action"]!)
        );
        Assert.Contains("https://flows.example.com/in?***", list.Text);
        Assert.Equal("url", (string)list.Items[2]!["changes"]![0]!["field"]!);
        foreach (
            var secret in new[] { "very-secret", "other-secret", "header-secret", (string)rotated.Data["secret"]! }
        )
            Assert.DoesNotContain(secret, list.Text);
    }

    [Fact]
    public async Task What_an_identity_provider_does_is_told_of_its_token()
    {
        var token = await hub.Admin.Send(HttpMethod.Post, "/api/v1/scim-tokens", new { name = "Entra" });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/scim/v2/Users")
        {
            Content = new StringContent(
                """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"audited@company.com"}""",
                Encoding.UTF8,
                "application/scim+json"
            ),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (string)token.Json["token"]!);
        using var answer = await hub.Host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);

        var entry = await Newest("subject_type=agent");

        Assert.Equal("created", (string)entry["action"]!);
        Assert.Equal("scim_token", (string)entry["actor"]!["type"]!);
        Assert.Equal("Entra", (string)entry["actor"]!["name"]!);
    }

    [Fact]
    public async Task Who_leaves_is_told_as_deactivated_and_who_joins_a_role_beside_it()
    {
        var agent = await hub.Admin.Send(
            HttpMethod.Post,
            "/api/v1/users",
            new { name = "Leaver", email = "leaver@company.com" }
        );
        var role = await hub.Admin.Send(HttpMethod.Post, "/api/v1/roles", new { name = "Third line" });
        (
            await hub.Admin.Send(HttpMethod.Put, $"/api/v1/users/{agent.Id}", new { role_ids = new[] { role.Id } })
        ).Expect(HttpStatusCode.OK);
        var joined = await Newest($"subject_type=role&subject_id={role.Id}");
        (await hub.Admin.Send(HttpMethod.Post, $"/api/v1/users/{agent.Id}/deactivate", null)).Expect(HttpStatusCode.OK);

        var entry = await Newest($"subject_type=agent&subject_id={agent.Id}");

        Assert.Equal("deactivated", (string)entry["action"]!);
        var also = Assert.Single(joined["also"]!.AsArray())!;
        Assert.Equal(("agent", $"{agent.Id}"), ((string)also["type"]!, (string)also["id"]!));
        var count = Assert.Single(joined["changes"]!.AsArray())!;
        Assert.Equal(("member_count", 1), ((string)count["field"]!, (int)count["to"]!));
    }

    [Fact]
    public async Task Filters_narrow_and_pages_follow_each_other_from_the_newest_on()
    {
        for (var number = 0; number < 5; number++)
            await hub.Admin.CreateToken(new { name = $"Paged {number}" });

        var first = await hub.Admin.Get($"{Log}?subject_type=token&per_page=2");
        var second = await hub.Admin.Get($"{Log}?subject_type=token&per_page=2&page=2");
        var nobody = await hub.Admin.Get($"{Log}?actor=token:999");
        var future = await hub.Admin.Get($"{Log}?since=2999-01-01T00:00:00Z");
        var past = await hub.Admin.Get($"{Log}?before=2001-01-01T00:00:00Z");

        var ids = first.Items.Concat(second.Items).Select(one => (long)one!["id"]!).ToList();
        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal(ids.OrderDescending(), ids);
        Assert.True((int)first.Json["meta"]!["total"]! >= 5);
        Assert.All([nobody, future, past], one => Assert.Empty(one.Expect(HttpStatusCode.OK).Items));
        (await hub.Admin.Get($"{Log}?since=yesterday")).Expect(HttpStatusCode.UnprocessableEntity);
        (await hub.Admin.Get($"{Log}?page=1000&per_page=100")).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "query_too_complex"
        );
    }

    [Fact]
    public async Task Nobody_reads_anothers_log()
    {
        var made = (await hub.Admin.CreateDepartment(new { name = "Ours" })).Expect(HttpStatusCode.Created);
        await hub.Admin.CreateToken(new { name = "Ours" });
        var entry = await Newest($"subject_type=department&subject_id={made.Id}");

        var theirs = (await hub.Neighbour.Get(Log)).Expect(HttpStatusCode.OK);

        // What their organization was opened with.
        Assert.Equal(["token", "organization"], theirs.Items.Select(one => (string)one!["subject"]!["type"]!));
        (await hub.Neighbour.Get($"{Log}/{entry["id"]}")).Expect(HttpStatusCode.NotFound);
        (await (await hub.Host.WithScopes("tickets:read")).Get(Log)).ExpectProblem(
            HttpStatusCode.Forbidden,
            "missing_scope"
        );
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task No_route_changes_an_entry(string method)
    {
        await hub.Admin.CreateDepartment(new { name = $"Kept from {method}" });
        var entry = await Newest("subject_type=department");

        var answer = await hub.Admin.Send(new HttpMethod(method), $"{Log}/{entry["id"]}", "{}");

        answer.Expect(HttpStatusCode.MethodNotAllowed);
    }

    private async Task<JsonNode> Newest(string query) =>
        (await hub.Admin.Get($"{Log}?per_page=1&{query}")).Expect(HttpStatusCode.OK).Items[0]!;

    private async Task<IReadOnlyList<string>> Actions(string query) =>
        [
            .. (await hub.Admin.Get($"{Log}?{query}"))
                .Expect(HttpStatusCode.OK)
                .Items.Select(one => (string)one!["action"]!),
        ];
}
