using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;

namespace Hub.Tests.People;

public sealed class CreateRoleTests(ScimHub hub) : IClassFixture<ScimHub>
{
    private const string Path = "/api/v1/roles";

    [Fact]
    public async Task A_role_is_created_and_is_a_group_at_the_other_face()
    {
        var scim = await hub.Open();

        var made = await scim.Rest.Send(HttpMethod.Post, Path, new { name = " Guides ", description = "Show around" });

        Assert.EndsWith($"{Path}/{made.Expect(HttpStatusCode.Created).Id}", made.Header("Location"));
        Assert.Equal("Guides", (string)made.Data["name"]!);
        Assert.Equal("Show around", (string)made.Data["description"]!);
        Assert.Equal(0, (int)made.Data["member_count"]!);
        Assert.Equal(made.ETag, (await scim.Rest.Get($"{Path}/{made.Id}")).ETag);
        var group = (await scim.Get($"/Groups/{made.Data["uuid"]}")).Expect(HttpStatusCode.OK);
        Assert.Equal("Guides", (string)group.Json["displayName"]!);
    }

    [Fact]
    public async Task A_name_belongs_to_one_whatever_the_case()
    {
        var rest = (await hub.Open()).Rest;
        await rest.Send(HttpMethod.Post, Path, new { name = "R" });

        var again = await rest.Send(HttpMethod.Post, Path, new { name = "r" });

        again.ExpectProblem(HttpStatusCode.Conflict, "name_taken");
        Assert.Equal(["Another role has this name; choose a different one."], again.ErrorsOf("name"));
    }

    [Fact]
    public async Task A_group_s_name_is_taken_too()
    {
        var scim = await hub.Open();
        await scim.NewGroup("Guides");

        (await scim.Rest.Send(HttpMethod.Post, Path, new { name = "guides" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "name_taken"
        );
    }

    [Theory]
    [InlineData("{}", "name")]
    [InlineData("""{"name":" "}""", "name")]
    [InlineData("""{"name":7}""", "name")]
    [InlineData("""{"name":"R","description":7}""", "description")]
    public async Task A_value_that_does_not_fit_is_named(string body, string field)
    {
        var rest = (await hub.Open()).Rest;

        (await rest.Send(HttpMethod.Post, Path, body)).ExpectInvalid(field);

        Assert.Empty((await rest.Get(Path)).Items);
    }
}
