using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Departments;

public sealed class DepartmentsTests(HubWithTwoOrganizations hub) : IClassFixture<HubWithTwoOrganizations>
{
    [Fact]
    public async Task A_fresh_hub_has_three()
    {
        var listed = (await hub.Admin.Get("/api/v1/departments?per_page=3")).Expect(HttpStatusCode.OK);

        Assert.Equal(
            [(1, "Support"), (2, "IT"), (3, "Facilities")],
            listed.Items.Select(one => ((int)one!["id"]!, (string)one["name"]!))
        );
    }

    [Fact]
    public async Task A_department_is_created_read_changed_and_deleted()
    {
        var created = await hub.Admin.CreateDepartment(new { name = " Fleet ", description = "Cars" });
        var path = $"/api/v1/departments/{created.Expect(HttpStatusCode.Created).Id}";

        var read = await hub.Admin.Get(path);
        var renamed = await hub.Admin.Send(HttpMethod.Put, path, new { name = "Cars" });
        var cleared = await hub.Admin.Send(HttpMethod.Put, path, """{"description":null}""");
        var deleted = await hub.Admin.Send(HttpMethod.Delete, path, null);

        Assert.EndsWith(path, created.Header("Location"));
        Assert.Equal("Fleet", (string)read.Data["name"]!);
        Assert.Equal(created.ETag, read.ETag);
        Assert.Equal(("Cars", "Cars"), ((string)renamed.Data["name"]!, (string)renamed.Data["description"]!));
        Assert.False(cleared.Data.AsObject().ContainsKey("description"));
        deleted.Expect(HttpStatusCode.NoContent);
        (await hub.Admin.Get(path)).ExpectProblem(HttpStatusCode.NotFound, "department_not_found");
    }

    [Fact]
    public async Task A_name_belongs_to_one_whatever_the_case()
    {
        var other = (await hub.Admin.CreateDepartment(new { name = "Other" })).Id;

        var created = await hub.Admin.CreateDepartment(new { name = "SUPPORT" });
        var renamed = await hub.Admin.Send(HttpMethod.Put, $"/api/v1/departments/{other}", new { name = "it" });

        created.ExpectProblem(HttpStatusCode.Conflict, "name_taken");
        renamed.ExpectProblem(HttpStatusCode.Conflict, "name_taken");
        Assert.NotEmpty(created.ErrorsOf("name"));
    }

    [Fact]
    public async Task Two_organizations_may_use_the_same_name() =>
        (await hub.Neighbour.CreateDepartment(new { name = "Support" })).Expect(HttpStatusCode.Created);

    [Fact]
    public async Task One_that_tickets_belong_to_is_not_deleted()
    {
        var id = (await hub.Admin.CreateDepartment(new { name = "Busy" })).Id;
        var ticket = await hub.Admin.NewTicket();
        await hub.Admin.UpdateTicket(ticket, new { department_id = id });

        var refused = await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/departments/{id}", null);
        await hub.Admin.UpdateTicket(ticket, """{"department_id":null}""");
        var deleted = await hub.Admin.Send(HttpMethod.Delete, $"/api/v1/departments/{id}", null);

        refused.ExpectProblem(HttpStatusCode.Conflict, "department_in_use");
        deleted.Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_stale_version_is_neither_changed_nor_deleted_and_a_known_one_not_sent()
    {
        var created = await hub.Admin.CreateDepartment(new { name = "Versioned" });
        var path = $"/api/v1/departments/{created.Id}";

        var known = await hub.Admin.Get(path, ("If-None-Match", created.ETag!));
        await hub.Admin.Send(HttpMethod.Put, path, new { description = "New" });
        var changed = await hub.Admin.Send(
            HttpMethod.Put,
            path,
            new { description = "Late" },
            ("If-Match", created.ETag!)
        );
        var deleted = await hub.Admin.Send(HttpMethod.Delete, path, null, ("If-Match", created.ETag!));

        Assert.Equal(HttpStatusCode.NotModified, known.Status);
        changed.ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition_failed");
        deleted.ExpectProblem(HttpStatusCode.PreconditionFailed, "precondition_failed");
    }

    [Fact]
    public async Task Another_organization_s_department_is_404()
    {
        var path = $"/api/v1/departments/{(await hub.Admin.CreateDepartment(new { name = "Ours" })).Id}";

        Answer[] answers =
        [
            await hub.Neighbour.Get(path),
            await hub.Neighbour.Send(HttpMethod.Put, path, new { name = "Theirs" }),
            await hub.Neighbour.Send(HttpMethod.Delete, path, null),
        ];

        Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.NotFound, "department_not_found"));
    }

    [Theory]
    [InlineData("{}", "name")]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    public async Task A_value_that_does_not_fit_is_named(string body, string field) =>
        (await hub.Admin.CreateDepartment(body)).ExpectInvalid(field);

    [Fact]
    public async Task A_name_that_is_null_is_no_name() =>
        (await hub.Admin.Send(HttpMethod.Put, "/api/v1/departments/1", """{"name":null}""")).ExpectInvalid("name");
}
