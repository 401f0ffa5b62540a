using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Scim.Rfc7644;

/// <summary>What could be read as something else than was meant: an addition that takes away, a removal that finds nobody.</summary>
public sealed class S352ReadingTests(ScimHub hub) : IClassFixture<ScimHub>
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:User";

    private const string Everything = """
        ,"title":"Guide","name":{"familyName":"Jensen"},"active":true,
         "emails":[{"value":"b@work.com","type":"work"},{"value":"b@home.org","type":"home"}],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Tours","manager":{"value":"m1"}}
        """;

    [Theory]
    [InlineData("""{"op":"add","path":"members","value":null}""")]
    [InlineData("""{"op":"add","value":{"members":null}}""")]
    [InlineData("""{"op":"Add","path":"members","value":[]}""")]
    [InlineData("""{"op":"Add","path":"members","value":""}""")]
    [InlineData("""{"op":"add","path":"members.value","value":null}""")]
    [InlineData("""{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:Group:members","value":null}""")]
    [InlineData("""{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:Group","value":{"members":null}}""")]
    [InlineData("""{"op":"add","path":"displayName","value":null}""")]
    public async Task An_add_of_nothing_leaves_a_group_as_it_is(string operation)
    {
        var scim = await hub.Open();
        var group = await scim.NewGroup("Guides", await scim.NewUser("u1"));
        var before = (await scim.Get($"/Groups/{group}")).Text;
        (await scim.Patch($"/Groups/{group}", $"[{operation}]")).Expect(HttpStatusCode.NoContent);
        Assert.Equal(before, (await scim.Get($"/Groups/{group}")).Text);
    }

    [Theory]
    [InlineData("\"path\":\"title\",\"value\":null")]
    [InlineData("\"path\":\"name\",\"value\":null")]
    [InlineData("\"path\":\"name\",\"value\":{}")]
    [InlineData("\"path\":\"name.familyName\",\"value\":null")]
    [InlineData("\"path\":\"emails\",\"value\":null")]
    [InlineData("\"path\":\"emails\",\"value\":[]")]
    [InlineData("\"path\":\"emails.type\",\"value\":null")]
    [InlineData("\"path\":\"emails[type eq \\\"work\\\"]\",\"value\":null")]
    [InlineData("\"path\":\"emails[type eq \\\"work\\\"].value\",\"value\":null")]
    [InlineData("\"path\":\"manager\",\"value\":\"\"")]
    [InlineData("\"path\":\"department\",\"value\":null")]
    [InlineData("\"path\":\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\",\"value\":null")]
    [InlineData(
        "\"path\":\"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\",\"value\":{\"department\":null}"
    )]
    [InlineData("\"value\":{\"title\":null,\"emails\":null,\"active\":null,\"userName\":null}")]
    public async Task An_add_of_nothing_leaves_a_user_as_it_is(string operation)
    {
        var scim = await hub.Open();
        var id = await scim.NewUser("bjensen", Everything);
        var before = await scim.User(id);
        var after = (await scim.Patch($"/Users/{id}", $$"""[{"op":"add",{{operation}}}]""")).Ok().Json;
        Assert.True(JsonNode.DeepEquals(before, after), after.ToJsonString());
    }

    [Theory]
    [InlineData("members[value eq '{0}']")]
    [InlineData("members[value eq `{0}`]")]
    [InlineData("members[value eq \u201c{0}\u201d]")]
    [InlineData("members[value eq \u2018{0}\u2019]")]
    [InlineData("members[value eq {0}']")]
    public async Task A_removal_whose_quotes_cannot_be_read_is_refused(string path)
    {
        var scim = await hub.Open();
        var user = await scim.NewUser("leaver");
        var group = await scim.NewGroup("Guides", user);
        var written = System.Text.Json.JsonSerializer.Serialize(string.Format(null, path, user));
        (await scim.Patch($"/Groups/{group}", $$"""[{"op":"remove","path":{{written}}}]""")).ExpectError(
            400,
            "invalidPath"
        );
        Assert.Equal([user], await scim.Members(group));
    }

    [Fact]
    public async Task A_filter_whose_quotes_cannot_be_read_is_refused()
    {
        var scim = await hub.Open();
        await scim.NewUser("bjensen");
        await scim.NewUser("o'brien");
        (await scim.List("/Users", "userName eq 'bjensen'")).ExpectError(400, "invalidFilter");
        Assert.Equal(["bjensen"], await scim.Names("userName eq bjensen"));
        Assert.Equal(["o'brien"], await scim.Names("userName eq o'brien"));
    }

    [Theory]
    [InlineData("remove", """[{"id":"USER"}]""")]
    [InlineData("remove", """[{"display":"leaver"}]""")]
    [InlineData("replace", """[{"$ref":"../Users/USER"}]""")]
    [InlineData("add", """{"id":"USER"}""")]
    [InlineData("replace", """[{"value":null,"display":"leaver"}]""")]
    public async Task Members_are_named_by_their_value_or_refused(string verb, string value)
    {
        var scim = await hub.Open();
        var user = await scim.NewUser("leaver");
        var group = await scim.NewGroup("Guides", user);
        var members = value.Replace("USER", user, StringComparison.Ordinal);
        (
            await scim.Patch($"/Groups/{group}", $$"""[{"op":"{{verb}}","path":"members","value":{{members}}}]""")
        ).ExpectError(400, "invalidValue");
        (
            await scim.Put(
                $"/Groups/{group}",
                $$"""{"schemas":["{{ScimClient.GroupUrn}}"],"displayName":"Guides","members":{{members}}}"""
            )
        ).ExpectError(400, "invalidValue");
        Assert.Equal([user], await scim.Members(group));
    }

    [Fact]
    public async Task A_removal_of_values_that_cannot_be_read_is_refused()
    {
        var scim = await hub.Open();
        var id = await scim.NewUser("bjensen", Everything);
        (
            await scim.Patch($"/Users/{id}", """[{"op":"remove","path":"emails","value":[{"address":"b@home.org"}]}]""")
        ).ExpectError(400, "invalidValue");
        var left = (
            await scim.Patch($"/Users/{id}", """[{"op":"remove","path":"emails","value":[{"value":"b@home.org"}]}]""")
        )
            .Ok()
            .Json;
        Assert.Equal("b@work.com", (string)Assert.Single(left["emails"]!.AsArray())!["value"]!);
    }

    [Theory]
    [InlineData("emails")]
    [InlineData("phoneNumbers")]
    [InlineData("addresses")]
    [InlineData("roles")]
    public async Task A_plain_text_is_no_list_of_complex_values(string attribute)
    {
        var scim = await hub.Open();
        (await scim.CreateUser("x", $$""","{{attribute}}":"text" """)).ExpectError(400, "invalidValue");
        var id = await scim.NewUser("y", Everything);
        foreach (var verb in (string[])["add", "replace", "remove"])
            (
                await scim.Patch($"/Users/{id}", $$"""[{"op":"{{verb}}","path":"{{attribute}}","value":"text"}]""")
            ).ExpectError(400, "invalidValue");
        (
            await scim.Put($"/Users/{id}", $$"""{"schemas":["{{Core}}"],"userName":"y","{{attribute}}":"text"}""")
        ).ExpectError(400, "invalidValue");
    }

    [Fact]
    public async Task A_bare_name_that_one_extension_has_means_that_one()
    {
        var scim = await hub.Open();
        var made = await scim.CreateUser(
            "bjensen",
            ""","employeeNumber":"701984","department":"Tours","manager":"m1" """
        );
        var user = made.Expect(HttpStatusCode.Created).Json;
        var id = (string)user["id"]!;
        Assert.Equal("Tours", (string)user[ScimClient.EnterpriseUrn]!["department"]!);
        Assert.Contains(ScimClient.EnterpriseUrn, user["schemas"]!.ToJsonString());
        await scim.NewUser("other");
        foreach (
            var filter in (string[])
                [
                    "employeeNumber eq \"701984\"",
                    "department sw \"tou\" and active eq true",
                    "manager eq \"m1\"",
                    "manager.value eq \"m1\"",
                    "department pr",
                ]
        )
            Assert.Equal(["bjensen"], await scim.Names(filter));
        var sorted = (await scim.Get("/Users?sortBy=department&sortOrder=descending&attributes=department")).Ok().Json;
        Assert.Contains(sorted["Resources"]!.AsArray(), one =>
            (string?)one![ScimClient.EnterpriseUrn]?["department"] == "Tours"
        );
        var shown = (await scim.Get($"/Users/{id}?attributes=manager.value,employeeNumber")).Ok().Json;
        Assert.Equal("m1", (string)shown[ScimClient.EnterpriseUrn]!["manager"]!["value"]!);
        Assert.Null(shown[ScimClient.EnterpriseUrn]!["department"]);
        Assert.Null(shown["userName"]);

        var patched = await scim.Patch(
            $"/Users/{id}",
            """
            [{"op":"replace","path":"manager","value":"m2"},{"op":"add","path":"employeeNumber","value":"7"},
             {"op":"remove","path":"department"},{"op":"replace","value":{"costCenter":"C1"}}]
            """
        );
        var enterprise = patched.Ok().Json[ScimClient.EnterpriseUrn]!;
        Assert.Equal("m2", (string)enterprise["manager"]!["value"]!);
        Assert.Equal("7", (string)enterprise["employeeNumber"]!);
        Assert.Equal("C1", (string)enterprise["costCenter"]!);
        Assert.Null(enterprise["department"]);
        (await scim.List("/Groups", "department eq \"x\"")).ExpectError(400, "invalidFilter");
    }

    [Fact]
    public async Task A_bare_name_that_two_extensions_have_means_neither()
    {
        const string Desk = "urn:example:params:scim:schemas:extension:desk:2.0:User";
        await using var host = await HubHost.Start([
            $"--Scim:Extensions:0:Id={Desk}",
            "--Scim:Extensions:0:Attributes:0:Name=department",
            "--Scim:Extensions:0:Attributes:1:Name=floor",
            "--Scim:Extensions:0:Attributes:2:Name=title",
        ]);
        var scim = await ScimHub.Provider(host, host.Admin, "Okta");
        var id = await scim.NewUser("one", ""","floor":"3","title":"Guide","department":"Tours" """);
        var user = await scim.User(id);
        Assert.Equal("3", (string)user[Desk]!["floor"]!);
        Assert.Equal("Guide", (string)user["title"]!);
        Assert.Null(user[Desk]!["title"]);
        Assert.Null(user[ScimClient.EnterpriseUrn]);
        (await scim.List("/Users", "department eq \"Tours\"")).ExpectError(400, "invalidFilter");
        (await scim.Patch($"/Users/{id}", """[{"op":"replace","path":"department","value":"x"}]""")).ExpectError(
            400,
            "invalidPath"
        );
    }

    [Fact]
    public async Task The_core_schemas_urn_as_a_path_is_the_resource()
    {
        var scim = await hub.Open();
        var id = await scim.NewUser("bjensen", Everything);
        var user = (
            await scim.Patch(
                $"/Users/{id}",
                $$$"""
                [{"op":"replace","path":"{{{Core}}}","value":{"title":"Leader","nickName":"B"}},
                 {"op":"add","value":{"{{{Core}}}":{"userType":"Employee"} } }]
                """
            )
        ).Ok().Json;
        Assert.Equal("Leader", (string)user["title"]!);
        Assert.Equal("B", (string)user["nickName"]!);
        Assert.Equal("Employee", (string)user["userType"]!);
        Assert.Equal("bjensen", (string)user["userName"]!);
        (await scim.Patch($"/Users/{id}", $$"""[{"op":"remove","path":"{{Core}}"}]""")).ExpectError(400, "noTarget");
        (await scim.Patch($"/Users/{id}", $$"""[{"op":"add","path":"{{Core}}","value":"x"}]""")).ExpectError(
            400,
            "invalidValue"
        );
        var shown = (await scim.Get($"/Users/{id}?attributes={Core}")).Ok().Json;
        Assert.Equal("Leader", (string)shown["title"]!);
        Assert.Null(shown[ScimClient.EnterpriseUrn]);
    }
}
