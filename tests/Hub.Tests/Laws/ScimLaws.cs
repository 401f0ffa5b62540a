using System.Net;
using Hub.Tests.Hosting;
using Hub.Tests.Scim;

namespace Hub.Tests.Laws;

/// <summary>The laws of versions and creation at the other face, for both of its resources.</summary>
public sealed class ScimLaws(ScimProvider hub) : IClassFixture<ScimProvider>
{
    private const string Other = "W/\"no-such-version\"";

    public static TheoryData<string, string, string> Kinds =>
        new() { { "/Users", ScimClient.UserUrn, "userName" }, { "/Groups", ScimClient.GroupUrn, "displayName" } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_created_is_at_its_location_with_its_version(string endpoint, string schema, string name)
    {
        var made = await Create(endpoint, schema, name);

        var read = await hub.Host.As(hub.Scim.Token).Get(made.Header("Location")!);

        read.Expect(HttpStatusCode.OK);
        Assert.NotNull(made.ETag);
        Assert.Equal(made.ETag, read.ETag);
        Assert.Equal((string)made.Json["meta"]!["location"]!, made.Header("Location"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_wrong_version_changes_nothing(string endpoint, string schema, string name)
    {
        var path = $"{endpoint}/{(await Create(endpoint, schema, name)).Json["id"]}";
        var before = await hub.Scim.Get(path);
        var wrong = ("If-Match", Other);

        Answer[] answers =
        [
            await hub.Scim.Put(path, Body(schema, name), wrong),
            await hub.Scim.Patch(
                path,
                $$"""[{"op":"replace","path":"{{name}}","value":"{{Guid.NewGuid()}}"}]""",
                wrong
            ),
            await hub.Scim.Delete(path, wrong),
        ];

        Assert.All(answers, answer => answer.ExpectError(412));
        Assert.Equal(before.Text, (await hub.Scim.Get(path)).Text);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_the_provider_has_is_not_sent_again(string endpoint, string schema, string name)
    {
        var made = await Create(endpoint, schema, name);
        var path = $"{endpoint}/{made.Json["id"]}";

        (await hub.Scim.Get(path, ("If-None-Match", made.ETag!))).Expect(HttpStatusCode.NotModified);
        (await hub.Scim.Get(path, ("If-None-Match", Other))).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_list_is_bounded(string endpoint, string schema, string name)
    {
        await Create(endpoint, schema, name);
        await Create(endpoint, schema, name);

        var one = (await hub.Scim.Get($"{endpoint}?count=1")).Expect(HttpStatusCode.OK);
        var many = (await hub.Scim.Get($"{endpoint}?count=1000000")).Expect(HttpStatusCode.OK);

        Assert.Single(one.Json["Resources"]!.AsArray());
        Assert.True((int)one.Json["totalResults"]! >= 2);
        Assert.InRange((int)many.Json["itemsPerPage"]!, 2, 1000);
    }

    private async Task<Answer> Create(string endpoint, string schema, string name) =>
        (await hub.Scim.Post(endpoint, Body(schema, name))).Expect(HttpStatusCode.Created);

    private static string Body(string schema, string name) =>
        $$"""{"schemas":["{{schema}}"],"{{name}}":"{{Guid.NewGuid()}}"}""";
}
