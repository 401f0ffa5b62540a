using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;

namespace Hub.Tests.People;

/// <summary>Opening an account by the REST API, and that both faces show the same person.</summary>
public sealed class CreateUserTests(ScimHub hub) : IClassFixture<ScimHub>
{
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

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@")]
    [InlineData("@b.c")]
    [InlineData("a b@c.d")]
    [InlineData("a@b@c")]
    public async Task An_address_that_is_none_is_refused_from_a_new_agent_and_from_one_that_is_there(string email)
    {
        var rest = (await hub.Open()).Rest;
        var agent = await rest.Send(HttpMethod.Post, "/api/v1/users", new { name = "X", email = "x@y.z" });

        (await rest.Send(HttpMethod.Post, "/api/v1/users", new { name = "X", email })).ExpectInvalid("email");
        (await rest.Send(HttpMethod.Put, $"/api/v1/users/{agent.Id}", new { email })).ExpectInvalid("email");
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
}
