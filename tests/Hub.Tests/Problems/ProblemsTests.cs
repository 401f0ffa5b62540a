using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Problems;

public sealed class ProblemsTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    private const string Problems = "/api/v1/problems";

    private static string PathOf(Answer created) => $"{Problems}/{created.Expect(HttpStatusCode.Created).Id}";

    private Task<Answer> Create(object? fields = null) =>
        hub.Admin.Send(HttpMethod.Post, Problems, fields ?? new { title = "Print server runs out of memory" });

    private Task<Answer> Update(string path, object fields) => hub.Admin.Send(HttpMethod.Put, path, fields);

    [Fact]
    public async Task A_problem_starts_open_and_keeps_what_it_is_given()
    {
        await hub.Admin.HireAgents(1);
        var created = await Create(
            new
            {
                title = "Print server",
                description = "Every night",
                priority = "urgent",
                impact = "high",
                root_cause = "A leak",
                workaround = "Restart it",
                assignee_id = 1,
                department_id = 2,
            }
        );

        var read = (await hub.Admin.Get(PathOf(created))).Expect(HttpStatusCode.OK).Data;

        Assert.Equal("Print server", (string)read["title"]!);
        Assert.Equal("Every night", (string)read["description"]!);
        Assert.Equal("open", (string)read["status"]!);
        Assert.Equal(("urgent", "high"), ((string)read["priority"]!, (string)read["impact"]!));
        Assert.Equal(("A leak", "Restart it"), ((string)read["root_cause"]!, (string)read["workaround"]!));
        Assert.Equal((1, 2), ((int)read["assignee_id"]!, (int)read["department_id"]!));
        Assert.Equal(0, (int)read["incident_count"]!);
        Assert.False((bool)read["is_known_error"]!);
    }

    [Fact]
    public async Task A_known_error_says_since_when_and_stays_one_when_it_is_resolved()
    {
        var path = PathOf(await Create());

        var known = (await Update(path, new { status = "known_error", workaround = "Restart it" })).Data;
        var resolved = (await Update(path, new { status = "resolved" })).Data;
        var again = (await Update(path, new { status = "investigating" })).Data;

        Assert.True((bool)known["is_known_error"]!);
        Assert.Equal((string)known["updated_at"]!, (string)known["known_error_at"]!);
        Assert.Equal((string)known["known_error_at"]!, (string)resolved["known_error_at"]!);
        Assert.Equal((string)resolved["updated_at"]!, (string)resolved["resolved_at"]!);
        Assert.False((bool)again["is_known_error"]!);
        Assert.Null(again["resolved_at"]);
    }

    [Theory]
    [InlineData("resolved", "open")]
    [InlineData("resolved", "known_error")]
    [InlineData("closed", "open")]
    [InlineData("closed", "resolved")]
    public async Task A_status_that_does_not_follow_is_refused_and_changes_nothing(string from, string to)
    {
        var path = PathOf(await Create());
        (await Update(path, new { status = from })).Expect(HttpStatusCode.OK);

        (await Update(path, new { status = to, title = "Other" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "transition_refused"
        );

        var read = (await hub.Admin.Get(path)).Data;
        Assert.Equal((from, "Print server runs out of memory"), ((string)read["status"]!, (string)read["title"]!));
    }

    [Fact]
    public async Task A_list_is_narrowed_by_status_assignee_department_and_text()
    {
        await hub.Admin.HireAgents(2);
        var path = PathOf(
            await Create(
                new
                {
                    title = "Sought: ÄRGER",
                    assignee_id = 2,
                    department_id = 3,
                }
            )
        );
        await Update(path, new { status = "investigating" });
        await Create(new { title = "Another one" });

        foreach (
            var query in new[]
            {
                "status=investigating,closed&assignee_id=2",
                "assignee_id=2&department_id=1,3",
                "q=sought: ärger",
            }
        )
        {
            var found = (await hub.Admin.Get($"{Problems}?{query}")).Expect(HttpStatusCode.OK).Items;
            Assert.Equal("Sought: ÄRGER", (string)Assert.Single(found)!["title"]!);
        }
        (await hub.Admin.Get($"{Problems}?status=lost")).ExpectInvalid("status");
    }

    [Fact]
    public async Task Another_organization_sees_nothing_of_it()
    {
        var path = PathOf(await Create());
        var ticket = await hub.Admin.NewTicket();

        Answer[] answers =
        [
            await hub.Neighbour.Get(path),
            await hub.Neighbour.Get($"{path}/tickets"),
            await hub.Neighbour.Send(HttpMethod.Put, path, new { title = "Theirs" }),
            await hub.Neighbour.Send(HttpMethod.Post, $"{path}/tickets", new { ticket_id = ticket }),
            await hub.Neighbour.Send(HttpMethod.Delete, $"{path}/tickets/{ticket}", null),
            await hub.Neighbour.Send(HttpMethod.Delete, path, null),
        ];

        Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.NotFound, "problem_not_found"));
    }

    [Fact]
    public async Task A_department_that_problems_belong_to_is_not_deleted()
    {
        var department = (await hub.Admin.CreateDepartment(new { name = "With problems" })).Id;
        var path = PathOf(await Create(new { title = "Theirs", department_id = department }));

        var kept = await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/departments/{department}", null);
        await Update(path, """{"department_id":null}""");
        var deleted = await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/departments/{department}", null);

        kept.ExpectProblem(HttpStatusCode.Conflict, "department_in_use");
        deleted.Expect(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("""{"title":""}""", "title")]
    [InlineData("""{"title":"x","status":"closed"}""", null)]
    [InlineData("""{"title":"x","impact":"huge"}""", "impact")]
    [InlineData("""{"title":"x","assignee_id":4711}""", "assignee_id")]
    public async Task A_value_that_does_not_fit_is_named(string body, string? field)
    {
        var answer = await Create(body);
        if (field is not null)
            answer.ExpectInvalid(field);
        else
            Assert.Equal("status", (string)answer.Json["warnings"]![0]!["field"]!);
    }
}
