using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;

namespace Hub.Tests.People;

public sealed class ListUsersTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Fact]
    public async Task Lists_are_filtered_by_role_department_and_activity()
    {
        var scim = await hub.Open();
        var rest = scim.Rest;
        var department = (await rest.CreateDepartment(new { name = "IT" })).Id;
        var one = await scim.NewUser("one", $$$""","{{{ScimClient.EnterpriseUrn}}}":{"department":"it"} """);
        await scim.NewUser("two", ""","active":false""");
        var inner = await scim.NewGroup("Inner", one);
        var outer = await scim.NewGroup("Outer", inner);
        var roles = (await rest.Get("/api/v1/roles")).Items.ToDictionary(
            role => (string)role!["uuid"]!,
            role => (long)role!["id"]!
        );
        async Task Expect(string query, params string[] names) =>
            Assert.Equal(
                names,
                (await rest.Get($"/api/v1/users?{query}"))
                    .Expect(HttpStatusCode.OK)
                    .Items.Select(user => (string)user!["user_name"]!)
            );

        await Expect("", "one", "two");
        await Expect($"department_id={department}", "one");
        await Expect("is_active=false", "two");
        await Expect($"role_id={roles[inner]}", "one");
        await Expect($"role_id={roles[outer]}&is_active=true", "one");
        await Expect($"role_id={roles[outer]}&is_active=false");
        await Expect("role_id=999999");
        (await rest.Get("/api/v1/users?is_active=x")).Expect(HttpStatusCode.UnprocessableEntity);
        var page = await rest.Get("/api/v1/users?per_page=1&page=2");
        Assert.Equal(2, (int)page.Json["meta"]!["total"]!);
        Assert.Equal("two", (string)page.Items[0]!["user_name"]!);
    }

    [Fact]
    public async Task Reading_and_writing_take_their_scopes()
    {
        var reader = await hub.Host.WithScopes("users:read");
        (await reader.Get("/api/v1/users")).Expect(HttpStatusCode.OK);
        (await reader.Get("/api/v1/roles")).Expect(HttpStatusCode.OK);
        (await reader.Send(HttpMethod.Post, "/api/v1/users", new { })).ExpectProblem(
            HttpStatusCode.Forbidden,
            "missing_scope"
        );
        (await reader.Send(HttpMethod.Post, "/api/v1/scim-tokens", new { })).ExpectProblem(
            HttpStatusCode.Forbidden,
            "missing_scope"
        );
        var other = await hub.Host.WithScopes("tickets:read");
        (await other.Get("/api/v1/users")).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
    }
}
