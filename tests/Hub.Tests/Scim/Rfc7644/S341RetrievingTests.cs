using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Scim.Rfc7644;

/// <summary>RFC 7644, 3.4.1 and 3.4.3; RFC 9110, 9.3.2.</summary>
public sealed class S341RetrievingTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Theory]
    [InlineData("/Users")]
    [InlineData("/Users/{id}")]
    [InlineData("/Groups")]
    [InlineData("/")]
    [InlineData("/Schemas")]
    [InlineData("/ResourceTypes")]
    [InlineData("/ServiceProviderConfig")]
    public async Task Head_answers_as_get_does_without_the_body(string path)
    {
        var scim = await hub.Open();
        path = path.Replace("{id}", await scim.NewUser("bjensen"));
        var get = (await scim.Get(path)).Ok();
        var head = (await scim.Send("HEAD", path, null)).Ok();
        Assert.Empty(head.Text);
        Assert.Equal("application/scim+json", head.Header("Content-Type"));
        Assert.Equal(get.Header("Content-Length"), head.Header("Content-Length"));
        Assert.Equal(get.ETag, head.ETag);
    }

    [Fact]
    public async Task Ids_are_case_exact()
    {
        var scim = await hub.Open();
        var (user, group) = (await scim.NewUser("bjensen"), await scim.NewGroup("Guides"));
        (await scim.Get($"/Users/{user.ToUpperInvariant()}")).ExpectError(404);
        (await scim.Delete($"/Users/{user.ToUpperInvariant()}")).ExpectError(404);
        (await scim.Get($"/Groups/{group.ToUpperInvariant()}")).ExpectError(404);
        Assert.Equal(0, await scim.Count("/Users", $"id eq \"{user.ToUpperInvariant()}\""));
        (await scim.Get($"/Users/{user}")).Ok();
    }

    [Theory]
    [InlineData("\"count\":true", "invalidValue")]
    [InlineData("\"count\":1.5", "invalidValue")]
    [InlineData("\"startIndex\":{}", "invalidValue")]
    [InlineData("\"filter\":5", "invalidFilter")]
    [InlineData("\"filter\":{}", "invalidFilter")]
    [InlineData("\"sortOrder\":true", "invalidValue")]
    public async Task A_search_whose_parts_are_of_other_types_is_refused(string part, string scimType)
    {
        var scim = await hub.Open();
        const string Schemas = "\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:SearchRequest\"]";
        (await scim.Post("/Users/.search", $"{{{Schemas},{part}}}")).ExpectError(400, scimType);
        (await scim.Post("/Users/.search", $"{{{Schemas},\"count\":null,\"filter\":null}}")).Ok();
    }

    [Fact]
    public async Task The_documentation_that_is_named_can_be_read()
    {
        var scim = await hub.Open();
        var address = (string)(await scim.Get("/ServiceProviderConfig")).Ok().Json["documentationUri"]!;
        var page = await hub.Host.As(null).Get(new Uri(address).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.StartsWith("text/html", page.Header("Content-Type"));
        Assert.Contains("Entra ID", page.Text);
    }
}
