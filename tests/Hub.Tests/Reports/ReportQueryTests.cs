using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Reports;

/// <summary>How a report is asked for, and by whom.</summary>
public sealed class ReportQueryTests(HubWithReports hub) : IClassFixture<HubWithReports>
{
    private static readonly string[] Reports = ["volume", "backlog", "first-response", "resolution", "sla", "csat"];

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-02-30", "to")]
    [InlineData("from=2026-06-02&to=2026-06-01", "from")]
    [InlineData("from=2025-01-01&to=2026-01-02", "from")]
    [InlineData("group_by=week", "group_by")]
    [InlineData("group_by=,", "group_by")]
    [InlineData("department_id=Fleet", "department_id")]
    [InlineData("agent_id=1,x", "agent_id")]
    [InlineData("format=xml", "format")]
    [InlineData("since=2026-01-01", "since")]
    public async Task What_does_not_hold_is_told(string query, string field)
    {
        foreach (var report in Reports)
            (await hub.Admin.Get($"/api/v1/reports/{report}?{query}")).ExpectInvalid(field);
    }

    [Fact]
    public async Task Without_a_word_it_is_about_the_last_thirty_days_and_a_year_is_the_most()
    {
        foreach (var report in Reports)
        {
            var usual = await hub.Admin.Report(report);
            Assert.Equal(30, usual.Data["lines"]!.AsArray().Count);
            Assert.Equal(
                366,
                (await hub.Admin.Report(report, "from=2025-01-01&to=2026-01-01")).Data["lines"]!.AsArray().Count
            );
        }
    }

    [Fact]
    public async Task Only_reports_read_is_needed_and_enough()
    {
        var reporter = await hub.Host.WithScopes("reports:read");
        var reader = await hub.Host.WithScopes("tickets:read");
        foreach (var report in Reports)
        {
            await reporter.Report(report);
            (await reader.Get($"/api/v1/reports/{report}")).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
            (await hub.Host.As(null).Get($"/api/v1/reports/{report}")).Expect(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task A_report_is_of_the_own_organization_alone()
    {
        await hub.Admin.NewTicket();
        await hub.Counted();

        Assert.Equal(0, (int)(await hub.Neighbour.Report("volume")).Data["total"]!["created"]!);
        Assert.NotEqual(0, (int)(await hub.Admin.Report("volume")).Data["total"]!["created"]!);
    }

    [Fact]
    public async Task The_same_comes_as_a_file_for_spreadsheets()
    {
        var ticket = await hub.Admin.NewTicket();
        await hub.Admin.UpdateTicket(ticket, new { department_id = hub.Office });
        await hub.Counted();

        foreach (var asked in new[] { true, false })
        {
            var answer = await (
                asked
                    ? hub.Admin.Get("/api/v1/reports/backlog?group_by=department&format=csv")
                    : hub.Admin.Get("/api/v1/reports/backlog?group_by=department", ("Accept", "text/csv"))
            );
            answer.Expect(HttpStatusCode.OK);
            Assert.Equal("text/csv; charset=utf-8", answer.Header("Content-Type"));
            Assert.Matches("""^attachment; filename="backlog-[-0-9]+\.csv"$""", answer.Header("Content-Disposition"));
            var lines = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            Assert.Equal("day,department_id,department,agent_id,agent,open,as_of,building", lines[0]);
            Assert.Contains(lines, line => line.StartsWith($",{hub.Office},'=Office,,,1,", StringComparison.Ordinal));
        }
        var json = await hub.Admin.Get("/api/v1/reports/backlog", ("Accept", "application/json, text/csv;q=0.5"));
        Assert.StartsWith("application/json", json.Header("Content-Type"));
    }
}
