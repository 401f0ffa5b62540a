using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Scim.Rfc7644;

/// <summary>RFC 7644, 4; RFC 7643, 5 to 7.</summary>
public sealed class S4DiscoveryTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Fact]
    public async Task The_service_says_what_it_can_do_to_anybody()
    {
        var scim = await hub.Open();
        var config = (await scim.As(null).Get("/ServiceProviderConfig")).Ok().Json;
        Assert.Equal("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig", (string)config["schemas"]![0]!);
        foreach (var feature in (string[])["patch", "bulk", "filter", "sort", "etag"])
            Assert.True((bool)config[feature]!["supported"]!, feature);
        Assert.False((bool)config["changePassword"]!["supported"]!);
        Assert.True((bool)config["pagination"]!["cursor"]!);
        Assert.True((bool)config["pagination"]!["index"]!);
        Assert.Equal("oauthbearertoken", (string)config["authenticationSchemes"]![0]!["type"]!);
        Assert.EndsWith("/scim/v2/ServiceProviderConfig", (string)config["meta"]!["location"]!);
    }

    [Fact]
    public async Task Resource_types_lead_to_their_schemas()
    {
        var scim = await hub.Open();
        var types = (await scim.Get("/ResourceTypes")).Ok().Json;
        Assert.Equal(2, (int)types["totalResults"]!);
        var user = types["Resources"]![0]!;
        Assert.Equal("/Users", (string)user["endpoint"]!);
        Assert.Equal(ScimClient.UserUrn, (string)user["schema"]!);
        Assert.Equal(ScimClient.EnterpriseUrn, (string)user["schemaExtensions"]![0]!["schema"]!);
        Assert.True(JsonNode.DeepEquals(user, (await scim.Get("/ResourceTypes/User")).Ok().Json));
        (await scim.Get("/ResourceTypes/Car")).ExpectError(404);
        foreach (var urn in (string[])[ScimClient.UserUrn, ScimClient.GroupUrn, ScimClient.EnterpriseUrn])
            Assert.Equal(urn, (string)(await scim.Get($"/Schemas/{urn}")).Ok().Json["id"]!);
        (await scim.Get("/Schemas/urn:none")).ExpectError(404);
    }

    [Fact]
    public async Task Schemas_describe_every_characteristic()
    {
        var scim = await hub.Open();
        var schemas = (await scim.Get("/Schemas")).Ok().Json["Resources"]!.AsArray();
        Assert.Equal(3, schemas.Count);
        foreach (var schema in schemas)
        foreach (var attribute in schema!["attributes"]!.AsArray().SelectMany(WithParts))
        {
            foreach (
                var name in (string[])
                    ["name", "type", "multiValued", "description", "required", "mutability", "returned"]
            )
                Assert.True(attribute[name] is not null, $"{attribute["name"]} lacks {name}");
            if ((string)attribute["type"]! == "reference")
                Assert.NotEmpty(attribute["referenceTypes"]!.AsArray());
        }
        var userName = schemas[0]!["attributes"]!.AsArray().First(one => (string)one!["name"]! == "userName")!;
        Assert.True((bool)userName["required"]!);
        Assert.False((bool)userName["caseExact"]!);
        Assert.Equal("server", (string)userName["uniqueness"]!);
    }

    [Theory]
    [InlineData("/ServiceProviderConfig")]
    [InlineData("/ResourceTypes")]
    [InlineData("/Schemas")]
    public async Task Discovery_is_neither_filtered_nor_written(string path)
    {
        var scim = await hub.Open();
        (await scim.Get(path + "?filter=id%20pr")).ExpectError(403);
        Assert.Contains("GET", (await scim.Post(path, "{}")).ExpectError(405).Header("Allow"));
        (await scim.Put(path, "{}")).ExpectError(405);
        (await scim.Delete(path)).ExpectError(405);
    }

    private static IEnumerable<JsonNode> WithParts(JsonNode? attribute) =>
        [attribute!, .. attribute!["subAttributes"]?.AsArray().OfType<JsonNode>() ?? []];
}
