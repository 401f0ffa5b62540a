using System.Net;
using Hub.Domain.TimeEntries;
using Hub.Tests.Hosting;

namespace Hub.Tests.TimeEntries;

/// <summary>A ticket counts its time entries, so that there are never more than may be, and none without it.</summary>
public sealed class TimeEntryCountTests
{
    [Fact]
    public async Task As_many_as_may_be_are_logged_however_many_come_at_the_same_moment()
    {
        await using var hub = await HubHost.Start("--Limits:TimeEntriesPerTicket=3");
        var ticket = await hub.Admin.NewTicket();

        var answers = await Task.WhenAll(
            Enumerable.Range(1, 8).Select(minutes => hub.Admin.LogTime(ticket, new { minutes }))
        );

        Assert.Equal(3, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created), answer =>
            answer.ExpectProblem(HttpStatusCode.Conflict, "limit_reached")
        );
        Assert.Equal(3, (await hub.Admin.MinutesOf(ticket)).Split(',').Length);
        var kept = answers.First(answer => answer.Status == HttpStatusCode.Created).Id;
        (await hub.Admin.Delete($"{TimeEntryCalls.ListOf(ticket)}/{kept}")).Expect(HttpStatusCode.NoContent);
        (await hub.Admin.LogTime(ticket, new { minutes = 9 })).Expect(HttpStatusCode.Created);
        (await hub.Admin.LogTime(ticket, new { minutes = 10 })).ExpectProblem(HttpStatusCode.Conflict, "limit_reached");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(45)]
    public async Task They_go_with_their_ticket_and_nothing_is_told_of_them(int count)
    {
        await using var hub = await HubHost.Start();
        var ticket = await hub.Admin.NewTicket();
        for (var minutes = 1; minutes < count; minutes++)
            await hub.Admin.NewTime(ticket, new { minutes });
        var path = await hub.Admin.NewTime(ticket);

        (await hub.Admin.DeleteTicket(ticket)).Expect(HttpStatusCode.NoContent);

        (await hub.Admin.Get(path)).ExpectProblem(HttpStatusCode.NotFound, "time_entry_not_found");
        (await hub.Admin.LogTime(ticket, new { minutes = 1 })).ExpectProblem(
            HttpStatusCode.NotFound,
            "ticket_not_found"
        );
        Assert.Equal(count, (await hub.EventsOf(ticket)).Count(one => one.About<TimeEntry>() is not null));
    }

    [Fact]
    public async Task One_is_deleted_once_however_many_ask()
    {
        await using var hub = await HubHost.Start("--Limits:TimeEntriesPerTicket=1");
        var ticket = await hub.Admin.NewTicket();
        var path = await hub.Admin.NewTime(ticket);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => hub.Admin.Delete(path)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.NoContent);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.NoContent), answer =>
            answer.ExpectProblem(HttpStatusCode.NotFound, "time_entry_not_found")
        );
        (await hub.Admin.LogTime(ticket, new { minutes = 1 })).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_change_of_another_version_is_refused()
    {
        await using var hub = await HubHost.Start();
        var path = await hub.Admin.NewTime(await hub.Admin.NewTicket());
        var version = (await hub.Admin.Get(path)).ETag!;

        var changed = await hub.Admin.Change(path, new { minutes = 31 }, ("If-Match", version));
        var late = await hub.Admin.Change(path, new { minutes = 32 }, ("If-Match", version));
        var gone = await hub.Admin.Delete(path, ("If-Match", version));

        Assert.Equal((await hub.Admin.Get(path)).ETag, changed.Expect(HttpStatusCode.OK).ETag);
        late.ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition_failed");
        gone.ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition_failed");
        Assert.Equal(31, (int)(await hub.Admin.Get(path)).Data["minutes"]!);
    }
}
