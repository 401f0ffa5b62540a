using System.Net;
using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Scim.Providers;

/// <summary>What Microsoft Entra ID sends, in the forms it has without and with its aadOptscim062020 flag.</summary>
public sealed class EntraIdTests(ScimHub hub) : IClassFixture<ScimHub>, IAsyncLifetime
{
    private ScimClient scim = null!;
    private string id = null!;

    public async ValueTask InitializeAsync()
    {
        scim = await hub.Open();
        var answer = await scim.Post(
            "/Users",
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
             "externalId":"0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef","userName":"Test_User_ab6490ee","active":"True",
             "displayName":"Test User","emails":[{"Primary":true,"type":"work","value":"testing@bob.com"}],
             "meta":{"resourceType":"User"},"name":{"formatted":"givenName familyName","familyName":"familyName","givenName":"givenName"},
             "roles":[],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"Department":"bob","Manager":{"Value":"SuzzyQ"}}}
            """
        );
        answer.Expect(HttpStatusCode.Created);
        Assert.True((bool)answer.Json["active"]!);
        id = (string)answer.Json["id"]!;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_connection_test_finds_nobody()
    {
        var answer = await scim.List("/Users", $"userName eq \"{Guid.NewGuid()}\"");
        Assert.Equal(0, (int)answer.Ok().Json["totalResults"]!);
        Assert.Empty(answer.Json["Resources"]!.AsArray());
    }

    [Fact]
    public async Task Matching_finds_the_user_by_whatever_is_mapped()
    {
        foreach (
            var filter in (string[])
                [
                    "userName eq \"test_user_AB6490EE\"",
                    "externalId eq \"0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef\"",
                    "emails[type eq \"work\"].value eq \"testing@bob.com\"",
                    $"id eq \"{id}\"",
                ]
        )
            Assert.Equal(1, await scim.Count("/Users", filter));
    }

    [Fact]
    public async Task Capitalised_operations_and_booleans_in_strings()
    {
        var user = await Patch("""[{"op":"Replace","path":"active","value":"False"}]""");
        Assert.False((bool)user["active"]!);
        user = await Patch("""[{"op":"Add","path":"active","value":"True"}]""");
        Assert.True((bool)user["active"]!);
    }

    [Fact]
    public async Task A_filtered_value_that_is_absent_is_made_by_add_and_by_its_own_replace()
    {
        var user = await Patch(
            """
            [{"op":"Replace","path":"emails[type eq \"work\"].value","value":"updated@microsoft.com"},
             {"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"+1"},
             {"op":"Replace","path":"phoneNumbers[type eq \"fax\"].Value","value":"+2"},
             {"op":"Add","path":"addresses[type eq \"work\"].formatted","value":"Here"},
             {"op":"Add","path":"roles[primary eq \"True\"].value","value":"admin"}]
            """
        );
        Assert.Equal("updated@microsoft.com", (string)user["emails"]![0]!["value"]!);
        Assert.Equal(
            ["mobile +1", "fax +2"],
            user["phoneNumbers"]!.AsArray().Select(one => $"{one!["type"]} {one["value"]}")
        );
        Assert.Equal("Here", (string)user["addresses"]![0]!["formatted"]!);
        Assert.True((bool)user["roles"]![0]!["primary"]!);
    }

    [Fact]
    public async Task Paths_as_names_in_an_operation_without_path()
    {
        var user = await Patch(
            """
            [{"op":"replace","value":{"displayName":"New","name.givenName":"G","emails[type eq \"work\"].value":"n@bob.com",
              "addresses[type eq \"work\"].country":"FI","userType":null,
              "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber":"701984",
              "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"division":"EU"},
              "urn:ietf:params:scim:schemas:extension:unknown:2.0:User:x":"y"}}]
            """
        );
        Assert.Equal("New", (string)user["displayName"]!);
        Assert.Equal("G", (string)user["name"]!["givenName"]!);
        Assert.Equal("familyName", (string)user["name"]!["familyName"]!);
        Assert.Equal("n@bob.com", (string)user["emails"]![0]!["value"]!);
        Assert.Equal("FI", (string)user["addresses"]![0]!["country"]!);
        var enterprise = user[ScimClient.EnterpriseUrn]!;
        Assert.Equal("701984", (string)enterprise["employeeNumber"]!);
        Assert.Equal("EU", (string)enterprise["division"]!);
        Assert.Equal("bob", (string)enterprise["department"]!);
    }

    [Theory]
    [InlineData(
        """{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"M"}""",
        "M"
    )]
    [InlineData(
        """{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":[{"value":"M"}]}""",
        "M"
    )]
    [InlineData(
        """{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"$ref":"../Users/M","value":"M"}}""",
        "M"
    )]
    [InlineData(
        """{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value","value":"M"}""",
        "M"
    )]
    [InlineData(
        """{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":""}""",
        null
    )]
    [InlineData(
        """{"op":"Remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"}""",
        null
    )]
    public async Task A_manager_in_every_form(string operation, string? manager)
    {
        var user = await Patch($"[{operation}]");
        Assert.Equal(manager, (string?)user[ScimClient.EnterpriseUrn]?["manager"]?["value"]);
        Assert.Equal("bob", (string)user[ScimClient.EnterpriseUrn]!["department"]!);
    }

    [Fact]
    public async Task A_manager_who_is_here_has_a_name()
    {
        var boss = await scim.NewUser("boss", ""","displayName":"The Boss" """);
        var user = await Patch(
            $$"""[{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"{{boss}}"}]"""
        );
        Assert.Equal("The Boss", (string)user[ScimClient.EnterpriseUrn]!["manager"]!["displayName"]!);
    }

    [Fact]
    public async Task Group_members_in_its_own_forms()
    {
        var made = await scim.Post(
            "/Groups",
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group","http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group"],
             "externalId":"8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159","displayName":"displayName","meta":{"resourceType":"Group"}}
            """
        );
        var group = (string)made.Expect(HttpStatusCode.Created).Json["id"]!;
        async Task Change(string operation) =>
            (await scim.Patch($"/Groups/{group}", $"[{operation}]")).Expect(HttpStatusCode.NoContent);

        await Change($$"""{"op":"Add","path":"members","value":[{"$ref":null,"value":"{{id}}"}]}""");
        Assert.Equal([id], await scim.Members(group));
        await Change($$"""{"op":"Remove","path":"members","value":[{"$ref":null,"value":"{{id}}"}]}""");
        Assert.Empty(await scim.Members(group));
        await Change($$"""{"op":"Add","path":"members","value":"{{id}}"}""");
        await Change($$$"""{"op":"Replace","value":{"id":"{{{group}}}","displayName":"Renamed"}}""");
        var shown = (await scim.Get($"/Groups/{group}?excludedAttributes=members")).Ok().Json;
        Assert.Equal("Renamed", (string)shown["displayName"]!);
        Assert.Null(shown["members"]);
        Assert.Equal(1, await scim.Count("/Groups", $"id eq \"{group}\" and members eq \"{id}\""));
        Assert.Equal(1, await scim.Count("/Groups", "displayName eq \"renamed\""));
    }

    [Fact]
    public async Task A_soft_deleted_user_can_still_be_read()
    {
        await Patch("""[{"op":"Replace","path":"active","value":"False"}]""");
        Assert.Equal(1, await scim.Count("/Users", "userName eq \"Test_User_ab6490ee\""));
        Assert.False((bool)(await scim.User(id))["active"]!);
    }

    private async Task<JsonNode> Patch(string operations) => (await scim.Patch($"/Users/{id}", operations)).Ok().Json;
}
