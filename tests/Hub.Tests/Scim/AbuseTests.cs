using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Scim;

/// <summary>What nobody should send: every answer is an error of the client's in SCIM's form, and never one of the hub's.</summary>
public sealed class AbuseTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Theory]
    [InlineData("{")]
    [InlineData("{\"schemas\":}")]
    [InlineData("\"text\"")]
    [InlineData("[1,2]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{\"userName\":\"\\ud800\"}")]
    [InlineData("{\"schemas\":[1]}")]
    [InlineData("{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":{\"a\":1}}")]
    [InlineData(
        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"x\",\"emails\":\"x\",\"name\":[1,2]}"
    )]
    public async Task Broken_bodies_are_refused_everywhere(string body)
    {
        var scim = await hub.Open();
        var id = await scim.NewUser("somebody");
        foreach (
            var (method, path) in ((string, string)[])
                [
                    ("POST", "/Users"),
                    ("PUT", $"/Users/{id}"),
                    ("PATCH", $"/Users/{id}"),
                    ("POST", "/Groups"),
                    ("POST", "/Bulk"),
                    ("POST", "/.search"),
                ]
        )
        {
            var answer = await scim.Send(method, path, body);
            Assert.InRange((int)answer.Status, 400, 499);
            Assert.Equal("application/scim+json", answer.Header("Content-Type"));
        }
    }

    [Fact]
    public async Task Deep_nesting_and_great_size_are_refused()
    {
        var scim = await hub.Open();
        var deep = string.Concat(Enumerable.Repeat("{\"name\":", 5_000)) + "1" + new string('}', 5_000);
        (await scim.Post("/Users", deep)).ExpectError(400, "invalidSyntax");
        (await scim.Post("/Users", new string('[', 100_000))).ExpectError(400, "invalidSyntax");
        var big = $$"""{"schemas":["{{ScimClient.UserUrn}}"],"userName":"{{new string('x', 2_000_000)}}"}""";
        (await scim.Post("/Users", big)).ExpectError(413);
        var filter = $"userName eq \\\"{new string('x', 500_000)}\\\"";
        (
            await scim.Post(
                "/Users/.search",
                $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"{{filter}}"}"""
            )
        ).ExpectError(400, "invalidFilter");
        (await scim.Get($"/Users?filter={new string('(', 3_000)}")).ExpectError(400, "invalidFilter");
        (await scim.Get($"/Users?filter=userName%20eq%20%22{new string('x', 100_000)}%22")).ExpectError(
            400,
            "invalidFilter"
        );
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Other_media_types_are_refused(string type)
    {
        var scim = await hub.Open();
        foreach (var path in (string[])["/Users", "/Bulk", "/.search"])
            (await scim.Post(path, "{}", ("Content-Type", type))).ExpectError(415);
    }

    [Fact]
    public async Task Paths_that_are_nowhere_and_methods_that_are_not_taken()
    {
        var scim = await hub.Open();
        (await scim.Get("/Cars")).ExpectError(404);
        (await scim.Get("/Users/x/y")).ExpectError(404);
        (await scim.Get("/Users/not-a-uuid")).ExpectError(404);
        (await scim.Get($"/Groups/{await scim.NewUser("u")}")).ExpectError(404);
        Assert.NotEmpty((await scim.Send("PUT", "/Users", "{}")).ExpectError(405).Header("Allow")!);
        (await scim.Send("POST", "/Users/x", "{}")).ExpectError(405);
    }

    [Fact]
    public async Task Strange_but_valid_text_comes_back_as_it_was()
    {
        var scim = await hub.Open();
        const string Name = "ünï\\u0001 \\\"quoted\\\" 😀 '; DROP TABLE d_agent; --";
        var id = await scim.NewUser("strange", $$""","displayName":"{{Name}}","nickName":"%_\\\\" """);
        var user = await scim.User(id);
        Assert.Equal("ünï\u0001 \"quoted\" 😀 '; DROP TABLE d_agent; --", (string)user["displayName"]!);
        Assert.Equal(1, await scim.Count("/Users", "displayName co \"DROP TABLE\""));
        Assert.Equal(0, await scim.Count("/Users", "displayName co \"%\""));
        Assert.Equal(1, await scim.Count("/Users", "displayName sw \"ÜNÏ\""));
        Assert.Equal(1, await scim.Count("/Users", """displayName co "\"quoted\"" """));
    }

    [Fact]
    public async Task Of_many_creates_of_one_name_one_succeeds()
    {
        var scim = await hub.Open();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => scim.CreateUser("same")));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(19, answers.Count(answer => answer.Status == HttpStatusCode.Conflict));
        Assert.Equal(1, await scim.Count("/Users", "userName eq \"same\""));
    }

    [Fact]
    public async Task Concurrent_changes_of_members_and_of_a_user_lose_nothing()
    {
        var scim = await hub.Open();
        var users = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => scim.NewUser($"u{number}")));
        var group = await scim.NewGroup("Guides");
        var changes = users
            .Select(user =>
                scim.Patch($"/Groups/{group}", $$"""[{"op":"add","path":"members","value":[{"value":"{{user}}"}]}]""")
            )
            .Concat(users.Select(user => scim.Patch($"/Users/{user}", """[{"op":"add","path":"title","value":"T"}]""")))
            .Concat(
                Enumerable
                    .Range(0, 10)
                    .Select(number =>
                        scim.Patch(
                            $"/Users/{users[0]}",
                            $$"""[{"op":"add","path":"emails","value":[{"value":"e{{number}}"}]}]"""
                        )
                    )
            );
        foreach (var answer in await Task.WhenAll(changes))
            Assert.InRange((int)answer.Status, 200, 204);
        Assert.Equal(users.Order(StringComparer.Ordinal), await scim.Members(group));
        Assert.Equal(30, await scim.Count("/Users", "title eq \"T\""));
        Assert.Equal(10, (await scim.User(users[0]))["emails"]!.AsArray().Count);
    }
}
