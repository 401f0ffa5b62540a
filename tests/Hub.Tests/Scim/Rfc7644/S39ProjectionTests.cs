using System.Text.Json.Nodes;

namespace Hub.Tests.Scim.Rfc7644;

/// <summary>RFC 7644, 3.9; RFC 7643, 7: returned.</summary>
public sealed class S39ProjectionTests(ScimHub hub) : IClassFixture<ScimHub>, IAsyncLifetime
{
    private ScimClient scim = null!;
    private string id = null!;

    public async ValueTask InitializeAsync()
    {
        scim = await hub.Open();
        id = await scim.NewUser(
            "bjensen",
            """
            ,"displayName":"Babs","name":{"familyName":"Jensen","givenName":"Barbara"},
             "emails":[{"value":"b@example.com","type":"work"}],
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"IT","division":"EU"}
            """
        );
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("attributes=userName", "id schemas userName")]
    [InlineData("attributes=USERNAME,displayName", "displayName id schemas userName")]
    [InlineData("attributes=urn:ietf:params:scim:schemas:core:2.0:User:userName", "id schemas userName")]
    [InlineData("attributes=name.familyName", "id name.familyName schemas")]
    [InlineData("attributes=emails.value", "emails.value id schemas")]
    [InlineData("attributes=emails%5Btype+eq+%22work%22%5D", "emails.type emails.value id schemas")]
    [InlineData(
        "attributes=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
        "id schemas urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department"
    )]
    [InlineData(
        "attributes=urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "id schemas urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.division"
    )]
    [InlineData("attributes=nothing", "id schemas")]
    [InlineData("attributes=meta.location", "id meta.location schemas")]
    [InlineData(
        "excludedAttributes=meta,emails,name.givenName,id,schemas,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "active displayName id name.familyName schemas userName"
    )]
    [InlineData(
        "excludedAttributes=meta,emails.type,name,urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division",
        "active displayName emails.value id schemas urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department userName"
    )]
    public async Task Only_what_is_asked_for_is_shown(string query, string shown)
    {
        Assert.Equal(shown, Paths((await scim.Get($"/Users/{id}?{query}")).Ok().Json));
        Assert.Equal(shown, Paths((await scim.Get($"/Users?{query}")).Ok().Json["Resources"]![0]!));
        var patched = await scim.Patch($"/Users/{id}?{query}", """[{"op":"replace","path":"active","value":true}]""");
        Assert.Equal(shown, Paths(patched.Ok().Json));
    }

    [Fact]
    public async Task Members_are_left_out_when_excluded_and_alone_when_asked_for()
    {
        var group = await scim.NewGroup("Guides", id);
        Assert.Equal(
            "displayName id schemas",
            Paths((await scim.Get($"/Groups/{group}?excludedAttributes=members,meta")).Ok().Json)
        );
        Assert.Equal(
            "id members.value schemas",
            Paths((await scim.Get($"/Groups/{group}?attributes=members.value")).Ok().Json)
        );
    }

    private static string Paths(JsonNode resource) =>
        string.Join(
            ' ',
            resource
                .AsObject()
                .SelectMany(member =>
                    member.Value switch
                    {
                        JsonObject value => value.Select(inner => $"{member.Key}.{inner.Key}"),
                        JsonArray list when list[0] is JsonObject first => first.Select(inner =>
                            $"{member.Key}.{inner.Key}"
                        ),
                        _ => [member.Key],
                    }
                )
                .Order(StringComparer.Ordinal)
        );
}
