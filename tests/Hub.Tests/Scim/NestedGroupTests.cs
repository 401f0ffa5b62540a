using System.Net;
using System.Text;
using Hub.Tests.Hosting;

namespace Hub.Tests.Scim;

/// <summary>
/// Requests whose work once grew with the square of what was sent, or of what was stored: the hub itself gives up each after ten
/// seconds.
/// </summary>
public sealed class NestedGroupTests(ScimHub hub) : IClassFixture<ScimHub>
{
    [Fact]
    public async Task A_thousand_groups_inside_each_other_are_looked_up_in_levels()
    {
        var scim = await hub.Open();
        var user = await scim.NewUser("inner");
        // Thirty groups deep, and about a thousand altogether: each level is in one group of the next.
        var below = user;
        var many = new List<string>();
        for (var level = 0; level < 30; level++)
        {
            below = await scim.NewGroup($"Level {level}", below);
            many.Add(below);
        }
        for (var wide = 0; wide < 970; wide += 97)
            many.AddRange(
                await Task.WhenAll(Enumerable.Range(wide, 97).Select(number => scim.NewGroup($"Wide {number}", below)))
            );

        Assert.Equal(["inner"], await scim.Names("groups.display sw \"Level\""));
        Assert.Equal(["inner"], await scim.Names("groups pr and groups.display co \"e\""));
        Assert.Equal(
            ["inner"],
            await scim.Names(string.Join(" or ", Enumerable.Repeat("groups.display co \"e\"", 100)))
        );
        // As many ids as would be too many for the store are too many for the caller, and no outage.
        var different = string.Join(" or ", Enumerable.Range(0, 30).Select(n => $"groups.display ne \"none {n}\""));
        (await scim.List("/Users", different)).ExpectError(400, "tooMany");
        Assert.Equal(1_000, (await scim.User(user))["groups"]!.AsArray().Count);
        Assert.Equal(1_000, many.Count);
    }

    [Fact]
    public async Task Many_values_in_a_patch_cost_what_they_are()
    {
        var scim = await hub.Open();
        var id = await scim.NewUser("many");
        var first = Values(0, 900);
        var added = await scim.Patch($"/Users/{id}", $$"""[{"op":"add","path":"emails","value":[{{first}}]}]""");
        Assert.Equal(900, added.Ok().Json["emails"]!.AsArray().Count);
        var repeated = string.Join(
            ',',
            Enumerable.Repeat($$"""{"op":"add","path":"emails","value":[{{Values(0, 90)}}]}""", 200)
        );
        Assert.Equal(900, (await scim.Patch($"/Users/{id}", $"[{repeated}]")).Ok().Json["emails"]!.AsArray().Count);
        var removed = await scim.Patch($"/Users/{id}", $$"""[{"op":"remove","path":"emails","value":[{{first}}]}]""");
        Assert.Null(removed.Ok().Json["emails"]);
    }

    [Fact]
    public async Task Thirty_thousand_values_are_answered_soon_whatever_the_answer()
    {
        var scim = await hub.Open();
        var id = await scim.NewUser("most");

        var answer = await scim.Patch(
            $"/Users/{id}",
            $$"""[{"op":"add","path":"emails","value":[{{Values(0, 30_000)}}]}]"""
        );

        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.Status);
    }

    private static string Values(int from, int count)
    {
        var list = new StringBuilder();
        for (var number = from; number < from + count; number++)
            list.Append(list.Length == 0 ? "" : ",").Append(null, $$"""{"value":"a{{number}}@x.org"}""");
        return list.ToString();
    }
}
