using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.OnCall;

/// <summary>Pages as records: how they are found, and what of them is refused.</summary>
public sealed class PagesTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Pages_are_found_by_status_rotation_agent_and_what_they_are_about()
    {
        await hub.Admin.HireAgents(2);
        var (one, two) = (await Rotation(1), await Rotation(2));
        var ticket = await hub.Admin.NewTicket();
        var incident = await hub.Admin.NewAt("/api/v1/incidents", new { title = "E-mail is down" });
        var about = await hub.Admin.NewAt(
            OnCallCalls.Pages,
            new
            {
                rotation_id = HeardEvents.IdOf(one),
                summary = "Down",
                ticket_id = ticket,
                incident_id = HeardEvents.IdOf(incident),
            }
        );
        var other = await hub.Admin.Page(two, "low");
        await hub.Admin.Do(other, "acknowledge");

        await ExpectOnly(about, $"rotation_id={HeardEvents.IdOf(one)}");
        await ExpectOnly(about, $"ticket_id={ticket}");
        await ExpectOnly(about, $"incident_id={HeardEvents.IdOf(incident)}");
        await ExpectOnly(about, $"agent_id=1&rotation_id={HeardEvents.IdOf(one)},{HeardEvents.IdOf(two)}");
        await ExpectOnly(other, $"status=acknowledged&rotation_id={HeardEvents.IdOf(one)},{HeardEvents.IdOf(two)}");
        await ExpectOnly(other, $"urgency=low&rotation_id={HeardEvents.IdOf(one)},{HeardEvents.IdOf(two)}");
    }

    [Fact]
    public async Task A_page_that_nobody_would_hear_is_refused()
    {
        await hub.Admin.HireAgents(2);
        var future = await hub.Admin.NewRotation(new { agent_ids = new[] { 1 }, starts_on = "2099-01-01" });
        var helped = await hub.Admin.NewRotation(
            new
            {
                agent_ids = new[] { 1 },
                starts_on = "2099-01-01",
                escalate_to_agent_ids = new[] { 2 },
            }
        );

        var refused = await hub.Admin.Send(
            HttpMethod.Post,
            OnCallCalls.Pages,
            new { rotation_id = HeardEvents.IdOf(future), summary = "Down" }
        );

        refused.ExpectProblem(HttpStatusCode.Conflict, "nobody_on_call");
        Assert.Equal(2, (int)(await hub.Admin.Get(await hub.Admin.Page(helped))).Data["agent_id"]!);
    }

    [Fact]
    public async Task An_agent_acknowledges_for_themselves_alone()
    {
        await hub.Admin.HireAgents(2);
        var page = await hub.Admin.Page(await Rotation(1));

        (await hub.Admin.Do(page, "acknowledge", new { agent_id = 99 })).ExpectInvalid("agent_id");
        var nobody = await hub.Admin.Do(page, "acknowledge");

        Assert.Null(nobody.Expect(HttpStatusCode.OK).Data["acknowledged_by_id"]);
    }

    private Task<string> Rotation(long agent) => hub.Admin.NewRotation(new { agent_ids = new[] { agent } });

    private async Task ExpectOnly(string page, string query) =>
        Assert.Equal(
            HeardEvents.IdOf(page),
            (long)Assert.Single((await hub.Admin.Get($"{OnCallCalls.Pages}?{query}")).Items)!["id"]!
        );
}
