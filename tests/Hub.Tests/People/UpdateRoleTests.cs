using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;

namespace Hub.Tests.People;

public sealed class UpdateRoleTests(ScimHub hub) : IClassFixture<ScimHub>
{
    private const string Path = "/api/v1/roles";

    [Fact]
    public async Task What_is_left_out_stays_and_null_clears()
    {
        var (rest, path, _) = await NewRole(new { name = "Guides", description = "Show around" });

        var renamed = await rest.Send(HttpMethod.Put, path, new { name = "Leaders" });
        var cleared = await rest.Send(HttpMethod.Put, path, """{"description":null}""");

        Assert.Equal("Leaders", (string)renamed.Expect(HttpStatusCode.OK).Data["name"]!);
        Assert.Equal("Show around", (string)renamed.Data["description"]!);
        Assert.False(cleared.Expect(HttpStatusCode.OK).Data.AsObject().ContainsKey("description"));
        Assert.Equal("Leaders", (string)cleared.Data["name"]!);
    }

    [Fact]
    public async Task A_change_to_what_it_is_already_is_none()
    {
        var (rest, path, made) = await NewRole(new { name = "Guides" });

        var same = await rest.Send(HttpMethod.Put, path, new { name = "Guides" });

        Assert.Equal(made.ETag, same.Expect(HttpStatusCode.OK).ETag);
        Assert.Equal(made.Text, same.Text);
    }

    [Fact]
    public async Task Another_role_s_name_is_refused()
    {
        var (rest, path, _) = await NewRole(new { name = "Guides" });
        await rest.Send(HttpMethod.Post, Path, new { name = "Leaders" });

        var refused = await rest.Send(HttpMethod.Put, path, new { name = "leaders" });

        refused.ExpectProblem(HttpStatusCode.Conflict, "name_taken");
        Assert.NotEmpty(refused.ErrorsOf("name"));
        Assert.Equal("Guides", (string)(await rest.Get(path)).Data["name"]!);
    }

    [Fact]
    public async Task A_name_that_is_null_is_no_name()
    {
        var (rest, path, _) = await NewRole(new { name = "Guides" });

        (await rest.Send(HttpMethod.Put, path, """{"name":null}""")).ExpectInvalid("name");
    }

    [Fact]
    public async Task One_that_is_not_there_or_is_another_organization_s_is_404()
    {
        var (rest, path, _) = await NewRole(new { name = "Guides" });
        var other = (await hub.Open()).Rest;

        (await rest.Send(HttpMethod.Put, $"{Path}/99", new { name = "X" })).ExpectProblem(
            HttpStatusCode.NotFound,
            "role_not_found"
        );
        (await other.Send(HttpMethod.Put, path, new { name = "X" })).ExpectProblem(
            HttpStatusCode.NotFound,
            "role_not_found"
        );
    }

    private async Task<(HubClient Client, string Path, Answer Made)> NewRole(object fields)
    {
        var rest = (await hub.Open()).Rest;
        var made = (await rest.Send(HttpMethod.Post, Path, fields)).Expect(HttpStatusCode.Created);
        return (rest, $"{Path}/{made.Id}", made);
    }
}
