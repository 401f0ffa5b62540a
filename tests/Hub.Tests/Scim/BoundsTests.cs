using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Scim;

/// <summary>How much an identity provider may put into what it provisions, and what it is told when it is more.</summary>
public sealed class BoundsTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Fact]
    public async Task Groups_are_inside_each_other_thirty_two_deep_and_no_deeper()
    {
        var scim = await hub.Open();
        var groups = new List<string> { await scim.NewGroup("Level 1") };
        for (var level = 2; level <= 32; level++)
            groups.Add(await scim.NewGroup($"Level {level}", groups[^1]));

        var above = (await scim.CreateGroup("Level 33", groups[^1])).ExpectError(400, "invalidValue");
        Assert.Contains("32 deep", (string)above.Json["detail"]!);
        var below = await scim.NewGroup("Level 0");
        (await Join(scim, groups[0], below)).ExpectError(400, "invalidValue");
        // Where the chain is shorter there is room; and one that comes back to itself is no deeper for it.
        (await Join(scim, groups[1], below)).Expect(HttpStatusCode.NoContent);
        (await Join(scim, groups[0], groups[^1])).Expect(HttpStatusCode.NoContent);
        Assert.Empty(await scim.Members(below));
    }

    [Fact]
    public async Task An_attribute_of_a_user_has_a_thousand_values_and_no_more()
    {
        var scim = await hub.Open();
        (await scim.CreateUser("too-many", $",\"emails\":[{Emails(0, 1_001)}]")).ExpectError(400, "invalidValue");
        var user = await scim.NewUser("many", $",\"emails\":[{Emails(0, 1_000)}]");

        var more = await scim.Patch(
            $"/Users/{user}",
            $$"""[{"op":"add","path":"emails","value":[{{Emails(1_000, 1)}}]}]"""
        );

        Assert.Contains("emails has 1001 values", (string)more.ExpectError(400, "invalidValue").Json["detail"]!);
        Assert.Equal(1_000, (await scim.User(user))["emails"]!.AsArray().Count);
    }

    private static Task<Answer> Join(ScimClient scim, string group, string member) =>
        scim.Patch($"/Groups/{group}", $$"""[{"op":"add","path":"members","value":[{"value":"{{member}}"}]}]""");

    private static string Emails(int from, int count) =>
        string.Join(',', Enumerable.Range(from, count).Select(n => $$"""{"value":"a{{n}}@example.com"}"""));
}
