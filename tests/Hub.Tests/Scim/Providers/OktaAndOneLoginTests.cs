using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Scim.Providers;

/// <summary>What Okta and OneLogin send.</summary>
public sealed class OktaAndOneLoginTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Fact]
    public async Task Okta_finds_creates_replaces_and_deactivates()
    {
        var scim = await hub.Open();
        var none = await scim.Get("/Users?filter=userName%20eq%20%22test.user%40okta.local%22&startIndex=1&count=100");
        Assert.Equal(0, (int)none.Ok().Json["totalResults"]!);
        const string Profile = """
            "schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"test.user@okta.local",
            "name":{"givenName":"Test","familyName":"User"},"emails":[{"primary":true,"value":"test.user@okta.local","type":"work"}],
            "displayName":"Test User","locale":"en-US","externalId":"00ujl29u0le5T6Aj10h7"
            """;
        var made = await scim.Post("/Users", $$"""{ {{Profile}},"groups":[],"password":"1mz050nq","active":true }""");
        var id = (string)made.Expect(HttpStatusCode.Created).Json["id"]!;
        Assert.Equal(1, await scim.Count("/Users", "userName eq \"test.user@okta.local\""));
        var put = await scim.Put(
            $"/Users/{id}",
            $$"""{ {{Profile}},"id":"{{id}}","title":"T","active":true,"meta":{"resourceType":"User"} }"""
        );
        Assert.Equal("T", (string)put.Ok().Json["title"]!);
        var off = await scim.Patch($"/Users/{id}", """[{"op":"replace","value":{"active":false}}]""");
        Assert.False((bool)off.Ok().Json["active"]!);
        var on = await scim.Patch($"/Users/{id}", """[{"op":"replace","value":{"active":true}}]""");
        Assert.True((bool)on.Ok().Json["active"]!);
        (await scim.Get("/Users/abc123")).ExpectError(404);
        (await scim.Post("/Users", $$"""{ {{Profile}} }""")).ExpectError(409, "uniqueness");
    }

    [Fact]
    public async Task Okta_pushes_and_renames_groups()
    {
        var scim = await hub.Open();
        var user = await scim.NewUser("one");
        var group = await scim.NewGroup("Test SCIMv2");
        (
            await scim.Patch(
                $"/Groups/{group}",
                $$$"""
                [{"op":"replace","value":{"id":"{{{group}}}","displayName":"Test SCIMv22"}},
                 {"op":"add","path":"members","value":[{"value":"{{{user}}}","display":"one"}]}]
                """
            )
        ).Expect(HttpStatusCode.NoContent);
        var shown = (await scim.Get($"/Groups/{group}")).Ok().Json;
        Assert.Equal("Test SCIMv22", (string)shown["displayName"]!);
        Assert.Equal(user, (string)shown["members"]![0]!["value"]!);
        var list = await scim.Get("/Groups?startIndex=1&count=100");
        Assert.Equal(1, (int)list.Ok().Json["totalResults"]!);
    }

    [Fact]
    public async Task The_example_of_the_published_setup_works_as_printed()
    {
        var scim = await hub.Open();
        var made = await scim.Post(
            "/Users",
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"john@company.com",
             "name":{"givenName":"John","familyName":"Doe"},"emails":[{"value":"john@company.com","primary":true}],"active":true}
            """,
            ("Content-Type", "application/json; charset=utf-8")
        );
        made.Expect(HttpStatusCode.Created);
        Assert.Equal(["john@company.com"], await scim.Names("userName eq john@company.com"));
    }

    [Fact]
    public async Task OneLogin_writes_nulls_and_asks_for_attributes()
    {
        var scim = await hub.Open();
        var made = await scim.Post(
            "/Users",
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
             "userName":"jane@onelogin.com","name":{"givenName":"Jane","familyName":"Doe","honorificPrefix":null},"title":null,
             "emails":[{"value":"jane@onelogin.com","type":"work","primary":true}],"phoneNumbers":[null],
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":null,"manager":null}}
            """
        );
        var user = made.Expect(HttpStatusCode.Created).Json;
        Assert.Null(user["title"]);
        Assert.Null(user["phoneNumbers"]);
        Assert.Null(user[ScimClient.EnterpriseUrn]);
        var id = (string)user["id"]!;
        await scim.Patch(
            $"/Users/{id}",
            """[{"op":"replace","path":"title","value":null},{"op":"add","value":{"nickName":"J"}}]"""
        );
        var found = await scim.List("/Users", "userName eq \"jane@onelogin.com\"", "&attributes=userName,nickName");
        Assert.Equal("J", (string)found.Ok().Json["Resources"]![0]!["nickName"]!);
        Assert.Equal(HttpStatusCode.NoContent, (await scim.Delete($"/Users/{id}")).Status);
    }
}
