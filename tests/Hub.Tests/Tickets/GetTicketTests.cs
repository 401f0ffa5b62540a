using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Tickets;

public sealed class GetTicketTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    [Fact]
    public async Task A_ticket_comes_with_its_replies_notes_and_history_oldest_first()
    {
        var id = await hub.Admin.NewTicket();
        await hub.Admin.AddReply(id, new { body = "First" });
        await hub.Admin.AddReply(id, new { body = "Second", @internal = true });
        await hub.Admin.UpdateTicket(id, new { priority = "low" });

        var data = (await hub.Admin.GetTicket(id)).Expect(HttpStatusCode.OK).Data;

        Assert.Equal(["First", "Second"], data["replies"]!.AsArray().Select(reply => (string)reply!["body"]!));
        Assert.Equal([false, true], data["replies"]!.AsArray().Select(reply => (bool)reply!["internal"]!));
        var kinds = data["timeline"]!.AsArray().Select(entry => (string)entry!["kind"]!).ToList();
        Assert.Equal("created", kinds[0]);
        Assert.Equal(["noted", "replied", "updated"], kinds.Skip(1).Order());
    }

    [Fact]
    public async Task A_version_the_client_has_is_not_sent_again()
    {
        var id = await hub.Admin.NewTicket();
        var first = await hub.Admin.GetTicket(id);

        var again = await hub.Admin.GetTicket(id, ("If-None-Match", first.ETag!));
        var weak = await hub.Admin.GetTicket(id, ("If-None-Match", $"\"other\", W/{first.ETag}"));
        var any = await hub.Admin.GetTicket(id, ("If-None-Match", "*"));
        await hub.Admin.AddReply(id, new { body = "News" });
        var changed = await hub.Admin.GetTicket(id, ("If-None-Match", first.ETag!));

        Assert.Equal((HttpStatusCode.NotModified, ""), (again.Status, again.Text));
        Assert.Equal(first.ETag, again.ETag);
        Assert.Equal(HttpStatusCode.NotModified, weak.Status);
        Assert.Equal(HttpStatusCode.NotModified, any.Status);
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.NotEqual(first.ETag, changed.ETag);
    }

    [Fact]
    public async Task An_unknown_id_is_404() =>
        (await hub.Admin.GetTicket(987654)).ExpectProblem(HttpStatusCode.NotFound, "ticket_not_found");

    [Fact]
    public async Task An_id_that_is_no_number_is_the_id_of_no_ticket() =>
        (await hub.Admin.Get("/api/v1/tickets/abc")).ExpectProblem(HttpStatusCode.NotFound, "ticket_not_found");

    [Fact]
    public async Task Another_organization_s_ticket_is_404_for_every_verb()
    {
        var theirs = await hub.Admin.NewTicket();
        var other = await hub.Admin.NewTicket();
        var reply = (await hub.Admin.AddReply(theirs, new { body = "Ours" })).Id;

        Answer[] answers =
        [
            await hub.Neighbour.GetTicket(theirs),
            await hub.Neighbour.UpdateTicket(theirs, new { subject = "Mine" }),
            await hub.Neighbour.AddReply(theirs, new { body = "Mine" }),
            await hub.Neighbour.DeleteReply(theirs, reply),
            await hub.Neighbour.MergeTicket(theirs, other),
            await hub.Neighbour.DeleteTicket(theirs),
        ];

        Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.NotFound, "ticket_not_found"));
        (await hub.Neighbour.Get($"/api/v1/tickets/{theirs}/replies/{reply}")).ExpectProblem(
            HttpStatusCode.NotFound,
            "reply_not_found"
        );
        Assert.Equal(0, (int)(await hub.Neighbour.ListTickets()).Json["meta"]!["total"]!);
        Assert.Equal(1, (int)(await hub.Admin.GetTicket(theirs)).Data["reply_count"]!);
    }
}
