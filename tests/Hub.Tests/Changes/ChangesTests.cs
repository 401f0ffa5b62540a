using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Changes;

/// <summary>The way of a change request from a draft to its end.</summary>
public sealed class ChangesTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    private const string Changes = "/api/v1/changes";

    private static readonly object Window = new
    {
        planned_start = "2026-06-07T06:00:00Z",
        planned_end = "2026-06-07T10:00:00Z",
    };

    private async Task<string> New(object? body = null)
    {
        await hub.Admin.HireAgents(2);
        return await hub.Admin.NewAt(Changes, body ?? new { title = "Replace the switch", quorum = 1 });
    }

    private Task<Answer> Vote(string path, string decision = "approve", long agent = 1) =>
        hub.Admin.Do(path, "vote", new { decision, agent_id = agent });

    private async Task<string> StatusOf(string path) => (string)(await hub.Admin.Get(path)).Data["status"]!;

    private async Task<string> Approved(object? body = null)
    {
        var path = await New(body);
        (await hub.Admin.Do(path, "submit")).Expect(HttpStatusCode.OK);
        Assert.Equal("approved", (string)(await Vote(path)).Expect(HttpStatusCode.OK).Data["status"]!);
        return path;
    }

    [Fact]
    public async Task A_draft_is_submitted_approved_scheduled_and_implemented()
    {
        var path = await Approved();

        var scheduled = await hub.Admin.Do(path, "schedule", Window);
        var done = await hub.Admin.Do(path, "implement", new { comment = "In two hours" });

        Assert.Equal("scheduled", (string)scheduled.Expect(HttpStatusCode.OK).Data["status"]!);
        Assert.Equal("2026-06-07T06:00:00.000Z", (string)scheduled.Data["planned_start"]!);
        Assert.Equal("implemented", (string)done.Expect(HttpStatusCode.OK).Data["status"]!);
        Assert.Equal("In two hours", (string)done.Data["outcome"]!);
        Assert.NotNull(done.Data["finished_at"]);
        Assert.Equal(done.ETag, (await hub.Admin.Get(path)).ETag);
    }

    [Fact]
    public async Task What_is_scheduled_may_fail_or_be_cancelled()
    {
        var (failed, cancelled) = (await Approved(), await Approved());
        foreach (var path in new[] { failed, cancelled })
            await hub.Admin.Do(path, "schedule", Window);

        (await hub.Admin.Do(failed, "fail")).Expect(HttpStatusCode.OK);
        (await hub.Admin.Do(cancelled, "cancel", new { comment = "Not needed" })).Expect(HttpStatusCode.OK);

        Assert.Equal(("failed", "cancelled"), (await StatusOf(failed), await StatusOf(cancelled)));
    }

    [Fact]
    public async Task An_emergency_need_not_be_scheduled()
    {
        var path = await Approved(
            new
            {
                title = "Restart it",
                type = "emergency",
                quorum = 1,
            }
        );

        (await hub.Admin.Do(path, "implement")).Expect(HttpStatusCode.OK);

        Assert.Equal("implemented", await StatusOf(path));
    }

    /// <summary>How it gets there, and what does not follow from there.</summary>
    [Theory]
    [InlineData("", "vote,schedule,implement,fail")]
    [InlineData("submit", "submit,schedule,implement,fail")]
    [InlineData("submit,vote", "submit,implement,fail")]
    [InlineData("submit,vote,schedule", "submit")]
    [InlineData("submit,vote,schedule,implement", "submit,schedule,implement,fail,cancel")]
    [InlineData("submit,vote,schedule,fail", "submit,schedule,implement,fail,cancel")]
    [InlineData("cancel", "submit,vote,schedule,implement,fail,cancel")]
    public async Task A_step_that_does_not_follow_is_refused_and_changes_nothing(string way, string wrong)
    {
        var path = await New(
            new
            {
                title = "Replace the switch",
                quorum = 1,
                planned_start = "2026-06-07T06:00:00Z",
                planned_end = "2026-06-07T10:00:00Z",
            }
        );
        foreach (var step in way.Split(',', StringSplitOptions.RemoveEmptyEntries))
            (await Take(step)).Expect(HttpStatusCode.OK);
        var before = await hub.Admin.Get(path);

        foreach (var step in wrong.Split(','))
            (await Take(step, agent: 2)).ExpectProblem(HttpStatusCode.Conflict, "transition_refused");

        Assert.Equal(before.Text, (await hub.Admin.Get(path)).Text);

        Task<Answer> Take(string step, long agent = 1) =>
            step == "vote" ? Vote(path, agent: agent) : hub.Admin.Do(path, step);
    }

    [Fact]
    public async Task What_was_submitted_stays_as_it_is_but_for_who_does_it()
    {
        var path = await New();
        await hub.Admin.Send(HttpMethod.Put, path, new { risk = "high", quorum = 2 });
        await hub.Admin.Do(path, "submit");

        (await hub.Admin.Send(HttpMethod.Put, path, new { risk = "low" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "change_fixed"
        );
        (await hub.Admin.Send(HttpMethod.Put, path, new { assignee_id = 2, risk = "high" })).Expect(HttpStatusCode.OK);
        await hub.Admin.Do(path, "cancel");
        (await hub.Admin.Send(HttpMethod.Put, path, new { assignee_id = 1 })).ExpectProblem(
            HttpStatusCode.Conflict,
            "change_fixed"
        );

        var read = (await hub.Admin.Get(path)).Data;
        Assert.Equal(("high", 2), ((string)read["risk"]!, (int)read["assignee_id"]!));
    }

    [Fact]
    public async Task An_end_before_the_beginning_is_refused_wherever_it_is_said()
    {
        object wrong = new
        {
            title = "x",
            planned_start = "2026-06-07",
            planned_end = "2026-06-06",
        };
        (await hub.Admin.Send(HttpMethod.Post, Changes, wrong)).ExpectInvalid("planned_end");
        var path = await New(
            new
            {
                title = "x",
                planned_start = "2026-06-07",
                quorum = 1,
            }
        );

        (await hub.Admin.Send(HttpMethod.Put, path, new { planned_end = "2026-06-06" })).ExpectInvalid("planned_end");
        await hub.Admin.Do(path, "submit");
        await Vote(path);
        (await hub.Admin.Do(path, "schedule", new { planned_end = "2026-06-06" })).ExpectInvalid("planned_end");
        (await hub.Admin.Do(path, "schedule")).ExpectInvalid("planned_end");

        Assert.Equal("approved", await StatusOf(path));
    }

    [Fact]
    public async Task A_list_is_narrowed_by_status_risk_and_assignee()
    {
        await New(new { title = "Another" });
        var path = await New(
            new
            {
                title = "Sought",
                risk = "high",
                assignee_id = 2,
            }
        );
        await hub.Admin.Do(path, "cancel");

        foreach (var query in new[] { "status=cancelled&risk=high", "assignee_id=2&risk=low,high", "q=sought" })
            Assert.Contains(
                HeardEvents.IdOf(path),
                (await hub.Admin.Get($"{Changes}?{query}"))
                    .Expect(HttpStatusCode.OK)
                    .Items.Select(one => (long)one!["id"]!)
            );
        Assert.All((await hub.Admin.Get($"{Changes}?status=cancelled&risk=high")).Items, one =>
            Assert.Equal(("cancelled", "high"), ((string)one!["status"]!, (string)one["risk"]!))
        );
        (await hub.Admin.Get($"{Changes}?risk=none")).ExpectInvalid("risk");
    }

    [Fact]
    public async Task Another_organization_takes_no_step_with_it()
    {
        var path = await New();

        foreach (var step in new[] { "submit", "schedule", "implement", "fail", "cancel" })
            (await hub.Neighbour.Do(path, step)).ExpectProblem(HttpStatusCode.NotFound, "change_not_found");
        (await hub.Neighbour.Do(path, "vote", new { decision = "approve" })).ExpectProblem(
            HttpStatusCode.NotFound,
            "change_not_found"
        );

        Assert.Equal("draft", await StatusOf(path));
    }

    [Fact]
    public async Task A_step_may_be_meant_for_one_version_alone()
    {
        var path = await New();
        var before = (await hub.Admin.Get(path)).ETag!;
        await hub.Admin.Send(HttpMethod.Put, path, new { risk = "low" });

        (await hub.Admin.Send(HttpMethod.Post, $"{path}/submit", null, ("If-Match", before))).ExpectProblem(
            HttpStatusCode.PreconditionFailed,
            "precondition_failed"
        );
    }
}
