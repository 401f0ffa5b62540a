using System.Net;
using Hub.Domain.Tickets;
using Hub.Tests.Hosting;

namespace Hub.Tests.Subtickets;

public sealed class SubticketsTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    [Fact]
    public async Task One_is_a_ticket_of_its_own_below_another_however_it_is_created()
    {
        var parent = await hub.Admin.NewTicket();

        var below = await Create(parent);
        var named = (await hub.Admin.CreateTicket(Draft(parent))).Expect(HttpStatusCode.Created);

        Assert.Equal($"/api/v1/tickets/{below.Id}", new Uri(below.Header("Location")!).AbsolutePath);
        foreach (var one in new[] { below, named })
        {
            Assert.Equal(parent, (long)one.Data["parent_id"]!);
            Assert.Equal([TicketFacts.Created], await hub.Host.FactsOf(one.Id));
            Assert.Equal(parent, (await hub.Host.EventsOf(one.Id))[0].About<Ticket>()!.ParentId);
        }
        Assert.Equal($"{below.Id},{named.Id}", await Below(parent));
        Assert.Equal($"{named.Id},{below.Id}", IdsOn(await hub.Admin.ListTickets($"parent_id={parent}")));
        Assert.Equal("", await Below(named.Id));
        Assert.Equal([TicketFacts.Created], await hub.Host.FactsOf(parent));
        Assert.Null((await hub.Admin.GetTicket(parent)).Data["parent_id"]);
    }

    [Fact]
    public async Task They_stand_four_deep_and_no_deeper()
    {
        var ticket = await hub.Admin.NewTicket();
        for (var depth = 0; depth < 4; depth++)
            ticket = (await Create(ticket)).Id;

        (await hub.Admin.Send(HttpMethod.Post, At(ticket), Draft())).ExpectProblem(
            HttpStatusCode.Conflict,
            "subticket_too_deep"
        );
        (await hub.Admin.CreateTicket(Draft(ticket))).ExpectProblem(HttpStatusCode.Conflict, "subticket_too_deep");
        Assert.Equal("", await Below(ticket));
    }

    [Fact]
    public async Task A_closed_or_merged_ticket_takes_none_and_keeps_what_it_has()
    {
        var (closed, merged) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());
        var below = await Create(merged);
        await hub.Admin.UpdateTicket(closed, new { status = "closed" });
        (await hub.Admin.MergeTicket(merged, await hub.Admin.NewTicket())).Expect(HttpStatusCode.OK);

        (await hub.Admin.CreateTicket(Draft(closed))).ExpectProblem(HttpStatusCode.Conflict, "ticket_closed");
        (await hub.Admin.CreateTicket(Draft(merged))).ExpectProblem(HttpStatusCode.Conflict, "ticket_merged");

        Assert.Equal($"{below.Id}", await Below(merged));
    }

    [Fact]
    public async Task A_parent_that_is_not_there_is_refused()
    {
        var ticket = await hub.Admin.NewTicket();
        var theirs = await hub.Neighbour.NewTicket();
        while (theirs <= ticket)
            theirs = await hub.Neighbour.NewTicket();

        (await hub.Admin.CreateTicket(Draft(theirs))).ExpectInvalid("parent_id");
        (await hub.Admin.Send(HttpMethod.Post, At(theirs), Draft())).ExpectProblem(
            HttpStatusCode.NotFound,
            "ticket_not_found"
        );
        (await hub.Admin.Get(At(theirs))).ExpectProblem(HttpStatusCode.NotFound, "ticket_not_found");
        // Where a subticket stands is said by its address alone.
        var named = (await hub.Admin.Send(HttpMethod.Post, At(ticket), Draft(theirs))).Expect(HttpStatusCode.Created);
        Assert.Equal(ticket, (long)named.Data["parent_id"]!);
        Assert.Contains("parent_id", named.Json["warnings"]!.ToJsonString());
    }

    [Fact]
    public async Task Those_of_a_deleted_ticket_are_tickets_of_their_own_and_that_is_told_once()
    {
        var parent = await hub.Admin.NewTicket();
        var middle = await Create(parent);
        var low = await Create(middle.Id);

        (await hub.Admin.DeleteTicket(parent)).Expect(HttpStatusCode.NoContent);

        Assert.Null((await hub.Admin.GetTicket(middle.Id)).Data["parent_id"]);
        Assert.Equal(middle.Id, (long)(await hub.Admin.GetTicket(low.Id)).Data["parent_id"]!);
        var told = (await hub.Host.EventsOf(middle.Id)).Last();
        Assert.Equal([TicketFacts.Created, TicketFacts.Updated], await hub.Host.FactsOf(middle.Id));
        Assert.Equal(("parent_id", parent), (told.Changes![0].Field, told.Changes[0].From.GetInt64()));
        Assert.Equal([TicketFacts.Created], await hub.Host.FactsOf(low.Id));
    }

    [Fact]
    public async Task There_are_no_more_of_them_than_may_be()
    {
        await using var own = await HubHost.Start("--Limits:SubticketsPerTicket=1");
        var parent = await own.Admin.NewTicket();
        var first = (await own.Admin.CreateTicket(Draft(parent))).Expect(HttpStatusCode.Created);

        (await own.Admin.CreateTicket(Draft(parent))).ExpectProblem(HttpStatusCode.Conflict, "limit_reached");

        (await own.Admin.DeleteTicket(first.Id)).Expect(HttpStatusCode.NoContent);
        (await own.Admin.CreateTicket(Draft(parent))).Expect(HttpStatusCode.Created);
    }

    private async Task<Answer> Create(long parent) =>
        (await hub.Admin.Send(HttpMethod.Post, At(parent), Draft())).Expect(HttpStatusCode.Created);

    private async Task<string> Below(long ticket) => IdsOn((await hub.Admin.Get(At(ticket))).Expect(HttpStatusCode.OK));

    private static string IdsOn(Answer list) => string.Join(',', list.Items.Select(one => one!["id"]));

    private static string At(long ticket) => $"/api/v1/tickets/{ticket}/subtickets";

    private static object Draft(long? parent = null) =>
        new
        {
            subject = "Order toner",
            description = "The old one is empty",
            requester_email = "una@company.com",
            parent_id = parent,
        };
}
