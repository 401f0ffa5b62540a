using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Scim.Rfc7644;

/// <summary>RFC 7644, 3.3.</summary>
public sealed class S33CreatingTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Fact]
    public async Task A_created_user_comes_back_with_its_place_and_version()
    {
        var scim = await hub.Open();
        var answer = await scim.Post(
            "/Users",
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"bjensen","externalId":"bjensen",
             "name":{"formatted":"Ms. Barbara J Jensen III","familyName":"Jensen","givenName":"Barbara"}}
            """
        );
        answer.Expect(HttpStatusCode.Created);
        Assert.Equal("application/scim+json", answer.Header("Content-Type"));
        var user = answer.Json;
        Assert.Equal((string)user["meta"]!["location"]!, answer.Header("Location"));
        Assert.Equal((string)user["meta"]!["version"]!, answer.ETag);
        Assert.StartsWith("W/\"", answer.ETag);
        Assert.Equal("User", (string)user["meta"]!["resourceType"]!);
        Assert.Equal((string)user["meta"]!["created"]!, (string)user["meta"]!["lastModified"]!);
        Assert.EndsWith($"/scim/v2/Users/{(string)user["id"]!}", answer.Header("Location"));
        Assert.Equal("Jensen", (string)user["name"]!["familyName"]!);
        Assert.True((bool)user["active"]!);
    }

    [Fact]
    public async Task Names_of_attributes_are_case_insensitive_and_unknown_ones_ignored()
    {
        var scim = await hub.Open();
        var answer = await scim.Post(
            "/Users",
            """
            {"SCHEMAS":["urn:ietf:params:scim:schemas:core:2.0:User","urn:example:unknown"],"USERNAME":"bjensen",
             "Emails":[{"VALUE":"b@example.com","Primary":true}],"favouriteColour":"blue","urn:example:unknown":{"x":1}}
            """
        );
        var user = answer.Expect(HttpStatusCode.Created).Json;
        Assert.Equal("bjensen", (string)user["userName"]!);
        Assert.True((bool)user["emails"]![0]!["primary"]!);
        Assert.Null(user["favouriteColour"]);
        Assert.Null(user["urn:example:unknown"]);
        Assert.Equal(
            ["urn:ietf:params:scim:schemas:core:2.0:User"],
            user["schemas"]!.AsArray().Select(urn => (string)urn!)
        );
    }

    [Fact]
    public async Task What_only_the_hub_sets_is_ignored()
    {
        var scim = await hub.Open();
        var answer = await scim.Post(
            "/Users",
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"bjensen","id":"mine",
             "meta":{"created":"2010-01-23T04:56:22Z","version":"W/\"99\""},"groups":[{"value":"g"}]}
            """
        );
        var user = answer.Expect(HttpStatusCode.Created).Json;
        Assert.NotEqual("mine", (string)user["id"]!);
        Assert.False(((string)user["meta"]!["created"]!).StartsWith("2010", StringComparison.Ordinal));
        Assert.Null(user["groups"]);
    }

    [Theory]
    [InlineData("""{"userName":"x"}""", "invalidSyntax")]
    [InlineData("""{"schemas":[],"userName":"x"}""", "invalidSyntax")]
    [InlineData("""{"schemas":"urn:ietf:params:scim:schemas:core:2.0:User","userName":"x"}""", "invalidSyntax")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]}""", "invalidValue")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":""}""", "invalidValue")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":null}""", "invalidValue")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":5}""", "invalidValue")]
    [InlineData(
        """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"x","active":"maybe"}""",
        "invalidValue"
    )]
    [InlineData(
        """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"x","name":"x"}""",
        "invalidValue"
    )]
    [InlineData(
        """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"x","x509Certificates":[{"value":"#"}]}""",
        "invalidValue"
    )]
    [InlineData(
        """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"x",
             "emails":[{"value":"a","primary":true},{"value":"b","primary":true}]}
            """,
        "invalidValue"
    )]
    [InlineData("""[]""", "invalidSyntax")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"userName":"x"}""", "invalidSyntax")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]""", "invalidSyntax")]
    public async Task What_does_not_hold_is_refused(string body, string scimType) =>
        (await (await hub.Open()).Post("/Users", body)).ExpectError(400, scimType);

    [Fact]
    public async Task No_list_has_a_value_of_a_type_twice()
    {
        var scim = await hub.Open();
        var answer = await scim.CreateUser(
            "bjensen",
            """
            ,"emails":[{"value":"b@x.com","type":"work"},{"value":"b@x.com","type":"home"},
                       {"value":"b@x.com","type":"work","primary":true}],
             "addresses":[{"locality":"Hollywood"},{"locality":"Hollywood"}]
            """
        );
        var user = answer.Expect(HttpStatusCode.Created).Json;
        Assert.Equal(["work", "home"], user["emails"]!.AsArray().Select(email => (string)email!["type"]!));
        Assert.True((bool)user["emails"]![0]!["primary"]!);
        Assert.Single(user["addresses"]!.AsArray());
    }

    [Fact]
    public async Task A_user_name_is_taken_once_whatever_the_case()
    {
        var scim = await hub.Open();
        await scim.NewUser("bjensen");
        (await scim.CreateUser("BJENSEN")).ExpectError(409, "uniqueness");
    }

    [Fact]
    public async Task An_external_id_is_the_clients_and_may_repeat()
    {
        var scim = await hub.Open();
        await scim.NewUser("a", ""","externalId":"X1" """);
        await scim.NewUser("b", ""","externalId":"X1" """);
        await scim.NewUser("c", ""","externalId":"x1" """);
        Assert.Equal(2, await scim.Count("/Users", "externalId eq \"X1\""));
        foreach (var name in (string[])["One", "Two"])
            (
                await scim.Post(
                    "/Groups",
                    $$"""{"schemas":["{{ScimClient.GroupUrn}}"],"displayName":"{{name}}","externalId":"X1"}"""
                )
            ).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_group_is_created_with_its_members()
    {
        var scim = await hub.Open();
        var user = await scim.NewUser("bjensen", ""","displayName":"Babs" """);
        var answer = await scim.CreateGroup("Tour Guides", user);
        var group = answer.Expect(HttpStatusCode.Created).Json;
        var member = Assert.Single(group["members"]!.AsArray())!;
        Assert.Equal(user, (string)member["value"]!);
        Assert.Equal("Babs", (string)member["display"]!);
        Assert.Equal("User", (string)member["type"]!);
        Assert.EndsWith($"/scim/v2/Users/{user}", (string)member["$ref"]!);
        (await scim.CreateGroup("tour guides")).ExpectError(409, "uniqueness");
    }

    [Fact]
    public async Task The_same_name_in_another_organization_is_free()
    {
        await (await hub.Open()).NewUser("bjensen");
        await (await hub.Open()).NewUser("bjensen");
    }

    [Fact]
    public async Task A_password_is_accepted_and_never_seen_again()
    {
        var scim = await hub.Open();
        var answer = await scim.CreateUser("bjensen", ""","password":"t1meMa$heen" """);
        Assert.DoesNotContain("t1meMa", answer.Expect(HttpStatusCode.Created).Text);
        var shown = await scim.Get($"/Users/{(string)answer.Json["id"]!}?attributes=password");
        Assert.DoesNotContain("t1meMa", shown.Ok().Text);
    }
}
