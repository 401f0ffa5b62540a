using System.Net;
using Hub.Domain.Alerts;
using Hub.Tests.Hosting;
using Hub.Tests.Webhooks;

namespace Hub.Tests.Alerts;

public sealed class RaisedAlertsTests(DeliveringHub hub) : IClassFixture<DeliveringHub>
{
    [Fact]
    public async Task One_that_is_raised_is_told_once_and_what_becomes_of_it_is_not()
    {
        var ticket = await hub.Admin.NewTicket();

        var raised = await Raise(ticket, new { title = "Look", message = "Somebody is waiting" });
        var path = new Uri(raised.Expect(HttpStatusCode.Created).Header("Location")!).AbsolutePath;
        var resolved = (await hub.Admin.Do(path, "resolve")).Expect(HttpStatusCode.OK);
        var again = (await hub.Admin.Do(path, "resolve")).Expect(HttpStatusCode.OK);
        (await Delete(path)).Expect(HttpStatusCode.NoContent);

        Assert.Equal(("Look", ticket), ((string)raised.Data["title"]!, (long)raised.Data["ticket_id"]!));
        Assert.Equal("token", (string)raised.Data["raised_by"]!["kind"]!);
        Assert.Null(raised.Data["resolved_at"]);
        Assert.Equal((string)resolved.Data["updated_at"]!, (string)resolved.Data["resolved_at"]!);
        Assert.Equal("token", (string)resolved.Data["resolved_by"]!["kind"]!);
        Assert.Equal((resolved.Text, resolved.ETag), (again.Text, again.ETag));
        (await hub.Admin.Get(path)).ExpectProblem(HttpStatusCode.NotFound, "alert_not_found");
        var told = Assert.Single(await hub.Host.EventsOf(ticket), one => one.Fact.Kind == "alert");
        Assert.Equal("alert_raised", $"{told.Fact}");
        Assert.Equal("Somebody is waiting", told.About<RaisedAlert>()!.Message);
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("cloudevents")]
    public async Task Whoever_takes_all_that_happens_is_told_of_it_with_its_ticket(string dialect)
    {
        await using var receiver = await HookReceiver.Start();
        var wanted = new
        {
            url = receiver.Url,
            events = new[] { "alert.raised" },
            dialect,
        };
        (await hub.Admin.CreateWebhook(wanted)).Expect(HttpStatusCode.Created);
        var ticket = await hub.Admin.NewTicket();
        var raised = await Raise(ticket, new { title = "Look" });

        // A fleet may tell a new webhook of what happened right before.
        var told = await Wait.For(
            () => Task.FromResult(receiver.Received.Where(one => (long)one.Data["record"]!["id"]! == raised.Id)),
            hooks => hooks.Any()
        );
        var hook = Assert.Single(told);
        Assert.Equal("alert.raised", (string)hook.Json["type"]!);
        Assert.Equal("Look", (string)hook.Data["record"]!["title"]!);
        Assert.Equal(ticket, (long)hook.Data["parent"]!["id"]!);
    }

    [Fact]
    public async Task A_list_shows_those_that_are_open_or_resolved_and_what_is_wrong_is_named()
    {
        var ticket = await hub.Admin.NewTicket();
        var first = (await Raise(ticket, new { title = "First" })).Id;
        await Raise(ticket, new { title = "Second" });
        await hub.Admin.Do($"{At(ticket)}/{first}", "resolve");

        Assert.Equal("First,Second", await NamesOn(ticket));
        Assert.Equal("First", await NamesOn(ticket, "is_resolved=true"));
        Assert.Equal("Second", await NamesOn(ticket, "is_resolved=false"));
        Assert.Equal("Second", await NamesOn(ticket, "q=SECO"));
        (await Raise(ticket, new { message = new string('m', 2001) })).ExpectInvalid("title");
        (await Raise(ticket, new { message = new string('m', 2001) })).ExpectInvalid("message");
        (await Raise(987654, new { title = "Look" })).ExpectProblem(HttpStatusCode.NotFound, "ticket_not_found");
    }

    [Fact]
    public async Task A_merged_ticket_takes_none_and_a_deleted_one_takes_its_own_along()
    {
        var (merged, deleted) = (await hub.Admin.NewTicket(), await hub.Admin.NewTicket());
        var kept = $"{At(merged)}/{(await Raise(merged, new { title = "Look" })).Id}";
        var gone = $"{At(deleted)}/{(await Raise(deleted, new { title = "Look" })).Id}";
        (await hub.Admin.MergeTicket(merged, await hub.Admin.NewTicket())).Expect(HttpStatusCode.OK);
        (await hub.Admin.DeleteTicket(deleted)).Expect(HttpStatusCode.NoContent);

        (await Raise(merged, new { title = "Look" })).ExpectProblem(HttpStatusCode.Conflict, "ticket_merged");
        (await hub.Admin.Do(kept, "resolve")).ExpectProblem(HttpStatusCode.Conflict, "ticket_merged");
        (await Delete(kept)).ExpectProblem(HttpStatusCode.Conflict, "ticket_merged");
        (await hub.Admin.Get(kept)).Expect(HttpStatusCode.OK);
        (await hub.Admin.Get(gone)).ExpectProblem(HttpStatusCode.NotFound, "alert_not_found");
    }

    [Fact]
    public async Task There_are_no_more_of_them_than_may_be()
    {
        await using var own = await HubHost.Start("--Limits:AlertsPerTicket=1");
        var list = At(await own.Admin.NewTicket());
        var first = await own.Admin.NewAt(list, new { title = "First" });

        var refused = await own.Admin.Send(HttpMethod.Post, list, new { title = "Second" });
        (await own.Admin.Send(HttpMethod.Delete, first, null)).Expect(HttpStatusCode.NoContent);

        refused.ExpectProblem(HttpStatusCode.Conflict, "limit_reached");
        await own.Admin.NewAt(list, new { title = "Second" });
    }

    private Task<Answer> Raise(long ticket, object fields) => hub.Admin.Send(HttpMethod.Post, At(ticket), fields);

    private Task<Answer> Delete(string path) => hub.Admin.Send(HttpMethod.Delete, path, null);

    private async Task<string> NamesOn(long ticket, string query = "") =>
        string.Join(',', (await hub.Admin.Get($"{At(ticket)}?{query}")).Items.Select(one => one!["title"]));

    private static string At(long ticket) => $"/api/v1/tickets/{ticket}/alerts";
}
