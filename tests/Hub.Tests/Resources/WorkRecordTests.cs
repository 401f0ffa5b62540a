using System.Net;
using Hub.Domain.Records.Tables;

namespace Hub.Tests.Resources;

public sealed class ProjectTests(HubWithCompany hub)
    : TableLaws(hub, WorkRecords.Project),
        IClassFixture<HubWithCompany>
{
    [Fact]
    public async Task What_is_spent_is_counted_in_the_currency_of_the_budget() =>
        (
            await Admin.Send(HttpMethod.Put, await NewPath(), """{"spent":{"amount":1,"currency":"USD"}}""")
        ).ExpectInvalid("spent");

    [Fact]
    public async Task One_that_a_task_belongs_to_stays_until_the_task_is_gone()
    {
        var project = await NewPath();
        var id = project[(project.LastIndexOf('/') + 1)..];
        var task = (await Admin.Send(HttpMethod.Post, "/api/tasks", $$"""{"title":"One","project_id":{{id}}}""")).Id;

        var refused = await Admin.Send(HttpMethod.Delete, project, null);
        (await Admin.Send(HttpMethod.Delete, $"/api/tasks/{task}", null)).Expect(HttpStatusCode.NoContent);

        refused.ExpectProblem(HttpStatusCode.Conflict, "project_in_use");
        (await Admin.Send(HttpMethod.Delete, project, null)).Expect(HttpStatusCode.NoContent);
        var late = await Admin.Send(HttpMethod.Post, "/api/tasks", $$"""{"title":"Two","project_id":{{id}}}""");
        late.ExpectInvalid("project_id");
    }
}

public sealed class TaskTests(HubWithCompany hub) : TableLaws(hub, WorkRecords.Task), IClassFixture<HubWithCompany>
{
    [Fact]
    public async Task One_is_not_due_before_it_begins() =>
        (await Admin.Send(HttpMethod.Put, await NewPath(), """{"due_at":"2026-06-01T00:00:00Z"}""")).ExpectInvalid(
            "due_at"
        );
}

public sealed class AppointmentTests(HubWithCompany hub)
    : TableLaws(hub, WorkRecords.Appointment),
        IClassFixture<HubWithCompany>
{
    [Fact]
    public async Task One_that_is_held_online_says_where_to_join() =>
        (await Admin.Send(HttpMethod.Put, await NewPath(), """{"meeting_url":null}""")).ExpectInvalid("meeting_url");
}

public sealed class DocumentTests(HubWithCompany hub)
    : TableLaws(hub, WorkRecords.Document),
        IClassFixture<HubWithCompany>
{
    [Fact]
    public async Task An_approved_one_is_kept_somewhere_and_applies_before_it_ends()
    {
        var path = await NewPath();

        (await Admin.Send(HttpMethod.Put, path, """{"url":null}""")).ExpectInvalid("url");
        (await Admin.Send(HttpMethod.Put, path, """{"expires_at":"2026-06-30"}""")).ExpectInvalid("expires_at");
    }
}
