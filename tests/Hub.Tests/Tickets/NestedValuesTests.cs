using System.Net;
using Hub.Domain.Tickets;
using Hub.Ports.Store;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;
using Hub.Tickets;

namespace Hub.Tests.Tickets;

/// <summary>Whatever is taken in can be read in everything that it will ever stand in.</summary>
public sealed class NestedValuesTests(RunningHub hub) : IClassFixture<RunningHub>
{
    public static TheoryData<int> TooDeep => [17, 32, 59, 61, 64, 100, 200];

    [Theory]
    [MemberData(nameof(TooDeep))]
    public async Task A_value_that_is_nested_too_deeply_is_refused_by_its_field(int levels)
    {
        var id = await hub.Admin.NewTicket();

        (await hub.Admin.CreateTicket(WithField("deep", Lists(levels)))).ExpectInvalid("custom_fields.deep");
        (await hub.Admin.CreateTicket(WithField("deep", Objects(levels)))).ExpectInvalid("custom_fields.deep");
        (
            await hub.Admin.Send(
                HttpMethod.Put,
                $"/api/v1/tickets/{id}",
                """{"custom_fields": {"deep": """ + Objects(levels) + "}}"
            )
        ).ExpectInvalid("custom_fields.deep");
    }

    [Fact]
    public async Task Sixteen_levels_are_taken_and_shown_everywhere()
    {
        var created = (await hub.Admin.CreateTicket(WithField("deep", Lists(16)))).Expect(HttpStatusCode.Created);

        Assert.Contains(Lists(16), (await hub.Admin.GetTicket(created.Id)).Text);
        Assert.Contains(Lists(16), (await hub.Admin.ListTickets("per_page=100")).Text);
    }

    /// <summary>Such a value was taken once, and the store has it still.</summary>
    [Theory]
    [InlineData(59)]
    [InlineData(61)]
    [InlineData(100)]
    public async Task A_value_that_was_taken_before_there_was_a_limit_stops_nobody(int levels)
    {
        await using var timed = await TimedHub.Start();
        await using var receiver = await HookReceiver.Start();
        await timed.Admin.Subscribe(receiver.Url, "ticket.updated");
        var id = await timed.Admin.NewTicket();
        var organization = await timed.Host.OrganizationOf(timed.Admin);
        var stored = (await TicketCommits.Get(timed.Host.Store, organization, id, default))!;
        var deep = stored.Value with
        {
            CustomFields = new Dictionary<string, System.Text.Json.JsonElement>
            {
                ["deep"] = System.Text.Json.JsonElement.Parse(Lists(levels), new() { MaxDepth = 200 }),
            },
        };
        var put = new Put<Ticket>(TicketDocuments.Ticket, stored.Id, deep, Expected.At(stored.Version));
        await timed.Host.Store.Commit(new Commit(organization, stored.Partition) { Changes = [put] }, default);

        (await timed.Admin.UpdateTicket(id, new { subject = "Still there" })).Expect(HttpStatusCode.OK);

        Assert.Contains(Lists(levels), (await timed.Admin.GetTicket(id)).Expect(HttpStatusCode.OK).Text);
        Assert.Contains(Lists(levels), (await timed.Admin.ListTickets()).Expect(HttpStatusCode.OK).Text);
        await receiver.Until(1);
    }

    private static string WithField(string name, string value) =>
        """{"subject": "s", "description": "d", "requester_email": "a@b.c", "custom_fields": {"""
        + $"\"{name}\": {value}}}}}";

    private static string Lists(int levels) => new string('[', levels) + new string(']', levels);

    private static string Objects(int levels) =>
        string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels);
}
