using System.Net;
using Hub.Domain.Events;
using Hub.Domain.People;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.People;

/// <summary>Agents and roles by the REST API, and that both faces show the same person.</summary>
public sealed class UsersTests(ScimHub hub) : IClassFixture<ScimHub>
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
    public async Task Both_faces_show_one_agent()
    {
        var scim = await hub.Open();
        var made = await scim.Rest.Send(
            HttpMethod.Post,
            "/api/v1/users",
            new
            {
                email = "anna@acme.com",
                name = "Anna A",
                user_name = "anna",
            }
        );
        var uuid = (string)made.Data["uuid"]!;
        var user = await scim.User(uuid);
        Assert.Equal("Anna A", (string)user["displayName"]!);
        Assert.Equal("anna@acme.com", (string)user["emails"]![0]!["value"]!);
        await scim.Patch(
            $"/Users/{uuid}",
            """[{"op":"add","value":{"nickName":"A","name.givenName":"Anna","displayName":"A. A."}}]"""
        );
        await scim.Rest.Send(HttpMethod.Put, $"/api/v1/users/{made.Id}", new { email = "a@acme.com" });
        var after = await scim.User(uuid);
        Assert.Equal("A", (string)after["nickName"]!);
        Assert.Equal("a@acme.com", (string)after["emails"]![0]!["value"]!);
        Assert.Equal("A. A.", (string)(await scim.Rest.Get($"/api/v1/users/{made.Id}")).Data["name"]!);
        (await scim.CreateUser("ANNA")).ExpectError(409, "uniqueness");
        (
            await scim.Rest.Send(
                HttpMethod.Post,
                "/api/v1/users",
                new
                {
                    email = "x@y",
                    name = "X",
                    user_name = "Anna",
                }
            )
        ).ExpectProblem(HttpStatusCode.Conflict, "user_name_taken");
    }

    [Fact]
    public async Task What_does_not_hold_is_refused()
    {
        var rest = (await hub.Open()).Rest;
        (await rest.Send(HttpMethod.Post, "/api/v1/users", new { name = "X" })).ExpectInvalid("email");
        (
            await rest.Send(
                HttpMethod.Post,
                "/api/v1/users",
                new
                {
                    email = "x@y",
                    name = "X",
                    role_ids = new[] { 99 },
                }
            )
        ).ExpectInvalid("role_ids");
        (
            await rest.Send(
                HttpMethod.Post,
                "/api/v1/users",
                new
                {
                    email = "x@y",
                    name = "X",
                    department_id = 99,
                }
            )
        ).ExpectInvalid("department_id");
        (await rest.Get("/api/v1/users/99")).ExpectProblem(HttpStatusCode.NotFound, "user_not_found");
        (await rest.Get("/api/v1/roles/99")).ExpectProblem(HttpStatusCode.NotFound, "role_not_found");
        await rest.Send(HttpMethod.Post, "/api/v1/roles", new { name = "R" });
        (await rest.Send(HttpMethod.Post, "/api/v1/roles", new { name = "r" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "name_taken"
        );
    }

    [Fact]
    public async Task An_idempotent_create_makes_one_agent()
    {
        var rest = (await hub.Open()).Rest;
        var fields = new { email = "x@y.z", name = "X" };
        var first = await rest.Send(HttpMethod.Post, "/api/v1/users", fields, ("Idempotency-Key", "k"));
        var again = await rest.Send(HttpMethod.Post, "/api/v1/users", fields, ("Idempotency-Key", "k"));
        Assert.Equal(first.Expect(HttpStatusCode.Created).Id, again.Expect(HttpStatusCode.Created).Id);
        Assert.Single((await rest.Get("/api/v1/users")).Items);
    }

    [Fact]
    public async Task Creating_and_deactivating_are_told_once_whoever_does_it()
    {
        var scim = await hub.Open();
        var organization = await hub.Host.OrganizationOf(scim.Rest);
        var id = await scim.NewUser("bjensen", ""","emails":[{"value":"b@acme.com"}]""");
        await scim.Patch($"/Users/{id}", """[{"op":"replace","path":"title","value":"T"}]""");
        await scim.Patch($"/Users/{id}", """[{"op":"replace","path":"active","value":false}]""");
        await scim.Patch($"/Users/{id}", """[{"op":"replace","path":"active","value":false}]""");
        await scim.Delete($"/Users/{id}");
        var number = (await scim.Rest.Send(HttpMethod.Post, "/api/v1/users", new { email = "x@y.z", name = "X" })).Id;
        for (var again = 0; again < 2; again++)
            (await scim.Rest.Send(HttpMethod.Post, $"/api/v1/users/{number}/deactivate", null)).Expect(
                HttpStatusCode.OK
            );
        var back = await scim.Rest.Send(HttpMethod.Post, $"/api/v1/users/{number}/reactivate", null);
        Assert.True((bool)back.Expect(HttpStatusCode.OK).Data["is_active"]!);
        var events = new List<HubEvent>();
        await foreach (
            var happened in hub
                .Host.App.Services.GetRequiredService<Hub.Ports.Store.IEventLog>()
                .Since(organization, DateTimeOffset.UnixEpoch, default)
        )
            events.Add(happened);
        Assert.Equal(
            [AgentFacts.Created, AgentFacts.Deactivated, AgentFacts.Created, AgentFacts.Deactivated],
            events.Select(happened => happened.Fact)
        );
        Assert.Equal("b@acme.com", events[0].About<Agent>()!.Email);
        Assert.All(events, happened => Assert.Null(happened.About<Agent>()!.Profile));
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

    [Fact]
    public async Task A_deleted_role_leaves_its_members()
    {
        var scim = await hub.Open();
        var user = await scim.NewUser("one");
        await scim.NewGroup("Guides", user);
        var role = (long)(await scim.Rest.Get("/api/v1/roles")).Items[0]!["id"]!;
        var renamed = await scim.Rest.Send(HttpMethod.Put, $"/api/v1/roles/{role}", new { name = "Leaders" });
        Assert.Equal(1, (int)renamed.Expect(HttpStatusCode.OK).Data["member_count"]!);
        Assert.Equal(
            HttpStatusCode.NoContent,
            (await scim.Rest.Send(HttpMethod.Delete, $"/api/v1/roles/{role}", null)).Status
        );
        Assert.Null((await scim.User(user))["groups"]);
        Assert.Empty((await scim.Rest.Get("/api/v1/roles")).Items);
    }
}
