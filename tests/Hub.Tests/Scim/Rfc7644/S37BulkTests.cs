using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Scim.Rfc7644;

/// <summary>RFC 7644, 3.7.</summary>
public sealed class S37BulkTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Fact]
    public async Task Operations_of_every_kind_answer_one_by_one()
    {
        var scim = await hub.Open();
        var (old, gone) = (await scim.NewUser("old"), await scim.NewUser("gone"));
        var version = (await scim.Get($"/Users/{old}")).ETag!.Replace("\"", "\\\"", StringComparison.Ordinal);
        var results = await Run(
            scim,
            $$$"""
            [{"method":"POST","path":"/Users","bulkId":"a","data":{{{User("new")}}}},
             {"method":"PUT","path":"/Users/{{{old}}}","version":"{{{version}}}","data":{{{User("older")}}}},
             {"method":"PATCH","path":"/Users/{{{old}}}","data":{"schemas":["{{{ScimClient.Patching}}}"],"Operations":[{"op":"add","path":"title","value":"T"}]}},
             {"method":"PATCH","path":"/Users/{{{old}}}","version":"{{{version}}}","data":{"schemas":["{{{ScimClient.Patching}}}"],"Operations":[{"op":"add","path":"title","value":"U"}]}},
             {"method":"delete","path":"/Users/{{{gone}}}"},
             {"method":"POST","path":"/Users","bulkId":"b","data":{{{User("NEW")}}}},
             {"method":"GET","path":"/Users/{{{old}}}"},
             {"method":"POST","path":"/Nothing","bulkId":"c","data":{}},
             {"method":"POST","path":"/Users","data":{{{User("nobulkid")}}}}]
            """
        );
        Assert.Equal(["201", "200", "200", "412", "204", "409", "400", "404", "400"], results.Select(Status));
        Assert.Equal("a", (string)results[0]["bulkId"]!);
        Assert.StartsWith("W/\"", (string)results[0]["version"]!);
        var made = (string)results[0]["location"]!;
        Assert.Equal(
            "new",
            (string)(await scim.Get(made[made.IndexOf("/Users", StringComparison.Ordinal)..])).Ok().Json["userName"]!
        );
        Assert.Equal("409", (string)results[5]["response"]!["status"]!);
        Assert.Equal("uniqueness", (string)results[5]["response"]!["scimType"]!);
        Assert.Equal("T", (string)(await scim.User(old))["title"]!);
    }

    [Fact]
    public async Task References_look_forward_and_go_in_circles()
    {
        var scim = await hub.Open();
        var results = await Run(
            scim,
            $$$"""
            [{"method":"POST","path":"/Groups","bulkId":"g1","data":{"schemas":["{{{ScimClient.GroupUrn}}}"],"displayName":"One",
               "members":[{"type":"User","value":"bulkId:u1"},{"type":"Group","value":"bulkId:g2"}]}},
             {"method":"POST","path":"/Groups","bulkId":"g2","data":{"schemas":["{{{ScimClient.GroupUrn}}}"],"displayName":"Two",
               "members":[{"value":"bulkId:g1"}]}},
             {"method":"POST","path":"/Users","bulkId":"u1","data":{{{User("one")}}}},
             {"method":"POST","path":"/Users","bulkId":"u2","data":{"schemas":["{{{ScimClient.UserUrn}}}"],"userName":"two",
               "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"bulkId:u1"} } } },
             {"method":"PATCH","path":"/Groups/bulkId:g2","data":{"schemas":["{{{ScimClient.Patching}}}"],
               "Operations":[{"op":"add","path":"members","value":[{"value":"bulkId:u2"}]}]}}]
            """
        );
        Assert.Equal(["201", "201", "201", "201", "200"], results.Select(Status));
        var ids = results.Select(result => ((string)result["location"]!).Split('/')[^1]).ToArray();
        Assert.Equal(new[] { ids[1], ids[2] }.Order(StringComparer.Ordinal), await scim.Members(ids[0]));
        Assert.Equal(new[] { ids[0], ids[3] }.Order(StringComparer.Ordinal), await scim.Members(ids[1]));
        Assert.Equal(ids[2], (string)(await scim.User(ids[3]))[ScimClient.EnterpriseUrn]!["manager"]!["value"]!);
        foreach (var result in results)
        {
            var location = (string)result["location"]!;
            var now = await scim.Get(location[location.LastIndexOf('/', location.LastIndexOf('/') - 1)..]);
            Assert.Equal(now.ETag, (string)result["version"]!);
        }
    }

    [Fact]
    public async Task A_reference_to_what_was_not_created_fails()
    {
        var scim = await hub.Open();
        await scim.NewUser("taken");
        var results = await Run(
            scim,
            $$$"""
            [{"method":"POST","path":"/Groups","bulkId":"g","data":{"schemas":["{{{ScimClient.GroupUrn}}}"],"displayName":"G","members":[{"value":"bulkId:u"}]}},
             {"method":"POST","path":"/Users","bulkId":"u","data":{{{User("taken")}}}},
             {"method":"DELETE","path":"/Users/bulkId:none"},
             {"method":"POST","path":"/Users","bulkId":"x","data":{{{User("x")}}}},
             {"method":"POST","path":"/Users","bulkId":"x","data":{{{User("y")}}}}]
            """
        );
        Assert.Equal(["409", "409", "409", "201", "400"], results.Select(Status));
    }

    [Fact]
    public async Task It_stops_at_as_many_errors_as_the_client_accepts()
    {
        var scim = await hub.Open();
        var operations = $$$"""
            [{"method":"POST","path":"/Users","bulkId":"1","data":{}},
             {"method":"POST","path":"/Users","bulkId":"2","data":{{{User("a")}}}},
             {"method":"POST","path":"/Users","bulkId":"3","data":{}},
             {"method":"POST","path":"/Users","bulkId":"4","data":{{{User("b")}}}}]
            """;
        Assert.Equal(["400"], (await Run(scim, operations, 1)).Select(Status));
        Assert.Equal(["400", "201", "400"], (await Run(scim, operations, 2)).Select(Status));
        Assert.Equal(0, await scim.Count("/Users", "userName eq \"b\""));
    }

    [Fact]
    public async Task A_bulk_has_its_limits_and_its_form()
    {
        var scim = await hub.Open();
        var many = string.Join(',', Enumerable.Repeat("""{"method":"DELETE","path":"/Users/x"}""", 1001));
        (await Send(scim, $"[{many}]")).ExpectError(413);
        (await scim.Post("/Bulk", new string(' ', 1024 * 1024) + "{}")).ExpectError(413);
        (await scim.Post("/Bulk", """{"Operations":[]}""")).ExpectError(400, "invalidSyntax");
        (await Send(scim, "[]")).ExpectError(400, "invalidSyntax");
        (await scim.Get("/Bulk")).ExpectError(405);
    }

    private static string User(string name) => $$"""{"schemas":["{{ScimClient.UserUrn}}"],"userName":"{{name}}"}""";

    private static string Status(JsonNode result) => (string)result["status"]!;

    private static Task<Answer> Send(ScimClient scim, string operations, int? failOnErrors = null) =>
        scim.Post(
            "/Bulk",
            $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"failOnErrors":{{failOnErrors?.ToString() ?? "null"}},"Operations":{{operations}}}"""
        );

    private static async Task<JsonNode[]> Run(ScimClient scim, string operations, int? failOnErrors = null)
    {
        var answer = (await Send(scim, operations, failOnErrors)).Ok();
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:BulkResponse", (string)answer.Json["schemas"]![0]!);
        return [.. answer.Json["Operations"]!.AsArray()!];
    }
}
