using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Surveys;

/// <summary>What receivers are told of an answer.</summary>
public sealed class SurveyEventTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    [Theory]
    [InlineData("maktab", "csat.submitted")]
    [InlineData("standard", "survey.answered")]
    public async Task Who_may_read_reports_is_told_of_the_answer_and_nothing_of_its_ticket(string dialect, string name)
    {
        await hub.Admin.HireAgents(2);
        await hub.Admin.AskRequesters();
        // Webhooks are made with tickets:write; to read tickets is not among what it needs.
        var reporter = await hub.Host.WithScopes("reports:read", "tickets:write");
        await using var receiver = await HookReceiver.Start();
        (
            await reporter.CreateWebhook(
                new
                {
                    url = receiver.Url,
                    events = new[] { name },
                    dialect,
                    filters = new { assignee_id = new[] { 2 } },
                }
            )
        ).Expect(HttpStatusCode.Created);
        await Answered(assignee: 1);
        var ticket = await Answered(assignee: 2);

        var hook = Assert.Single(await receiver.Until(1));

        var told = dialect == "maktab" ? hook.Data : hook.Data["record"]!;
        Assert.Equal((ticket, 4), ((long)told["ticket_id"]!, (int)told["score"]!));
        Assert.Equal(("Quick", 2), ((string)told["comment"]!, (int)told["agent_id"]!));
        Assert.DoesNotContain("secret description", hook.Text);
        Assert.DoesNotContain("/survey/", hook.Text);
    }

    [Fact]
    public async Task A_link_leads_there_after_a_restart_and_the_answer_is_told_once()
    {
        await using var own = await TimedHub.Start();
        await own.Admin.AskRequesters();
        var ticket = await own.Admin.NewResolved();
        var link = await own.Admin.LinkOf(ticket);

        await own.Restart();
        var answer = await own.Host.As(null).AnswerSurvey(link, 3);
        await own.Restart();
        var again = await own.Host.As(null).AnswerSurvey(link, 1);

        answer.Expect(HttpStatusCode.OK);
        again.Expect(HttpStatusCode.Conflict);
        Assert.Equal(3, (int)(await own.Admin.SurveyOf(ticket)).Data["score"]!);
        Assert.Single(await own.Host.EventsOf("survey", ticket));
    }

    private async Task<long> Answered(long assignee)
    {
        var ticket = await hub.Admin.NewTicket(
            new
            {
                subject = "Printer",
                description = "The secret description",
                requester_email = "una@company.com",
            }
        );
        await hub.Admin.UpdateTicket(ticket, new { status = "resolved", assignee_id = assignee });
        (await hub.AnswerSurvey(await hub.Admin.LinkOf(ticket), 4, "Quick")).Expect(HttpStatusCode.OK);
        return ticket;
    }
}
