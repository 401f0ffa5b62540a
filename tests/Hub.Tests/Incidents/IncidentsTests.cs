using System.Net;
using Hub.Domain.Incidents;
using Hub.Tests.Hosting;

namespace Hub.Tests.Incidents;

public sealed class IncidentsTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    private const string Incidents = "/api/v1/incidents";

    private Task<string> New(object? body = null) =>
        hub.Admin.NewAt(Incidents, body ?? new { title = "E-mail is down" });

    private Task<Answer> Change(string path, object body) => hub.Admin.Send(HttpMethod.Patch, path, body);

    [Fact]
    public async Task One_that_is_declared_with_its_tickets_is_told_once()
    {
        var ticket = await hub.Admin.NewTicket();
        var path = await New(
            new
            {
                title = "E-mail is down",
                description = "In Berlin",
                severity = "critical",
                ticket_ids = new[] { ticket, ticket },
            }
        );
        await Change(path, new { severity = "high" });
        await hub.Admin.Do(path, "updates", new { message = "We look into it" });
        await hub.Admin.Do(path, "tickets", new { ticket_id = await hub.Admin.NewTicket() });

        var read = (await hub.Admin.Get(path)).Expect(HttpStatusCode.OK).Data;
        var told = Assert.Single(await hub.Host.EventsOf("incident", HeardEvents.IdOf(path)));

        Assert.Equal(("investigating", 2), ((string)read["status"]!, (int)read["ticket_count"]!));
        Assert.Equal("declared", told.Fact.Action);
        Assert.Equal(
            ("E-mail is down", IncidentSeverity.Critical),
            (told.About<Incident>()!.Title, told.About<Incident>()!.Severity)
        );
        Assert.Equal([ticket], told.About<Incident>()!.TicketIds);
    }

    [Fact]
    public async Task One_is_resolved_once_and_that_is_told_once()
    {
        var path = await New();

        var resolved = await hub.Admin.Do(path, "resolve", new { resolution = "The gateway was restarted." });
        (await hub.Admin.Do(path, "resolve", new { resolution = "Again" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "transition_refused"
        );
        (await Change(path, new { status = "monitoring" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "transition_refused"
        );
        (await Change(path, new { title = "E-mail was down" })).Expect(HttpStatusCode.OK);

        var read = (await hub.Admin.Get(path)).Data;
        Assert.Equal("resolved", (string)resolved.Expect(HttpStatusCode.OK).Data["status"]!);
        Assert.Equal(
            ("The gateway was restarted.", "E-mail was down"),
            ((string)read["resolution"]!, (string)read["title"]!)
        );
        Assert.Equal((string)resolved.Data["updated_at"]!, (string)read["resolved_at"]!);
        var told = await hub.Host.EventsOf("incident", HeardEvents.IdOf(path));
        Assert.Equal(["declared", "resolved"], told.Select(one => one.Fact.Action));
        Assert.Equal("The gateway was restarted.", told[1].About<Incident>()!.Resolution);
    }

    [Fact]
    public async Task All_who_resolve_it_at_the_same_moment_resolve_it_once()
    {
        var path = await New();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(number => hub.Admin.Do(path, "resolve", new { resolution = $"By {number}" }))
        );

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(["declared", "resolved"], await hub.Host.ActionsOf("incident", HeardEvents.IdOf(path)));
    }

    [Fact]
    public async Task A_status_is_changed_but_not_to_resolved()
    {
        var path = await New();

        var patched = await Change(path, new { status = "identified" });
        var put = await hub.Admin.Send(HttpMethod.Put, path, new { status = "monitoring" });
        (await Change(path, new { status = "resolved" })).ExpectProblem(HttpStatusCode.Conflict, "transition_refused");

        Assert.Equal("identified", (string)patched.Expect(HttpStatusCode.OK).Data["status"]!);
        Assert.Equal("monitoring", (string)put.Expect(HttpStatusCode.OK).Data["status"]!);
        Assert.Equal("monitoring", (string)(await hub.Admin.Get(path)).Data["status"]!);
    }

    [Fact]
    public async Task Notes_say_how_it_goes_in_their_order()
    {
        var path = await New();
        await hub.Admin.Do(path, "updates", new { message = "We look into it" });
        var second = await hub.Admin.Do(path, "updates", new { message = "Found", status = "identified" });

        var listed = (await hub.Admin.Get($"{path}/updates")).Expect(HttpStatusCode.OK).Items;
        var read = (await hub.Admin.Get(path)).Data;

        Assert.Equal(["We look into it", "Found"], listed.Select(one => (string)one!["message"]!));
        Assert.Equal(["investigating", "identified"], listed.Select(one => (string)one!["status"]!));
        Assert.Equal(second.Data.ToJsonString(), (await hub.Admin.Get(second.Header("Location")!)).Data.ToJsonString());
        Assert.Equal(("identified", 2), ((string)read["status"]!, (int)read["update_count"]!));
        Assert.Equal("Found", (string)read["latest_update"]!["message"]!);
        (await hub.Admin.Do(path, "updates", new { message = "Over", status = "resolved" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "transition_refused"
        );
        (await hub.Admin.Get($"{path}/updates/4711")).ExpectProblem(HttpStatusCode.NotFound, "update_not_found");
        (await hub.Admin.Do(path, "updates", new { message = "" })).ExpectInvalid("message");
    }

    [Fact]
    public void Notes_are_bounded()
    {
        var incident = Enumerable
            .Range(1, Incident.MostUpdates)
            .Aggregate(new Incident { Title = "x" }, (one, number) => one.Tell(Note(number)).State!);

        Assert.Equal("limit_reached", incident.Tell(Note(0)).Refusal?.Code);
        Assert.Same(incident, incident.Tell(Note(7)).State);

        static IncidentUpdate Note(int number) =>
            new(number, "x", IncidentStatus.Investigating, "Alva", Samples.Morning);
    }

    [Fact]
    public async Task A_list_is_narrowed_by_status_and_severity()
    {
        var path = await New(new { title = "Sought", severity = "low" });
        await hub.Admin.Do(path, "resolve", new { resolution = "Done" });

        var found = (await hub.Admin.Get($"{Incidents}?status=resolved&severity=low,medium")).Items;

        Assert.Equal("Sought", (string)Assert.Single(found)!["title"]!);
        (await hub.Admin.Get($"{Incidents}?severity=awful")).ExpectInvalid("severity");
    }

    [Fact]
    public async Task A_ticket_that_is_nowhere_is_refused_and_nothing_is_declared()
    {
        var answer = await hub.Admin.Send(
            HttpMethod.Post,
            Incidents,
            new { title = "With nothing", ticket_ids = new[] { 4711 } }
        );

        answer.ExpectInvalid("ticket_ids");
        Assert.Empty((await hub.Admin.Get($"{Incidents}?q=with nothing")).Items);
    }

    [Fact]
    public async Task Another_organization_sees_nothing_of_it()
    {
        var path = await New();

        Answer[] answers =
        [
            await hub.Neighbour.Get(path),
            await hub.Neighbour.Get($"{path}/updates"),
            await hub.Neighbour.Send(HttpMethod.Patch, path, new { title = "Theirs" }),
            await hub.Neighbour.Do(path, "resolve", new { resolution = "Theirs" }),
            await hub.Neighbour.Do(path, "updates", new { message = "Theirs" }),
        ];

        Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.NotFound, "incident_not_found"));
        Assert.Equal("investigating", (string)(await hub.Admin.Get(path)).Data["status"]!);
    }
}
