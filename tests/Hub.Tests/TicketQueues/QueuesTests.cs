using System.Net;
using Hub.Domain.TicketQueues;
using Hub.Tests.Hosting;

namespace Hub.Tests.TicketQueues;

/// <summary>Where tickets wait.</summary>
public sealed class QueuesTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    private const string Root = "/api/v1/queues";

    [Fact]
    public async Task One_is_created_read_changed_and_deleted_and_each_time_somebody_is_told_and_it_is_audited()
    {
        var created = await hub.Admin.Send(
            HttpMethod.Post,
            Root,
            new
            {
                name = "Second line",
                department_id = 2,
                position = 20,
            }
        );
        var id = created.Expect(HttpStatusCode.Created).Id;
        var path = $"{Root}/{id}";

        var changed = await hub.Admin.Send(HttpMethod.Put, path, """{"position":10,"department_id":null}""");
        var same = await hub.Admin.Send(HttpMethod.Put, path, """{"position":10}""");
        var deleted = await hub.Admin.Send(HttpMethod.Delete, path, null);

        Assert.Equal(10, (int)changed.Expect(HttpStatusCode.OK).Data["position"]!);
        Assert.False(changed.Data.AsObject().ContainsKey("department_id"));
        Assert.Equal(changed.ETag, same.ETag);
        deleted.Expect(HttpStatusCode.NoContent);
        var told = await hub.Host.EventsOf("queue", id);
        Assert.Equal(["created", "updated", "deleted"], told.Select(one => one.Fact.Action));
        Assert.Equal(["department_id", "position"], told[1].Changes!.Select(one => one.Field).Order());
        Assert.Equal(20, told[0].About<TicketQueue>()!.Position);
        Assert.Equal(("token", "1"), (told[1].Actor.Kind, told[1].Actor.Id));
        var acts = (await hub.Admin.Get($"/api/v1/audit-log?subject_type=queue&subject_id={id}")).Items;
        Assert.Equal(["deleted", "updated", "created"], acts.Select(one => (string)one!["action"]!));
    }

    [Theory]
    [InlineData("""{"position":1}""", "name")]
    [InlineData("""{"name":"One","position":-1}""", "position")]
    [InlineData("""{"name":"One","department_id":999999}""", "department_id")]
    [InlineData("""{"name":"One","is_active":"yes"}""", "is_active")]
    public async Task A_value_that_does_not_fit_is_named(string body, string field) =>
        (await hub.Admin.Send(HttpMethod.Post, Root, body)).ExpectInvalid(field);

    [Fact]
    public async Task A_name_belongs_to_one_of_an_organization()
    {
        await hub.Admin.NewAt(Root, new { name = "First line" });

        var taken = await hub.Admin.Send(HttpMethod.Post, Root, new { name = "FIRST LINE" });

        taken.ExpectProblem(HttpStatusCode.Conflict, "name_taken");
        await hub.Neighbour.NewAt(Root, new { name = "First line" });
    }

    [Fact]
    public async Task One_that_tickets_wait_in_is_not_deleted_nor_a_department_that_has_one()
    {
        var department = (await hub.Admin.CreateDepartment(new { name = "Queued" })).Id;
        var path = await hub.Admin.NewAt(Root, new { name = "Busy", department_id = department });
        var ticket = await hub.Admin.NewTicket();
        var moved = await hub.Admin.UpdateTicket(ticket, new { queue_id = HeardEvents.IdOf(path) });

        Assert.Equal(HeardEvents.IdOf(path), (long)moved.Expect(HttpStatusCode.OK).Data["queue_id"]!);
        (await Delete(path)).ExpectProblem(HttpStatusCode.Conflict, "queue_in_use");
        (await Delete($"/api/v1/departments/{department}")).ExpectProblem(HttpStatusCode.Conflict, "department_in_use");
        await hub.Admin.UpdateTicket(ticket, """{"queue_id":null}""");
        (await Delete(path)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task They_come_in_their_order_and_tickets_are_found_by_them()
    {
        var last = await hub.Admin.NewAt(Root, new { name = "Order last", position = 900 });
        var first = await hub.Admin.NewAt(Root, new { name = "Order first", position = 100 });
        var ticket = await hub.Admin.NewTicket(
            new
            {
                subject = "Waits",
                description = "A while",
                requester_email = "una@acme.com",
                queue_id = HeardEvents.IdOf(first),
            }
        );

        var listed = (await hub.Admin.Get($"{Root}?q=order&sort=position")).Items;
        Assert.Equal([HeardEvents.IdOf(first), HeardEvents.IdOf(last)], listed.Select(one => (long)one!["id"]!));
        Assert.Equal(
            [ticket],
            (await hub.Admin.ListTickets($"queue_id={HeardEvents.IdOf(first)}")).Items.Select(one => (long)one!["id"]!)
        );
        Assert.Empty((await hub.Admin.ListTickets($"queue_id={HeardEvents.IdOf(last)}")).Items);
    }

    [Fact]
    public async Task Writing_takes_all_scopes()
    {
        var desk = await hub.Host.WithScopes("tickets:read", "tickets:write", "users:write", "admin:read");

        (await desk.Get(Root)).Expect(HttpStatusCode.OK);
        (await desk.Send(HttpMethod.Post, Root, new { name = "Mine" })).Expect(HttpStatusCode.Forbidden);
    }

    private Task<Answer> Delete(string path) => hub.Admin.Send(HttpMethod.Delete, path, null);
}
