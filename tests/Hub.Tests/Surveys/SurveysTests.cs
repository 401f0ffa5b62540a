using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Surveys;

/// <summary>Who is asked, and what the organization gets to read of it.</summary>
public sealed class SurveysTests(HubWithSurveys hub) : IClassFixture<HubWithSurveys>
{
    private const string Settings = "/api/v1/csat/settings";

    [Fact]
    public async Task Nobody_is_asked_where_nobody_said_so()
    {
        var ticket = await hub.Neighbour.NewResolved();

        (await hub.Neighbour.SurveyOf(ticket)).ExpectProblem(HttpStatusCode.NotFound, "survey_not_found");
        var settings = (await hub.Neighbour.Get(Settings)).Expect(HttpStatusCode.OK).Data;
        Assert.Equal((false, 30), ((bool)settings["enabled"]!, (int)settings["valid_days"]!));
    }

    [Fact]
    public async Task Only_a_resolved_ticket_is_asked_about_and_only_once()
    {
        var ticket = await hub.Admin.NewTicket();
        await hub.Admin.UpdateTicket(ticket, new { status = "pending" });
        (await hub.Admin.SurveyOf(ticket)).ExpectProblem(HttpStatusCode.NotFound, "survey_not_found");

        await hub.Admin.UpdateTicket(ticket, new { status = "resolved", assignee_id = 1 });
        await hub.AnswerSurvey(await hub.Admin.LinkOf(ticket), 2);
        await hub.Admin.UpdateTicket(ticket, new { status = "open", assignee_id = 2 });
        await hub.Admin.UpdateTicket(ticket, new { status = "resolved" });

        var read = (await hub.Admin.SurveyOf(ticket)).Data;
        Assert.Equal((2, 1), ((int)read["score"]!, (int)read["agent_id"]!));
        (await hub.Admin.SurveyOf(4711)).ExpectProblem(HttpStatusCode.NotFound, "ticket_not_found");
    }

    [Fact]
    public async Task The_list_is_narrowed_by_score_agent_department_and_time()
    {
        var department = (await hub.Admin.CreateDepartment(new { name = "Fleet" })).Id;
        var before = await Answered(
            1,
            new
            {
                status = "resolved",
                assignee_id = 1,
                department_id = department,
            }
        );
        hub.Clock.Advance(TimeSpan.FromHours(1));
        var since = hub.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ");
        var after = await Answered(
            3,
            new
            {
                status = "resolved",
                assignee_id = 2,
                department_id = department,
            }
        );
        var open = await hub.Admin.NewResolved(new { status = "resolved", department_id = department });

        Assert.Equal([before, after, open], await Listed(""));
        Assert.Equal([before], await Listed("score=1,2"));
        Assert.Equal([after], await Listed("agent_id=2"));
        Assert.Equal([after], await Listed($"since={since}"));
        Assert.Equal([open], await Listed("is_answered=false"));
        Assert.Equal([before, after], await Listed("is_answered=true"));
        (await hub.Admin.Get("/api/v1/csat?score=best")).ExpectInvalid("score");
        (await hub.Admin.Get("/api/v1/csat?since=lately")).ExpectInvalid("since");

        async Task<long[]> Listed(string query) =>
            [
                .. (await hub.Admin.Get($"/api/v1/csat?department_id={department}&{query}"))
                    .Expect(HttpStatusCode.OK)
                    .Items.Select(one => (long)one!["ticket_id"]!),
            ];
    }

    [Fact]
    public async Task The_link_is_for_who_may_write_tickets_and_answers_for_who_may_read_reports()
    {
        var ticket = await hub.Admin.NewResolved();
        var reader = await hub.Host.WithScopes("tickets:read");
        var reporter = await hub.Host.WithScopes("reports:read");

        var read = (await reader.SurveyOf(ticket)).Expect(HttpStatusCode.OK);

        Assert.Null(read.Data["link"]);
        Assert.Equal("no-store", read.Header("Cache-Control"));
        (await reporter.Get($"/api/v1/csat/{ticket}")).Expect(HttpStatusCode.OK);
        (await reporter.SurveyOf(ticket)).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (await reader.Get("/api/v1/csat")).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        (await reporter.Send(HttpMethod.Put, Settings, new { enabled = false })).ExpectProblem(
            HttpStatusCode.Forbidden,
            "missing_scope"
        );
    }

    [Fact]
    public async Task Settings_are_checked_and_kept()
    {
        var own = await hub.Host.OpenOrganization("ASKS");
        (await own.Send(HttpMethod.Put, Settings, new { valid_days = 7 })).ExpectInvalid("enabled");
        foreach (var days in new[] { 0, 91 })
            (await own.Send(HttpMethod.Put, Settings, new { enabled = true, valid_days = days })).ExpectInvalid(
                "valid_days"
            );

        await own.AskRequesters(validDays: 90);
        var asked = await own.SurveyOf(await own.NewResolved());
        (await own.Send(HttpMethod.Put, Settings, new { enabled = false })).Expect(HttpStatusCode.OK);

        var (from, to) = ((DateTimeOffset)asked.Data["created_at"]!, (DateTimeOffset)asked.Data["expires_at"]!);
        Assert.Equal(TimeSpan.FromDays(90), to - from);
        (await own.SurveyOf(await own.NewResolved())).ExpectProblem(HttpStatusCode.NotFound, "survey_not_found");
        var settings = (await own.Get(Settings)).Data;
        Assert.Equal((false, 30), ((bool)settings["enabled"]!, (int)settings["valid_days"]!));
    }

    private async Task<long> Answered(int score, object change)
    {
        var ticket = await hub.Admin.NewResolved(change);
        (await hub.AnswerSurvey(await hub.Admin.LinkOf(ticket), score)).Expect(HttpStatusCode.OK);
        return ticket;
    }
}
