using System.Net;
using Hub.Domain.Changes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Changes;

/// <summary>What the board decides, and who may say so.</summary>
public sealed class VotesTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private async Task<string> Submitted(object body)
    {
        await hub.Admin.HireAgents(5);
        var path = await hub.Admin.NewAt("/api/v1/changes", body);
        (await hub.Admin.Do(path, "submit")).Expect(HttpStatusCode.OK);
        return path;
    }

    private Task<Answer> Vote(string path, long? agent, string decision = "approve", HubClient? by = null) =>
        (by ?? hub.Admin).Do(path, "vote", new { decision, agent_id = agent });

    private async Task<string> StatusOf(string path) => (string)(await hub.Admin.Get(path)).Data["status"]!;

    [Fact]
    public async Task With_as_many_approvals_as_it_takes_it_is_approved_and_told_once()
    {
        var path = await Submitted(
            new
            {
                title = "Replace the switch",
                risk = "high",
                quorum = 2,
            }
        );
        var id = HeardEvents.IdOf(path);

        var first = await Vote(path, 1);
        Assert.Empty(await hub.Host.ActionsOf("change", id));
        var second = await Vote(path, 2);
        (await Vote(path, 2)).Expect(HttpStatusCode.OK);
        (await Vote(path, 3)).ExpectProblem(HttpStatusCode.Conflict, "transition_refused");
        await hub.Admin.Do(path, "schedule", new { planned_start = "2026-06-07", planned_end = "2026-06-08" });
        await hub.Admin.Do(path, "implement");

        Assert.Equal(("submitted", 1), ((string)first.Data["status"]!, (int)first.Data["approvals"]!));
        Assert.Equal(("approved", 2), ((string)second.Data["status"]!, (int)second.Data["approvals"]!));
        Assert.Equal([1L, 2L], second.Data["votes"]!.AsArray().Select(vote => (long)vote!["agent_id"]!));
        var told = Assert.Single(await hub.Host.EventsOf("change", id));
        Assert.Equal("approved", told.Fact.Action);
        Assert.Equal(ChangeStatus.Approved, told.About<ChangeRequest>()!.Status);
        Assert.Equal(
            ("Replace the switch", 2),
            (told.About<ChangeRequest>()!.Title, told.About<ChangeRequest>()!.Approvals)
        );
    }

    [Fact]
    public async Task An_agent_votes_once_and_the_same_vote_again_changes_nothing()
    {
        var path = await Submitted(new { title = "x", quorum = 3 });

        var first = await Vote(path, 1);
        var again = await Vote(path, 1);
        var other = await Vote(path, 1, "reject");

        Assert.Equal((first.Text, first.ETag), (again.Text, again.ETag));
        other.ExpectProblem(HttpStatusCode.Conflict, "already_voted");
        Assert.Equal(1, (int)(await hub.Admin.Get(path)).Data["approvals"]!);
    }

    [Fact]
    public async Task Votes_of_the_same_moment_all_count_and_approve_once()
    {
        var path = await Submitted(new { title = "x", quorum = 4 });

        var answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(agent => Vote(path, agent)));

        Assert.All(answers, answer => answer.Expect(HttpStatusCode.OK));
        Assert.Equal("approved", await StatusOf(path));
        Assert.Equal(["approved"], await hub.Host.ActionsOf("change", HeardEvents.IdOf(path)));
    }

    [Theory]
    [InlineData(5, 3, 3)]
    [InlineData(5, 5, 1)]
    [InlineData(4, 3, 2)]
    [InlineData(0, 2, 2)]
    public async Task A_board_that_cannot_approve_any_more_has_rejected(int board, int quorum, int rejections)
    {
        var path = await Submitted(
            new
            {
                title = "x",
                quorum,
                board_ids = Enumerable.Range(1, board),
            }
        );

        for (var agent = 1; agent <= rejections; agent++)
        {
            Assert.Equal("submitted", await StatusOf(path));
            await Vote(path, agent, "reject");
        }

        Assert.Equal("rejected", await StatusOf(path));
        Assert.Empty(await hub.Host.ActionsOf("change", HeardEvents.IdOf(path)));
    }

    [Fact]
    public async Task What_was_rejected_is_bettered_and_voted_on_anew()
    {
        var path = await Submitted(new { title = "x", quorum = 1 });
        await Vote(path, 1, "reject");

        (await hub.Admin.Send(HttpMethod.Put, path, new { risk = "low" })).Expect(HttpStatusCode.OK);
        var again = await hub.Admin.Do(path, "submit");
        await Vote(path, 1);

        Assert.Empty(again.Data["votes"]!.AsArray());
        Assert.Equal("approved", await StatusOf(path));
        Assert.Single(await hub.Host.ActionsOf("change", HeardEvents.IdOf(path)));
    }

    [Fact]
    public async Task Without_a_word_more_than_half_of_the_board_decides()
    {
        var path = await Submitted(new { title = "x", board_ids = new[] { 1, 2, 3, 3 } });

        var read = (await hub.Admin.Get(path)).Data;

        Assert.Equal(2, (int)read["quorum"]!);
        Assert.Equal(3, read["board_ids"]!.AsArray().Count);
        (
            await hub.Admin.Send(
                HttpMethod.Post,
                "/api/v1/changes",
                new
                {
                    title = "x",
                    board_ids = new[] { 1 },
                    quorum = 2,
                }
            )
        ).ExpectInvalid("quorum");
    }

    [Fact]
    public async Task Who_is_not_on_the_board_does_not_vote()
    {
        var path = await Submitted(new { title = "x", board_ids = new[] { 1, 2 } });

        (await Vote(path, 3)).ExpectProblem(HttpStatusCode.Forbidden, "not_on_board");
        (await Vote(path, 4711)).ExpectInvalid("agent_id");

        Assert.Empty((await hub.Admin.Get(path)).Data["votes"]!.AsArray());
    }

    [Fact]
    public async Task An_agent_s_token_votes_for_that_agent_alone_and_the_organization_s_says_for_whom()
    {
        var path = await Submitted(new { title = "x", quorum = 3 });
        var created = await hub.Admin.CreateToken(new { name = "Theirs", agent_id = 4 });
        var agent = hub.Host.As((string)created.Json["token"]!);

        (await Vote(path, 5, by: agent)).ExpectInvalid("agent_id");
        (await Vote(path, null)).ExpectInvalid("agent_id");
        (await Vote(path, null, by: agent)).Expect(HttpStatusCode.OK);

        var vote = Assert.Single((await hub.Admin.Get(path)).Data["votes"]!.AsArray())!;
        Assert.Equal((4, "approve"), ((int)vote["agent_id"]!, (string)vote["decision"]!));
    }
}
