using System.Net;

namespace Hub.Tests.Scim.Rfc7644;

/// <summary>RFC 7644, 3.14: versions as ETags.</summary>
public sealed class S314VersioningTests(ScimHub hub) : IClassFixture<ScimHub>, IAsyncLifetime
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:User";

    private ScimClient scim = null!;
    private string id = null!;

    public async ValueTask InitializeAsync()
    {
        scim = await hub.Open();
        id = await scim.NewUser("bjensen");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Versions_guard_reads_and_writes()
    {
        var old = (await scim.Get($"/Users/{id}")).ETag!;
        Assert.Equal(HttpStatusCode.NotModified, (await scim.Get($"/Users/{id}", ("If-None-Match", old))).Status);
        const string Operations = """[{"op":"replace","path":"title","value":"New"}]""";
        var now = (await scim.Patch($"/Users/{id}", Operations, ("If-Match", old))).Ok().ETag!;
        Assert.NotEqual(old, now);
        (await scim.Get($"/Users/{id}", ("If-None-Match", old))).Ok();
        (await scim.Patch($"/Users/{id}", Operations, ("If-Match", old))).ExpectError(412);
        (
            await scim.Put($"/Users/{id}", $$"""{"schemas":["{{Core}}"],"userName":"b"}""", ("If-Match", old))
        ).ExpectError(412);
        (await scim.Delete($"/Users/{id}", ("If-Match", old))).ExpectError(412);
        Assert.Equal(HttpStatusCode.NoContent, (await scim.Delete($"/Users/{id}", ("If-Match", now))).Status);
    }
}
