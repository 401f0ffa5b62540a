using System.Net;
using Hub.Domain.Problems;
using Hub.Domain.Records;
using Hub.Ports.Store;
using Hub.Resources.Links;
using Hub.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Links;

/// <summary>Tickets of records: the same for every resource that has them.</summary>
public sealed class TicketLinkTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    /// <summary>Where each of them is, how one is made, and what says how many tickets it has.</summary>
    public static TheoryData<string, string, string> Resources =>
        new()
        {
            { "problems", """{"title":"Cause"}""", "incident_count" },
            { "assets", """{"name":"Laptop","type":"laptop"}""", "ticket_count" },
            { "incidents", """{"title":"E-mail is down"}""", "ticket_count" },
        };

    private async Task<string> New(string plural, string body) =>
        $"/api/v1/{plural}/{(await hub.Admin.Send(HttpMethod.Post, $"/api/v1/{plural}", body)).Expect(HttpStatusCode.Created).Id}";

    private Task<Answer> Link(string path, long ticket, params (string, string)[] headers) =>
        hub.Admin.Send(HttpMethod.Post, $"{path}/tickets", new { ticket_id = ticket }, headers);

    private Task<Answer> Unlink(string path, long ticket) =>
        hub.Admin.Send(HttpMethod.Delete, $"{path}/tickets/{ticket}", null);

    private async Task<long[]> LinkedTo(string path) =>
        [.. (await hub.Admin.Get($"{path}/tickets")).Expect(HttpStatusCode.OK).Items.Select(one => (long)one!["id"]!)];

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task A_ticket_is_linked_once_and_unlinked_once_however_often(string plural, string body, string count)
    {
        var path = await New(plural, body);
        var (one, other) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());

        await Link(path, other);
        var first = (await Link(path, one)).Expect(HttpStatusCode.OK);
        var second = (await Link(path, one)).Expect(HttpStatusCode.OK);
        var linked = await LinkedTo(path);
        var byTicket = await hub.Admin.Get($"/api/v1/{plural}?ticket_id={one}");
        (await Unlink(path, one)).Expect(HttpStatusCode.NoContent);
        (await Unlink(path, one)).Expect(HttpStatusCode.NoContent);

        Assert.Equal(2, (int)first.Data[count]!);
        Assert.Equal((first.Text, first.ETag), (second.Text, second.ETag));
        Assert.Equal([one, other], linked);
        Assert.Equal(2, (int)Assert.Single(byTicket.Expect(HttpStatusCode.OK).Items)![count]!);
        Assert.Equal([other], await LinkedTo(path));
        Assert.Equal(1, (int)(await hub.Admin.Get(path)).Data[count]!);
        Assert.Empty((await hub.Admin.Get($"/api/v1/{plural}?ticket_id={one}")).Items);
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task What_is_no_ticket_of_the_organization_is_refused(string plural, string body, string count)
    {
        var path = await New(plural, body);
        var theirs = await hub.Neighbour.NewTicket();
        while (await hub.Admin.GetTicket(theirs) is { Status: HttpStatusCode.OK })
            theirs = await hub.Neighbour.NewTicket();

        (await Link(path, theirs)).ExpectInvalid("ticket_id");
        (await hub.Admin.Send(HttpMethod.Post, $"{path}/tickets", new { })).ExpectInvalid("ticket_id");

        Assert.Equal(0, (int)(await hub.Admin.Get(path)).Data[count]!);
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task All_that_are_linked_at_the_same_moment_are_counted(string plural, string body, string count)
    {
        var path = await New(plural, body);
        var tickets = new List<long>();
        for (var made = 0; made < 12; made++)
            tickets.Add(await hub.Admin.NewTicket());

        var answers = await Task.WhenAll([.. tickets.Select(one => Link(path, one)), Link(path, tickets[0])]);

        Assert.All(answers, answer => answer.Expect(HttpStatusCode.OK));
        Assert.Equal(12, (int)(await hub.Admin.Get(path)).Data[count]!);
        Assert.Equal(tickets.Order(), await LinkedTo(path));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task A_ticket_that_is_deleted_is_linked_to_nothing_any_more(string plural, string body, string count)
    {
        var (one, other) = (await New(plural, body), await New(plural, body));
        var (gone, kept) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());
        foreach (var path in new[] { one, other })
        {
            await Link(path, gone);
            await Link(path, kept);
        }

        (await hub.Admin.DeleteTicket(gone)).Expect(HttpStatusCode.NoContent);

        foreach (var path in new[] { one, other })
        {
            Assert.Equal(1, (int)(await hub.Admin.Get(path)).Data[count]!);
            Assert.Equal([kept], await LinkedTo(path));
        }
    }

    /// <summary>Whoever wins, what is counted is there.</summary>
    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Linking_and_deleting_at_the_same_moment_leave_no_link_to_nothing(
        string plural,
        string body,
        string count
    )
    {
        var path = await New(plural, body);
        for (var round = 0; round < 8; round++)
        {
            var ticket = await hub.Admin.NewTicket();

            var (linked, deleted) = (Link(path, ticket), hub.Admin.DeleteTicket(ticket));
            await Task.WhenAll(linked, deleted);

            (await deleted).Expect(HttpStatusCode.NoContent);
            Assert.True((await linked).Status is HttpStatusCode.OK or HttpStatusCode.UnprocessableEntity);
        }

        Assert.Equal(0, (int)(await hub.Admin.Get(path)).Data[count]!);
        Assert.Empty(await LinkedTo(path));
    }

    [Fact]
    public async Task A_link_to_a_ticket_whose_hub_died_while_deleting_it_goes_with_the_timer()
    {
        var path = await New("problems", """{"title":"Cause"}""");
        var ticket = await hub.Admin.NewTicket();
        await Link(path, ticket);
        var organization = await hub.Host.OrganizationOf(hub.Admin);
        var unlinking = hub.Host.App.Services.GetRequiredService<TicketUnlinking>();

        var timer = unlinking.Timer(organization, ticket) with { Due = DateTimeOffset.UnixEpoch };
        var queued = new Commit(organization, "links") { Timers = [timer] };
        Assert.IsType<CommitResult.Done>(await hub.Host.Store.Commit(queued, TestContext.Current.CancellationToken));

        var read = await Wait.For(() => hub.Admin.Get(path), answer => (int)answer.Data["incident_count"]! == 0);
        read.Expect(HttpStatusCode.OK);
    }

    [Fact]
    public void A_record_has_a_bounded_number_of_tickets()
    {
        var problem = Enumerable
            .Range(1, TicketLinking.MostTickets)
            .Aggregate(new ProblemRecord { Title = "Cause" }, (record, ticket) =>
                TicketLinking.Link(record, ticket, Hosting.Samples.Morning).State!
            );

        var refused = TicketLinking.Link(problem, 5_000, Hosting.Samples.Morning);

        Assert.Equal("limit_reached", refused.Refusal?.Code);
        Assert.Same(problem, TicketLinking.Link(problem, 7, Hosting.Samples.Morning).State);
    }

    [Fact]
    public async Task An_old_version_is_not_linked_to()
    {
        var path = await New("problems", """{"title":"Cause"}""");
        var before = (await hub.Admin.Get(path)).ETag!;
        await Link(path, await hub.Admin.NewTicket());

        var refused = await Link(path, await hub.Admin.NewTicket(), ("If-Match", before));

        refused.ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition_failed");
        Assert.Single(await LinkedTo(path));
    }
}
