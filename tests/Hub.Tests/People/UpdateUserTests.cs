using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;

namespace Hub.Tests.People;

public sealed class UpdateUserTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Fact]
    public async Task An_agent_is_created_found_and_changed()
    {
        var rest = (await hub.Open()).Rest;
        var department = (await rest.CreateDepartment(new { name = "IT" })).Id;
        var role = (await rest.Send(HttpMethod.Post, "/api/v1/roles", new { name = "Admins", description = "All" })).Id;
        var made = await rest.Send(
            HttpMethod.Post,
            "/api/v1/users",
            new
            {
                email = "anna@acme.com",
                name = "Anna A",
                title = "Agent",
                phone = "+358 1",
                department_id = department,
                role_ids = new[] { role },
            }
        );
        made.Expect(HttpStatusCode.Created);
        var id = made.Id;
        Assert.EndsWith($"/api/v1/users/{id}", made.Header("Location"));
        Assert.Equal("anna@acme.com", (string)made.Data["user_name"]!);
        Assert.Equal("Admins", (string)made.Data["roles"]![0]!["name"]!);
        Assert.True((bool)made.Data["is_active"]!);
        var changed = await rest.Send(
            HttpMethod.Put,
            $"/api/v1/users/{id}",
            new
            {
                name = "Anna B",
                department_id = (long?)null,
                role_ids = Array.Empty<long>(),
            }
        );
        Assert.Equal("Anna B", (string)changed.Expect(HttpStatusCode.OK).Data["name"]!);
        Assert.Equal("Agent", (string)changed.Data["title"]!);
        Assert.Null(changed.Data["department_id"]);
        Assert.Empty(changed.Data["roles"]!.AsArray());
        Assert.Equal(0, (int)(await rest.Get($"/api/v1/roles/{role}")).Data["member_count"]!);
        Assert.Equal(changed.ETag, (await rest.Get($"/api/v1/users/{id}")).ETag);
    }
}
