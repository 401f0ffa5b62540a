using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.TicketLinks;

public sealed class TicketLinksTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    [Theory]
    [InlineData("relates_to", "relates_to")]
    [InlineData("blocks", "blocked_by")]
    [InlineData("blocked_by", "blocks")]
    [InlineData("duplicates", "duplicated_by")]
    [InlineData("duplicated_by", "duplicates")]
    [InlineData("causes", "caused_by")]
    [InlineData("caused_by", "causes")]
    public async Task Both_show_the_link_each_from_its_side_and_either_takes_it_away(string type, string opposite)
    {
        var (ticket, other) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());

        var made = await hub.Admin.Link(ticket, type, other);
        var again = await hub.Admin.Link(ticket, type, other);
        var fromThere = await hub.Admin.Link(other, opposite, ticket);

        var id = made.Expect(HttpStatusCode.Created).Id;
        Assert.Equal((id, id), (again.Expect(HttpStatusCode.Created).Id, fromThere.Expect(HttpStatusCode.Created).Id));
        Assert.Equal((type, other), ((string)made.Data["type"]!, (long)made.Data["ticket_id"]!));
        Assert.Equal("open", (string)made.Data["ticket_status"]!);
        Assert.Equal((string)(await hub.Admin.GetTicket(other)).Data["code"]!, (string)made.Data["ticket_code"]!);
        Assert.Equal($"{type} {other}", await hub.Admin.LinksSeenFrom(ticket));
        Assert.Equal($"{opposite} {ticket}", await hub.Admin.LinksSeenFrom(other));
        Assert.Equal(
            made.Data.ToJsonString(),
            (await hub.Admin.Get(made.Header("Location")!)).Expect(HttpStatusCode.OK).Data.ToJsonString()
        );

        var path = $"{TicketLinkCalls.LinksOf(other)}/{id}";
        (await hub.Admin.Send(HttpMethod.Delete, path, null)).Expect(HttpStatusCode.NoContent);
        (await hub.Admin.Send(HttpMethod.Delete, path, null)).ExpectProblem(HttpStatusCode.NotFound, "link_not_found");
        Assert.Equal(("", ""), (await hub.Admin.LinksSeenFrom(ticket), await hub.Admin.LinksSeenFrom(other)));
        Assert.NotEqual(id, (await hub.Admin.Link(ticket, type, other)).Expect(HttpStatusCode.Created).Id);
    }

    [Fact]
    public async Task Two_tickets_may_be_linked_in_several_ways_but_not_in_opposite_ones()
    {
        var (ticket, other) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());
        (await hub.Admin.Link(ticket, "blocks", other)).Expect(HttpStatusCode.Created);
        (await hub.Admin.Link(ticket, "caused_by", other)).Expect(HttpStatusCode.Created);

        (await hub.Admin.Link(ticket, "blocked_by", other)).ExpectProblem(HttpStatusCode.Conflict, "link_opposed");
        (await hub.Admin.Link(other, "blocks", ticket)).ExpectProblem(HttpStatusCode.Conflict, "link_opposed");

        Assert.Equal($"blocks {other}, caused_by {other}", await hub.Admin.LinksSeenFrom(ticket));
    }

    [Fact]
    public async Task All_who_link_the_same_two_at_the_same_moment_from_either_side_make_one_link()
    {
        var (ticket, other) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(number =>
                    number % 2 == 0
                        ? hub.Admin.Link(ticket, "duplicates", other)
                        : hub.Admin.Link(other, "duplicated_by", ticket)
                )
        );

        Assert.Single(answers.Select(answer => answer.Expect(HttpStatusCode.Created).Id).Distinct());
        Assert.Equal($"duplicates {other}", await hub.Admin.LinksSeenFrom(ticket));
    }

    [Fact]
    public async Task What_cannot_be_linked_is_refused()
    {
        var (ticket, merged) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());
        (await hub.Admin.MergeTicket(merged, await hub.Admin.NewTicket())).Expect(HttpStatusCode.OK);
        var theirs = await hub.Neighbour.NewTicket();
        for (var number = theirs; number <= merged; number++)
            theirs = await hub.Neighbour.NewTicket();

        (await hub.Admin.Link(ticket, "blocks", ticket)).ExpectProblem(
            HttpStatusCode.UnprocessableEntity,
            "link_to_self"
        );
        (await hub.Admin.Link(ticket, "blocks", merged)).ExpectProblem(HttpStatusCode.Conflict, "ticket_merged");
        (await hub.Admin.Link(merged, "blocks", ticket)).ExpectProblem(HttpStatusCode.Conflict, "ticket_merged");
        (await hub.Admin.Link(ticket, "hinders", merged)).ExpectInvalid("type");
        (await hub.Admin.Link(ticket, "blocks", 987654)).ExpectInvalid("ticket_id");
        (await hub.Neighbour.Link(theirs, "blocks", 987654)).ExpectInvalid("ticket_id");
        (await hub.Admin.Link(987654, "blocks", ticket)).ExpectProblem(HttpStatusCode.NotFound, "ticket_not_found");
        Assert.Equal("", await hub.Admin.LinksSeenFrom(ticket));
    }

    [Fact]
    public async Task A_link_goes_with_either_of_its_tickets()
    {
        var (first, middle, last) = (
            await hub.Admin.NewTicket(),
            await hub.Admin.NewTicket(),
            await hub.Admin.NewTicket()
        );
        var link = await hub.Admin.Link(first, "blocks", middle);
        await hub.Admin.Link(middle, "blocks", last);
        await hub.Admin.Link(first, "relates_to", last);

        (await hub.Admin.DeleteTicket(middle)).Expect(HttpStatusCode.NoContent);

        Assert.Equal($"relates_to {last}", await hub.Admin.LinksSeenFrom(first));
        Assert.Equal($"relates_to {first}", await hub.Admin.LinksSeenFrom(last));
        (await hub.Admin.Get($"{TicketLinkCalls.LinksOf(first)}/{link.Id}")).ExpectProblem(
            HttpStatusCode.NotFound,
            "link_not_found"
        );
    }

    [Fact]
    public async Task Neither_end_has_more_links_than_may_be()
    {
        await using var own = await HubHost.Start("--Limits:LinksPerTicket=2");
        var (hubTicket, others) = (await own.Admin.NewTicket(), new List<long>());
        for (var number = 0; number < 3; number++)
            others.Add(await own.Admin.NewTicket());
        (await own.Admin.Link(hubTicket, "blocks", others[0])).Expect(HttpStatusCode.Created);
        (await own.Admin.Link(hubTicket, "blocks", others[1])).Expect(HttpStatusCode.Created);

        (await own.Admin.Link(hubTicket, "blocks", others[2])).ExpectProblem(HttpStatusCode.Conflict, "limit_reached");
        (await own.Admin.Link(others[2], "causes", hubTicket)).ExpectProblem(HttpStatusCode.Conflict, "limit_reached");
        (await own.Admin.Link(others[0], "blocked_by", hubTicket)).Expect(HttpStatusCode.Created);
    }
}
