using System.Net;
using Hub.Domain.Events;
using Hub.Domain.Tickets;
using Hub.Tests.Hosting;
using Hub.Tickets;

namespace Hub.Tests.Tickets;

public sealed class DeleteTicketTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task A_deleted_ticket_is_gone_with_all_that_belongs_to_it()
    {
        var id = await hub.Admin.NewTicket();
        await hub.Admin.AddReply(id, new { body = "Hello" });

        var deleted = await hub.Admin.DeleteTicket(id);

        deleted.Expect(HttpStatusCode.NoContent);
        (await hub.Admin.GetTicket(id)).ExpectProblem(HttpStatusCode.NotFound, "ticket_not_found");
        (await hub.Admin.DeleteTicket(id)).ExpectProblem(HttpStatusCode.NotFound, "ticket_not_found");
        await ExpectEmptyPartition(id);
        var last = (await hub.Host.EventsOf(id))[^1];
        Assert.Equal((TicketFacts.Deleted, 1), (last.Fact, last.About<Ticket>()!.ReplyCount));
    }

    [Fact]
    public async Task A_long_conversation_goes_in_several_steps()
    {
        var id = await hub.Admin.NewTicket();
        for (var count = 0; count < 100; count++)
            await hub.Admin.AddReply(id, new { body = "More" });

        (await hub.Admin.DeleteTicket(id)).Expect(HttpStatusCode.NoContent);

        await ExpectEmptyPartition(id);
    }

    [Fact]
    public async Task A_stale_version_is_not_deleted()
    {
        var created = await hub.Admin.CreateTicket();
        await hub.Admin.AddReply(created.Id, new { body = "News" });

        var answer = await hub.Admin.DeleteTicket(created.Id, ("If-Match", created.ETag!));

        answer.ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition_failed");
        Assert.Single((await hub.Admin.GetTicket(created.Id)).Data["replies"]!.AsArray());
    }

    private async Task ExpectEmptyPartition(long id)
    {
        var organization = await hub.Host.OrganizationOf(hub.Admin);
        Assert.Empty(await TicketPartition.Deletions(hub.Host.Store, organization, id, default));
    }
}
