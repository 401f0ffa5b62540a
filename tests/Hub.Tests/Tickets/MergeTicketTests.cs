using System.Net;
using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Hub.Tickets;

namespace Hub.Tests.Tickets;

public sealed class MergeTicketTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task The_source_is_closed_for_good_and_the_target_lists_it()
    {
        var (source, target) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());

        var merged = await hub.Admin.MergeTicket(source, target);

        Assert.Equal("closed", (string)merged.Expect(HttpStatusCode.OK).Data["status"]!);
        Assert.Equal(target, (long)merged.Data["merged_into_id"]!);
        var listed = (await hub.Admin.GetTicket(target)).Data;
        Assert.Equal($"[{source}]", listed["merged_ticket_ids"]!.ToJsonString());
        Assert.Contains(listed["timeline"]!.AsArray(), entry => (string)entry!["kind"]! == "merged_from");
        Assert.Equal([TicketFacts.Created, TicketFacts.Merged], await hub.Host.FactsOf(source));
        Assert.Equal([TicketFacts.Created], await hub.Host.FactsOf(target));
    }

    [Fact]
    public async Task A_merged_ticket_takes_no_more_changes()
    {
        var (source, target) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());
        var reply = (await hub.Admin.AddReply(source, new { body = "Before" })).Id;
        await hub.Admin.MergeTicket(source, target);

        Answer[] answers =
        [
            await hub.Admin.UpdateTicket(source, new { subject = "Late" }),
            await hub.Admin.AddReply(source, new { body = "Late" }),
            await hub.Admin.AddReply(source, new { body = "Late", @internal = true }),
            await hub.Admin.DeleteReply(source, reply),
            await hub.Admin.MergeTicket(source, target),
        ];

        Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.Conflict, "ticket_merged"));
    }

    [Fact]
    public async Task Impossible_targets_are_refused()
    {
        var id = await hub.Admin.NewTicket();
        var closed = await hub.Admin.NewTicket();
        await hub.Admin.UpdateTicket(closed, new { status = "closed" });
        var merged = await hub.Admin.NewTicket();
        await hub.Admin.MergeTicket(merged, await hub.Admin.NewTicket());

        var (itself, unknown) = (await hub.Admin.MergeTicket(id, id), await hub.Admin.MergeTicket(id, 987654));

        itself.ExpectProblem(HttpStatusCode.UnprocessableEntity, "merge_into_self");
        unknown.ExpectProblem(HttpStatusCode.UnprocessableEntity, "merge_target_not_found");
        (await hub.Admin.MergeTicket(id, closed)).ExpectProblem(HttpStatusCode.Conflict, "merge_target_closed");
        (await hub.Admin.MergeTicket(id, merged)).ExpectProblem(HttpStatusCode.Conflict, "merge_target_merged");
        (await hub.Admin.Send(HttpMethod.Post, $"/api/v1/tickets/{id}/merge", "{}")).ExpectInvalid("merge_into_id");
        Assert.Equal([TicketFacts.Created], await hub.Host.FactsOf(id));
    }

    [Fact]
    public async Task A_merge_cut_short_between_its_two_commits_is_completed_by_repeating_it()
    {
        var (source, target) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());
        await CommitFirstStepOnly(source, target);

        var repeated = await hub.Admin.MergeTicket(source, target);

        repeated.Expect(HttpStatusCode.OK);
        var listed = (await hub.Admin.GetTicket(target)).Data;
        Assert.Equal($"[{source}]", listed["merged_ticket_ids"]!.ToJsonString());
        Assert.Single(listed["timeline"]!.AsArray(), entry => (string)entry!["kind"]! == "merged_from");
        Assert.Single(await hub.Host.FactsOf(source), fact => fact == TicketFacts.Merged);
    }

    [Fact]
    public async Task Two_tickets_merged_into_each_other_at_once_do_not_both_close()
    {
        var (one, other) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());

        var answers = await Task.WhenAll(hub.Admin.MergeTicket(one, other), hub.Admin.MergeTicket(other, one));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
    }

    private async Task CommitFirstStepOnly(long source, long target)
    {
        var (store, organization) = (hub.Host.Store, await hub.Host.OrganizationOf(hub.Admin));
        var from = (await TicketCommits.Get(store, organization, source, default))!.Value;
        var into = (await TicketCommits.Get(store, organization, target, default))!;
        var merge = from.MergeInto(into.Value, Actor.System, DateTimeOffset.UtcNow).State!;
        var result = await store.Commit(TicketCommits.Of(merge.Target, into.Version, []), default);
        Assert.IsType<CommitResult.Done>(result);
    }
}
