using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Portal;

/// <summary>The audit log as a file: all that its page's conditions admit, and of no other organization.</summary>
public sealed class AuditExportTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    private const string Export = "/app/audit/export";

    [Fact]
    public async Task All_entries_that_are_asked_for_are_in_the_file_once_the_newest_first()
    {
        // More than are read at once.
        var names = Enumerable.Range(0, 120).Select(number => $"Office {number}").ToList();
        foreach (var name in names)
            (await hub.Neighbour.Send(HttpMethod.Post, "/api/v1/departments", new { name })).Expect(
                HttpStatusCode.Created
            );
        (await hub.Admin.Send(HttpMethod.Post, "/api/v1/departments", new { name = "Elsewhere" })).Expect(
            HttpStatusCode.Created
        );
        using var browser = await Browser.SignedIn(hub.Host, hub.Neighbour.Token!);
        const string Asked = "action=created&subject_type=department&actor=&since=2020-01-01";

        var csv = (await browser.Get($"{Export}?{Asked}&format=csv")).Expect(HttpStatusCode.OK);
        var json = (await browser.Get($"{Export}?{Asked}&format=ndjson")).Expect(HttpStatusCode.OK);

        Assert.Equal("text/csv; charset=utf-8", csv.Header("Content-Type"));
        Assert.Equal("no-store", csv.Header("Cache-Control"));
        Assert.Contains("attachment; filename=other-audit-", csv.Header("Content-Disposition"));
        var lines = csv.Text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            "at,action,subject_type,subject_id,actor_type,actor_id,actor_name,agent_id,address,route,changes",
            lines[0]
        );
        var own = lines[1..].Where(line => line.Contains("Office", StringComparison.Ordinal)).ToList();
        Assert.Equal(names.Count, own.Count);
        Assert.Contains(",created,department,", own[0]);
        Assert.Contains("Office 119", own[0]);
        Assert.Contains("Office 0\"", own[^1].Replace("\"\"", "\"", StringComparison.Ordinal));
        Assert.DoesNotContain("Elsewhere", csv.Text);
        Assert.Equal("application/x-ndjson", json.Header("Content-Type"));
        var entries = json
            .Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!)
            .ToList();
        Assert.Equal(lines.Length - 1, entries.Count);
        var listed = (
            await hub.Neighbour.Get("/api/v1/audit-log?action=created&subject_type=department&per_page=1")
        ).Items;
        Assert.Equal(listed[0]!.ToJsonString(), entries[0].ToJsonString());
        Assert.Equal(entries.Count, entries.Select(one => (long)one["id"]!).Distinct().Count());
    }

    [Fact]
    public async Task A_format_or_a_condition_that_there_is_not_is_refused_and_so_is_who_may_not_read_it()
    {
        using var browser = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        using var reader = await Browser.SignedIn(hub.Host, (await hub.Host.WithScopes("tickets:read")).Token!);

        (await browser.Get($"{Export}?format=pdf")).Expect(HttpStatusCode.UnprocessableEntity);
        (await browser.Get($"{Export}?since=yesterday")).Expect(HttpStatusCode.UnprocessableEntity);
        (await reader.Get(Export)).Expect(HttpStatusCode.Forbidden);
        var nothing = (await browser.Get($"{Export}?subject_id=none-such")).Expect(HttpStatusCode.OK);
        Assert.StartsWith("at,action,", nothing.Text);
        Assert.Single(nothing.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
