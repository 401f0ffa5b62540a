using System.Net;
using Hub.Domain.Surveys;
using Hub.Domain.Tickets;
using Hub.Tests.Hosting;

namespace Hub.Tests.Surveys;

/// <summary>What requesters see, and what becomes of what they answer.</summary>
public sealed class SurveyPageTests(HubWithSurveys hub) : IClassFixture<HubWithSurveys>
{
    [Fact]
    public async Task The_page_says_the_subject_and_the_organization_and_nothing_else_of_the_ticket()
    {
        var ticket = await hub.Admin.NewTicket(
            new
            {
                subject = "<script>alert(1)</script> Straße",
                description = "The secret description",
                requester_email = "una@company.com",
                requester_name = "Una Berg",
            }
        );
        await hub.Admin.UpdateTicket(ticket, new { status = "resolved", assignee_id = 1 });

        var page = (await hub.Page(await hub.Admin.LinkOf(ticket))).Expect(HttpStatusCode.OK);

        Assert.StartsWith("text/html", page.Header("Content-Type"));
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; Straße", page.Text);
        Assert.DoesNotContain("<script", page.Text);
        foreach (var hidden in new[] { "secret description", "una@", "Una Berg", "Agent 1", "agent1@" })
            Assert.DoesNotContain(hidden, page.Text);
        Assert.Equal("no-store", page.Header("Cache-Control"));
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", page.Header("Content-Security-Policy"));
    }

    [Fact]
    public async Task An_answer_is_kept_and_told_once()
    {
        var ticket = await hub.Admin.NewResolved(new { status = "resolved", assignee_id = 2 });
        var link = await hub.Admin.LinkOf(ticket);

        var thanks = await hub.AnswerSurvey(link, 4, "Quick,\r\nand friendly ☺");

        Assert.Contains("Your answer has arrived.", thanks.Expect(HttpStatusCode.OK).Text);
        var read = (await hub.Admin.SurveyOf(ticket)).Data;
        Assert.Equal((4, "Quick,\nand friendly ☺"), ((int)read["score"]!, (string)read["comment"]!));
        Assert.Equal(2, (long)read["agent_id"]!);
        Assert.NotNull(read["answered_at"]);
        Assert.Null(read["link"]);
        var told = Assert.Single(await hub.Host.EventsOf("survey", ticket));
        Assert.Equal(SurveyFacts.Answered, told.Fact);
        Assert.Equal("contact", told.Actor.Kind);
        Assert.Equal((4, ticket), (told.About<Survey>()!.Score, told.About<Ticket>()!.Id));
    }

    [Fact]
    public async Task A_second_answer_is_told_friendly_and_changes_nothing()
    {
        var ticket = await hub.Admin.NewResolved();
        var link = await hub.Admin.LinkOf(ticket);
        await hub.AnswerSurvey(link, 5, "First");

        var again = await hub.AnswerSurvey(link, 1, "Second");
        var shown = await hub.Page(link);

        Assert.Contains("You have answered already", again.Expect(HttpStatusCode.Conflict).Text);
        Assert.Contains("You have answered already", shown.Expect(HttpStatusCode.OK).Text);
        Assert.Equal("First", (string)(await hub.Admin.SurveyOf(ticket)).Data["comment"]!);
        Assert.Single(await hub.Host.EventsOf("survey", ticket));
    }

    [Fact]
    public async Task Of_all_answers_at_the_same_moment_one_counts()
    {
        var ticket = await hub.Admin.NewResolved();
        var link = await hub.Admin.LinkOf(ticket);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(number => hub.AnswerSurvey(link, number % 5 + 1, $"{number}"))
        );

        var counted = Array.FindIndex(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
        Assert.Equal($"{counted}", (string)(await hub.Admin.SurveyOf(ticket)).Data["comment"]!);
        Assert.Single(await hub.Host.EventsOf("survey", ticket));
    }

    [Fact]
    public async Task What_does_not_hold_is_said_and_what_was_written_stays_on_the_page()
    {
        var ticket = await hub.Admin.NewResolved();
        var link = await hub.Admin.LinkOf(ticket);

        foreach (var score in new[] { "0", "6", "", "-1", "1.5", "+3", "99999999999" })
        {
            var refused = (await hub.AnswerSurvey(link, Uri.EscapeDataString(score), "<b>Kept</b>")).Expect(
                HttpStatusCode.UnprocessableEntity
            );
            Assert.Contains("choose a number from 1 to 5", refused.Text);
            Assert.Contains("&lt;b&gt;Kept&lt;/b&gt;", refused.Text);
        }
        var tooLong = await hub.AnswerSurvey(link, 2, new string('x', Survey.LongestComment + 1));
        var json = await hub.Host.As(null).Send(HttpMethod.Post, link, new { score = 5 });

        Assert.Contains("too long", tooLong.Expect(HttpStatusCode.UnprocessableEntity).Text);
        Assert.Contains("value=\"2\" required checked", tooLong.Text);
        json.Expect(HttpStatusCode.UnprocessableEntity);
        Assert.Null((await hub.Admin.SurveyOf(ticket)).Data["score"]);
        Assert.Empty(await hub.Host.EventsOf("survey", ticket));
        // The longest that fits: line ends count once, and so does a character of two units.
        var longest = "\r\n☺" + string.Concat(Enumerable.Repeat("😀\r\n", (Survey.LongestComment / 2) - 1)) + "x";
        (await hub.AnswerSurvey(link, 1, longest)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_link_that_the_hub_did_not_make_leads_nowhere()
    {
        var ticket = await hub.Admin.NewResolved();
        var link = await hub.Admin.LinkOf(ticket);
        var changed = link[..^1] + (link[^1] == 'A' ? 'B' : 'A');

        foreach (
            var path in new[] { changed, link[..^1], $"{link}A", "/survey/guess", $"/survey/{new string('A', 64)}" }
        )
        {
            (await hub.Page(path)).Expect(HttpStatusCode.NotFound);
            Assert.Contains("no such survey", (await hub.AnswerSurvey(path, 5)).Expect(HttpStatusCode.NotFound).Text);
        }
        Assert.Null((await hub.Admin.SurveyOf(ticket)).Data["score"]);
    }

    [Fact]
    public async Task After_its_time_it_takes_no_answer_and_has_no_link()
    {
        await hub.Admin.AskRequesters(validDays: 2);
        var ticket = await hub.Admin.NewResolved();
        await hub.Admin.AskRequesters();
        var link = await hub.Admin.LinkOf(ticket);

        hub.Clock.Advance(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));
        (await hub.Page(link)).Expect(HttpStatusCode.OK);
        hub.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("closed", (await hub.Page(link)).Expect(HttpStatusCode.Gone).Text);
        (await hub.AnswerSurvey(link, 5)).Expect(HttpStatusCode.Gone);
        var read = (await hub.Admin.SurveyOf(ticket)).Data;
        Assert.Null(read["link"]);
        Assert.Null(read["score"]);
        Assert.Empty(await hub.Host.EventsOf("survey", ticket));
    }

    [Fact]
    public async Task With_its_ticket_the_survey_goes()
    {
        var ticket = await hub.Admin.NewResolved();
        var link = await hub.Admin.LinkOf(ticket);

        (await hub.Admin.DeleteTicket(ticket)).Expect(HttpStatusCode.NoContent);

        (await hub.Page(link)).Expect(HttpStatusCode.NotFound);
        (await hub.Admin.Get($"/api/v1/csat/{ticket}")).ExpectProblem(HttpStatusCode.NotFound, "survey_not_found");
    }
}
