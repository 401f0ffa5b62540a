using System.Net;
using System.Text.Json.Nodes;

namespace Hub.Tests.Scim.Rfc7644;

/// <summary>RFC 7644, 3.5.1 (PUT), 3.5.2 (PATCH) and 3.6 (DELETE).</summary>
public sealed class S35ModifyingTests(ScimHub hub) : IClassFixture<ScimHub>, IAsyncLifetime
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:User";

    private ScimClient scim = null!;
    private string id = null!;

    public async ValueTask InitializeAsync()
    {
        scim = await hub.Open();
        id = await scim.NewUser(
            "bjensen",
            """
            ,"externalId":"e1","nickName":"Babs","title":"Guide","name":{"familyName":"Jensen","givenName":"Barbara"},
             "emails":[{"value":"b@work.com","type":"work","primary":true},{"value":"b@home.org","type":"home"}],
             "addresses":[{"type":"work","streetAddress":"100 Universal City Plaza","locality":"Hollywood"}],
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Tours","manager":{"value":"m1"}}
            """
        );
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_replacement_clears_what_it_does_not_name()
    {
        var answer = await scim.Put(
            $"/Users/{id}",
            $$$"""{"schemas":["{{{Core}}}"],"id":"{{{id}}}","userName":"bjensen2","meta":{"x":1},"groups":[{"value":"g"}]}"""
        );
        var user = answer.Ok().Json;
        Assert.Equal("bjensen2", (string)user["userName"]!);
        Assert.Null(user["emails"]);
        Assert.Null(user["name"]);
        Assert.Null(user["externalId"]);
        Assert.Null(user["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]);
        Assert.Equal(id, (string)user["id"]!);
        Assert.Equal(answer.ETag, (string)user["meta"]!["version"]!);
    }

    [Fact]
    public async Task A_replacement_without_active_does_not_bring_access_back()
    {
        await scim.Patch($"/Users/{id}", """[{"op":"replace","path":"active","value":false}]""");
        var user = (await scim.Put($"/Users/{id}", $$"""{"schemas":["{{Core}}"],"userName":"bjensen"}""")).Ok().Json;
        Assert.False((bool)user["active"]!);
    }

    [Fact]
    public async Task What_changes_nothing_leaves_version_and_time()
    {
        var before = await scim.User(id);
        foreach (
            var operations in (string[])
                [
                    """[{"op":"add","path":"emails","value":[{"value":"b@work.com","type":"work"}]}]""",
                    """[{"op":"add","path":"title","value":"Guide"}]""",
                    """[{"op":"remove","path":"photos"}]""",
                    """[{"op":"remove","path":"emails[type eq \"other\"]"}]""",
                    """[{"op":"replace","value":{"name":{"familyName":"Jensen"}}}]""",
                ]
        )
            Assert.True(
                JsonNode.DeepEquals(before, (await scim.Patch($"/Users/{id}", operations)).Ok().Json),
                operations
            );
        var echo = await scim.Put($"/Users/{id}", before.ToJsonString());
        Assert.True(JsonNode.DeepEquals(before, echo.Ok().Json));
    }

    [Theory]
    [InlineData("""[{"op":"add","path":"nickName","value":"B"}]""", "nickName", "\"B\"")]
    [InlineData("""[{"op":"add","value":{"nickName":"B","title":"T"}}]""", "title", "\"T\"")]
    [InlineData(
        """[{"op":"replace","path":"name.familyName","value":"X"}]""",
        "name",
        """{"familyName":"X","givenName":"Barbara"}"""
    )]
    [InlineData(
        """[{"op":"replace","path":"name","value":{"familyName":"X"}}]""",
        "name",
        """{"familyName":"X","givenName":"Barbara"}"""
    )]
    [InlineData("""[{"op":"remove","path":"name.familyName"}]""", "name", """{"givenName":"Barbara"}""")]
    [InlineData("""[{"op":"remove","path":"name"}]""", "name", null)]
    [InlineData("""[{"op":"remove","path":"nickName"}]""", "nickName", null)]
    [InlineData("""[{"op":"replace","path":"nickName","value":null}]""", "nickName", null)]
    [InlineData("""[{"op":"remove","path":"emails"}]""", "emails", null)]
    [InlineData(
        """[{"op":"add","path":"emails","value":[{"value":"c@x.org","type":"other"}]}]""",
        "emails",
        """
            [{"value":"b@work.com","type":"work","primary":true},{"value":"b@home.org","type":"home"},{"value":"c@x.org","type":"other"}]
            """
    )]
    [InlineData(
        """[{"op":"add","path":"emails","value":{"value":"c@x.org","primary":true}}]""",
        "emails",
        """
            [{"value":"b@work.com","type":"work","primary":false},{"value":"b@home.org","type":"home"},{"value":"c@x.org","primary":true}]
            """
    )]
    [InlineData(
        """[{"op":"replace","path":"emails","value":[{"value":"c@x.org"}]}]""",
        "emails",
        """[{"value":"c@x.org"}]"""
    )]
    [InlineData(
        """[{"op":"remove","path":"emails[type eq \"home\"]"}]""",
        "emails",
        """[{"value":"b@work.com","type":"work","primary":true}]"""
    )]
    [InlineData(
        """[{"op":"remove","path":"emails[type eq \"work\" and value ew \"work.com\"]"}]""",
        "emails",
        """[{"value":"b@home.org","type":"home"}]"""
    )]
    [InlineData(
        """[{"op":"replace","path":"emails[type eq \"home\"].value","value":"new@home.org"}]""",
        "emails",
        """[{"value":"b@work.com","type":"work","primary":true},{"value":"new@home.org","type":"home"}]"""
    )]
    [InlineData(
        """[{"op":"replace","path":"emails[type eq \"home\"].primary","value":true}]""",
        "emails",
        """[{"value":"b@work.com","type":"work","primary":false},{"value":"b@home.org","type":"home","primary":true}]"""
    )]
    [InlineData(
        """[{"op":"add","path":"emails[type eq \"other\"].value","value":"o@x.org"}]""",
        "emails",
        """
            [{"value":"b@work.com","type":"work","primary":true},{"value":"b@home.org","type":"home"},{"type":"other","value":"o@x.org"}]
            """
    )]
    [InlineData(
        """[{"op":"replace","path":"addresses[type eq \"work\"]","value":{"type":"work","streetAddress":"911 Universal City Plaza"}}]""",
        "addresses",
        """[{"type":"work","streetAddress":"911 Universal City Plaza"}]"""
    )]
    [InlineData(
        """[{"op":"replace","path":"addresses[type eq \"work\"].streetAddress","value":"1010 Broadway Ave"}]""",
        "addresses",
        """[{"type":"work","streetAddress":"1010 Broadway Ave","locality":"Hollywood"}]"""
    )]
    [InlineData(
        """[{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"IT"}]""",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        """{"department":"IT","manager":{"value":"m1","$ref":"../Users/m1"}}"""
    )]
    [InlineData(
        """[{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"}]""",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        null
    )]
    [InlineData(
        """[{"op":"add","path":"title","value":"A"},{"op":"replace","path":"title","value":"B"}]""",
        "title",
        "\"B\""
    )]
    public async Task Operations_do_what_they_say(string operations, string attribute, string? after)
    {
        var user = (await scim.Patch($"/Users/{id}", operations)).Ok().Json;
        var expected = after is null ? null : JsonNode.Parse(after);
        Assert.True(JsonNode.DeepEquals(expected, user[attribute]), user[attribute]?.ToJsonString() ?? "absent");
        Assert.True(JsonNode.DeepEquals(user, await scim.User(id)));
    }

    [Theory]
    [InlineData("""[{"op":"remove"}]""", "noTarget")]
    [InlineData("""[{"op":"replace","path":"emails[type eq \"other\"]","value":{"value":"x"}}]""", "noTarget")]
    [InlineData("""[{"op":"replace","path":"emails[type eq \"other\"].value","value":"x"}]""", "noTarget")]
    [InlineData("""[{"op":"add","path":"emails[value co \"nobody\"].type","value":"x"}]""", "noTarget")]
    [InlineData("""[{"op":"replace","path":"id","value":"x"}]""", "mutability")]
    [InlineData("""[{"op":"replace","value":{"id":"x"}}]""", "mutability")]
    [InlineData("""[{"op":"add","path":"meta.created","value":"2011-05-13T04:42:34Z"}]""", "mutability")]
    [InlineData("""[{"op":"add","path":"groups","value":[{"value":"x"}]}]""", "mutability")]
    [InlineData("""[{"op":"remove","path":"userName"}]""", "mutability")]
    [InlineData("""[{"op":"replace","path":"userName","value":""}]""", "invalidValue")]
    [InlineData("""[{"op":"replace","path":"active","value":"perhaps"}]""", "invalidValue")]
    [InlineData("""[{"op":"replace","path":"name","value":"x"}]""", "invalidValue")]
    [InlineData("""[{"op":"add","path":"title"}]""", "invalidValue")]
    [InlineData("""[{"op":"add","value":"x"}]""", "invalidValue")]
    [InlineData("""[{"op":"replace","path":"nothing","value":"x"}]""", "invalidPath")]
    [InlineData("""[{"op":"replace","path":"name.nothing","value":"x"}]""", "invalidPath")]
    [InlineData("""[{"op":"replace","path":"emails[","value":"x"}]""", "invalidPath")]
    [InlineData("""[{"op":"replace","path":"title[value eq \"x\"]","value":"x"}]""", "invalidPath")]
    [InlineData("""[{"op":"replace","path":"emails[nothing eq \"x\"]","value":{"value":"x"}}]""", "invalidFilter")]
    [InlineData("""[{"op":"move","path":"title","value":"x"}]""", "invalidSyntax")]
    [InlineData("""[{"path":"title","value":"x"}]""", "invalidSyntax")]
    [InlineData("""[]""", "invalidSyntax")]
    [InlineData(
        """[{"op":"add","path":"emails","value":[{"value":"x","primary":true},{"value":"y","primary":true}]}]""",
        "invalidValue"
    )]
    public async Task An_operation_that_fails_undoes_those_before_it(string operations, string scimType)
    {
        var before = await scim.User(id);
        var both =
            operations == "[]"
                ? operations
                : """[{"op":"replace","path":"title","value":"Changed"},""" + operations[1..];
        (await scim.Patch($"/Users/{id}", both)).ExpectError(400, scimType);
        Assert.True(JsonNode.DeepEquals(before, await scim.User(id)));
    }

    [Fact]
    public async Task A_patch_says_that_it_is_one() =>
        (await scim.Send("PATCH", $"/Users/{id}", """{"Operations":[{"op":"remove","path":"title"}]}""")).ExpectError(
            400,
            "invalidSyntax"
        );

    [Fact]
    public async Task A_rename_to_a_taken_name_conflicts()
    {
        await scim.NewUser("taken");
        (await scim.Patch($"/Users/{id}", """[{"op":"replace","path":"userName","value":"TAKEN"}]""")).ExpectError(
            409,
            "uniqueness"
        );
        (await scim.Put($"/Users/{id}", $$"""{"schemas":["{{Core}}"],"userName":"taken"}""")).ExpectError(
            409,
            "uniqueness"
        );
        (await scim.Patch($"/Users/{id}", """[{"op":"replace","path":"userName","value":"BJensen"}]""")).Ok();
    }

    [Fact]
    public async Task A_deleted_user_is_nowhere_and_the_name_is_free()
    {
        var group = await scim.NewGroup("Guides", id);
        var gone = await scim.Delete($"/Users/{id}");
        Assert.Equal(HttpStatusCode.NoContent, gone.Status);
        Assert.Empty(gone.Text);
        (await scim.Get($"/Users/{id}")).ExpectError(404);
        (await scim.Patch($"/Users/{id}", """[{"op":"replace","path":"active","value":true}]""")).ExpectError(404);
        (await scim.Put($"/Users/{id}", $$"""{"schemas":["{{Core}}"],"userName":"b"}""")).ExpectError(404);
        (await scim.Delete($"/Users/{id}")).ExpectError(404);
        Assert.Equal(0, await scim.Count("/Users", "userName eq \"bjensen\""));
        Assert.Empty(await scim.Members(group));
        Assert.NotEqual(id, await scim.NewUser("bjensen", ""","externalId":"e1" """));
    }
}
