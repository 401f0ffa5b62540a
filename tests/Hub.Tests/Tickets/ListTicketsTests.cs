using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Tickets;

/// <summary>A hub with five tickets that differ in all that lists are filtered by.</summary>
public sealed class HubWithFiveTickets : RunningHub
{
    private protected override async Task Arrange()
    {
        await Admin.HireAgents(8);
        await Create("Printer on fire", "ann@company.com", "urgent", 1, null, "printer");
        await Create("VPN slow", "bob@company.com", "low", 2, 7, "vpn");
        await Create("VPN down", "Ann@Company.com", "high", 2, 8, "vpn", "outage");
        await Create("Chair squeaks", "cyd@company.com", "medium", 3, 7);
        await Create("New badge", "bob@company.com", "medium", null, null);
        await Admin.UpdateTicket(2, new { status = "pending" });
        await Admin.UpdateTicket(4, new { status = "resolved" });
    }

    private Task<long> Create(
        string subject,
        string email,
        string priority,
        int? department,
        int? assignee,
        params string[] tags
    ) =>
        Admin.NewTicket(
            new
            {
                subject,
                description = "As it says.",
                requester_email = email,
                priority,
                department_id = department,
                assignee_id = assignee,
                tags,
            }
        );
}

public sealed class ListTicketsTests(HubWithFiveTickets hub) : IClassFixture<HubWithFiveTickets>
{
    [Theory]
    [InlineData("", "5,4,3,2,1")]
    [InlineData("status=open", "5,3,1")]
    [InlineData("status=pending,resolved", "4,2")]
    [InlineData("priority=urgent,high", "3,1")]
    [InlineData("department_id=2", "3,2")]
    [InlineData("department_id=1,3", "4,1")]
    [InlineData("assignee_id=7", "4,2")]
    [InlineData("assignee_id=7,%208", "4,3,2")]
    [InlineData("requester_email=ANN@company.com", "3,1")]
    [InlineData("tag=vpn", "3,2")]
    [InlineData("q=vpn", "3,2")]
    [InlineData("q=AcMe-4", "4")]
    [InlineData("q=as%20it%20says", "5,4,3,2,1")]
    [InlineData("q=100%25", "")]
    [InlineData("status=open&department_id=2", "3")]
    [InlineData("created_since=2020-01-01T00:00:00Z&status=open", "5,3,1")]
    [InlineData("updated_since=2999-01-01", "")]
    [InlineData("sort=id", "1,2,3,4,5")]
    [InlineData("sort=priority", "2,4,5,3,1")]
    [InlineData("sort=-priority", "1,3,5,4,2")]
    [InlineData("sort=-updated_at&status=pending,resolved", "4,2")]
    [InlineData("page=2&per_page=2", "3,2")]
    [InlineData("page=9", "")]
    [InlineData("status=", "5,4,3,2,1")]
    public async Task It_finds(string query, string ids)
    {
        var answer = (await hub.Admin.ListTickets(query)).Expect(HttpStatusCode.OK);

        Assert.Equal(ids, string.Join(',', answer.Items.Select(ticket => (long)ticket!["id"]!)));
    }

    [Fact]
    public async Task Meta_says_where_the_page_stands()
    {
        var meta = (await hub.Admin.ListTickets("page=2&per_page=2&priority=medium,low,high")).Json["meta"]!;

        Assert.Equal("""{"current_page":2,"per_page":2,"total":4}""", meta.ToJsonString());
    }

    [Fact]
    public async Task A_page_holds_25_unless_it_is_told_otherwise() =>
        Assert.Equal(25, (int)(await hub.Admin.ListTickets()).Json["meta"]!["per_page"]!);

    [Fact]
    public async Task The_time_of_change_as_shown_finds_that_change_again()
    {
        var updated = (string)(await hub.Admin.GetTicket(4)).Data["updated_at"]!;

        var found = await hub.Admin.ListTickets($"updated_since={updated}");

        Assert.Equal([4], found.Items.Select(ticket => (long)ticket!["id"]!));
    }

    [Theory]
    [InlineData("per_page=0", "per_page")]
    [InlineData("per_page=101", "per_page")]
    [InlineData("per_page=-1", "per_page")]
    [InlineData("per_page=abc", "per_page")]
    [InlineData("per_page=99999999999", "per_page")]
    [InlineData("page=0", "page")]
    [InlineData("page=2147483647", "page")]
    [InlineData("page=x", "page")]
    [InlineData("status=opened", "status")]
    [InlineData("status=open,2", "status")]
    [InlineData("priority=high,hihg", "priority")]
    [InlineData("department_id=two", "department_id")]
    [InlineData("assignee_id=1.5", "assignee_id")]
    [InlineData("sort=subject", "sort")]
    [InlineData("updated_since=yesterday", "updated_since")]
    [InlineData("created_since=2026-13-01", "created_since")]
    public async Task A_value_that_does_not_fit_is_named(string query, string field) =>
        (await hub.Admin.ListTickets(query)).ExpectInvalid(field);

    [Fact]
    public async Task An_unknown_status_is_answered_with_the_known_ones() =>
        Assert.Equal(
            ["'opened' is none of open, pending, on_hold, resolved, closed."],
            (await hub.Admin.ListTickets("status=opened")).ErrorsOf("status")
        );
}
