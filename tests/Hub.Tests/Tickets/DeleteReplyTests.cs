using System.Net;
using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Hub.Tests.Hosting;

namespace Hub.Tests.Tickets;

public sealed class DeleteReplyTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task A_deleted_reply_is_gone_and_no_longer_counted()
    {
        var id = await hub.Admin.NewTicket();
        var reply = (await hub.Admin.AddReply(id, new { body = "Oops" })).Id;

        var deleted = await hub.Admin.DeleteReply(id, reply);

        deleted.Expect(HttpStatusCode.NoContent);
        var data = (await hub.Admin.GetTicket(id)).Data;
        Assert.Empty(data["replies"]!.AsArray());
        Assert.Equal(0, (int)data["reply_count"]!);
        Assert.Contains(data["timeline"]!.AsArray(), entry => (long?)entry!["reply_id"] == reply);
        var last = (await hub.Host.EventsOf(id))[^1];
        Assert.Equal((ReplyFacts.Deleted, "Oops"), (last.Fact, last.About<Reply>()!.Body));
    }

    [Fact]
    public async Task A_reply_is_deleted_once_however_many_ask()
    {
        var id = await hub.Admin.NewTicket();
        await hub.Admin.AddReply(id, new { body = "Stays" });
        var reply = (await hub.Admin.AddReply(id, new { body = "Goes" })).Id;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => hub.Admin.DeleteReply(id, reply)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.NoContent);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.NoContent), answer =>
            answer.ExpectProblem(HttpStatusCode.NotFound, "reply_not_found")
        );
        Assert.Equal(1, (int)(await hub.Admin.GetTicket(id)).Data["reply_count"]!);
    }

    [Fact]
    public async Task Another_ticket_s_reply_is_404()
    {
        var reply = (await hub.Admin.AddReply(await hub.Admin.NewTicket(), new { body = "There" })).Id;

        (await hub.Admin.DeleteReply(await hub.Admin.NewTicket(), reply)).ExpectProblem(
            HttpStatusCode.NotFound,
            "reply_not_found"
        );
    }
}
