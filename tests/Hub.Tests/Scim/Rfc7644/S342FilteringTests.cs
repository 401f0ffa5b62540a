namespace Hub.Tests.Scim.Rfc7644;

/// <summary>RFC 7644, 3.4.2.2: every operator over users of which each differs.</summary>
public sealed class S342FilteringTests(ScimHub hub) : IClassFixture<ScimHub>, IAsyncLifetime
{
    private ScimClient scim = null!;

    public async ValueTask InitializeAsync()
    {
        scim = await hub.Open();
        await scim.NewUser(
            "bjensen",
            """
            ,"externalId":"Ext-1","displayName":"Babs Jensen","title":"Tour Guide","userType":"Employee","active":true,
             "name":{"familyName":"O'Malley","givenName":"Barbara"},
             "emails":[{"value":"b@example.com","type":"work","primary":true},{"value":"babs@home.org","type":"home"}],
             "phoneNumbers":[{"value":"555-555-8377","type":"work"}],
             "ims":[{"value":"someaim@foo.com","type":"xmpp"}],
             "addresses":[{"type":"work","locality":"Hollywood","country":"US"}],
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
               {"employeeNumber":"701984","department":"Tour Operations","manager":{"value":"26118915"}}
            """
        );
        await scim.NewUser(
            "jsmith",
            """
            ,"displayName":"Joe Smith","userType":"Contractor","active":false,"name":{"familyName":"Smith"},
             "emails":[{"value":"babs@example.com","type":"home"},{"value":"joe@corp.org","type":"work"}]
            """
        );
        await scim.NewUser("zed");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("userName eq \"BJENSEN\"", "bjensen")]
    [InlineData("USERNAME EQ \"bjensen\"", "bjensen")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"bjensen\"", "bjensen")]
    [InlineData("userName ne \"bjensen\"", "jsmith", "zed")]
    [InlineData("userName co \"S\"", "bjensen", "jsmith")]
    [InlineData("userName sw \"J\"", "jsmith")]
    [InlineData("userName ew \"N\"", "bjensen")]
    [InlineData("userName gt \"j\"", "jsmith", "zed")]
    [InlineData("userName ge \"jsmith\"", "jsmith", "zed")]
    [InlineData("userName lt \"j\"", "bjensen")]
    [InlineData("userName le \"jsmith\"", "bjensen", "jsmith")]
    [InlineData("title pr", "bjensen")]
    [InlineData("not (title pr)", "jsmith", "zed")]
    [InlineData("title eq null", "jsmith", "zed")]
    [InlineData("title ne null", "bjensen")]
    [InlineData("externalId eq \"Ext-1\"", "bjensen")]
    [InlineData("externalId eq \"ext-1\"")]
    [InlineData("active eq true", "bjensen", "zed")]
    [InlineData("active ne true", "jsmith")]
    [InlineData("active eq \"False\"", "jsmith")]
    [InlineData("name.familyName co \"O'Malley\"", "bjensen")]
    [InlineData("name pr", "bjensen", "jsmith")]
    [InlineData("emails eq \"b@example.com\"", "bjensen")]
    [InlineData("emails co \"example.com\"", "bjensen", "jsmith")]
    [InlineData("emails.value co \"home\"", "bjensen")]
    [InlineData("emails.type eq \"work\"", "bjensen", "jsmith")]
    [InlineData("emails.primary eq true", "bjensen")]
    [InlineData("emails pr", "bjensen", "jsmith")]
    [InlineData("not (emails pr)", "zed")]
    [InlineData("emails[type eq \"work\" and value co \"@example.com\"]", "bjensen")]
    [InlineData("emails[type eq \"work\" and not (value co \"@example.com\")]", "jsmith")]
    [InlineData("emails[type eq \"work\"].value eq \"joe@corp.org\"", "jsmith")]
    [InlineData("emails[type eq \"home\" or primary eq true]", "bjensen", "jsmith")]
    [InlineData("phoneNumbers.value eq \"555-555-8377\"", "bjensen")]
    [InlineData("ims[type eq \"xmpp\" and value co \"@foo.com\"]", "bjensen")]
    [InlineData("photos.value co \"foo.com\"")]
    [InlineData("addresses[type eq \"work\" and locality eq \"hollywood\"]", "bjensen")]
    [InlineData("addresses pr", "bjensen")]
    [InlineData(
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"tour operations\"",
        "bjensen"
    )]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq \"26118915\"", "bjensen")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq \"26118915\"", "bjensen")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User pr", "bjensen")]
    [InlineData("schemas eq \"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User\"", "bjensen")]
    [InlineData("schemas eq \"urn:ietf:params:scim:schemas:core:2.0:User\"", "bjensen", "jsmith", "zed")]
    [InlineData("meta.resourceType eq \"User\"", "bjensen", "jsmith", "zed")]
    [InlineData("meta.resourceType eq \"Group\"")]
    [InlineData("meta.created gt \"2011-05-13T04:42:34Z\"", "bjensen", "jsmith", "zed")]
    [InlineData("meta.lastModified lt \"2011-05-13T04:42:34+02:00\"")]
    [InlineData("userType eq \"Employee\" or userType eq \"Contractor\" and active eq true", "bjensen")]
    [InlineData("(userType eq \"Employee\" or userType eq \"Contractor\") and active eq false", "jsmith")]
    [InlineData(
        "userType ne \"Employee\" and not (emails co \"example.com\" or emails.value co \"example.org\")",
        "zed"
    )]
    [InlineData("userName eq bjensen", "bjensen")]
    [InlineData("userName sw j", "jsmith")]
    [InlineData("meta.created gt 2015-10-10T14:38:21.8617979-07:00", "bjensen", "jsmith", "zed")]
    [InlineData("name.FamilyName eq Smith and (emails.Value co example.com or emails.Value co example.org)", "jsmith")]
    public async Task Filters_find_what_they_say(string filter, params string[] found) =>
        Assert.Equal(found, await scim.Names(filter));

    [Theory]
    [InlineData("active gt true")]
    [InlineData("active co \"t\"")]
    [InlineData("active eq 5")]
    [InlineData("active eq maybe")]
    [InlineData("meta.created co \"2011\"")]
    [InlineData("meta.created gt \"yesterday\"")]
    [InlineData("emails.primary sw true")]
    [InlineData("nothing eq \"x\"")]
    [InlineData("name.nothing eq \"x\"")]
    [InlineData("name eq \"x\"")]
    [InlineData("emails[nothing eq \"x\"]")]
    [InlineData("userName[type eq \"x\"]")]
    [InlineData("password eq \"x\"")]
    [InlineData("userName eq true")]
    [InlineData("urn:example:other:userName eq \"x\"")]
    [InlineData("userName regex \"x\"")]
    public async Task What_cannot_be_compared_is_an_invalid_filter(string filter) =>
        (await scim.List("/Users", filter)).ExpectError(400, "invalidFilter");

    [Fact]
    public async Task Groups_are_found_by_their_members_and_users_by_their_groups()
    {
        var one = (string)(await scim.List("/Users", "userName eq \"bjensen\"")).Ok().Json["Resources"]![0]!["id"]!;
        var inner = await scim.NewGroup("Inner", one);
        var outer = await scim.NewGroup("Outer", inner);
        await scim.NewGroup("Empty");
        Assert.Equal(1, await scim.Count("/Groups", $"members.value eq \"{one}\""));
        Assert.Equal(1, await scim.Count("/Groups", $"members eq \"{one}\""));
        Assert.Equal(1, await scim.Count("/Groups", $"id eq \"{inner}\" and members eq \"{one}\""));
        Assert.Equal(0, await scim.Count("/Groups", $"id eq \"{outer}\" and members eq \"{one}\""));
        Assert.Equal(1, await scim.Count("/Groups", $"members[value eq \"{inner}\" and type eq \"Group\"]"));
        Assert.Equal(2, await scim.Count("/Groups", "members pr"));
        Assert.Equal(1, await scim.Count("/Groups", "members.display co \"babs\""));
        Assert.Equal(["bjensen"], await scim.Names($"groups.value eq \"{inner}\""));
        Assert.Equal(["bjensen"], await scim.Names($"groups eq \"{outer}\""));
        Assert.Equal(["bjensen"], await scim.Names("groups.display eq \"inner\""));
        Assert.Equal(["bjensen"], await scim.Names("groups pr"));
        Assert.Equal(1, await scim.Count("/Groups", "displayName eq \"OUTER\""));
    }
}
