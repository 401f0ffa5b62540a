using System.Net;
using System.Text.Json.Nodes;

namespace Hub.Tests.Laws;

/// <summary>Every list pages, is bounded, and says from where it starts and how much it shows.</summary>
public sealed class ListLaws(HubUnderLaws hub) : IClassFixture<HubUnderLaws>
{
    [Fact]
    public Task Bounds_and_defaults_are_documented() =>
        hub.Hold(
            route => route.IsList,
            route =>
            {
                Assert.Equal((1, 1, 1_000_000), Documented(route, "page"));
                // Clients of the contract that has this list read no second page.
                var most = route.Path == "/api/webhook-events" ? 100 : 25;
                Assert.Equal((1, most, 100), Documented(route, "per_page"));
                return Task.CompletedTask;
            }
        );

    [Fact]
    public Task The_documented_bounds_hold_and_all_that_exceeds_them_is_named() =>
        hub.Hold(
            route => route.IsList,
            async route =>
            {
                var path = await hub.PathOf(route.Path);
                var most = Documented(route, "per_page").Most;

                (await hub.Admin.Get($"{path}?per_page={most}")).Expect(HttpStatusCode.OK);
                var tooMuch = await hub.Admin.Get($"{path}?per_page={most + 1}&page=0");
                var tooLittle = await hub.Admin.Get($"{path}?per_page=0");

                tooMuch.ExpectInvalid("per_page");
                tooMuch.ExpectInvalid("page");
                tooLittle.ExpectInvalid("per_page");
            }
        );

    [Fact]
    public Task The_documented_defaults_are_the_defaults() =>
        hub.Hold(
            route => route.IsList,
            async route =>
            {
                var meta = (await hub.Admin.Get(await hub.PathOf(route.Path))).Json["meta"]!;

                Assert.Equal(Documented(route, "page").Default, (int)meta["current_page"]!);
                Assert.Equal(Documented(route, "per_page").Default, (int)meta["per_page"]!);
            }
        );

    [Fact]
    public Task Pages_follow_each_other() =>
        hub.Hold(
            route => route.IsList,
            async route =>
            {
                var path = await hub.PathOf(route.Path);
                if (!await HasTwo(path))
                {
                    await hub.MakeIn(route.Path, path);
                    await hub.MakeIn(route.Path, path);
                }
                Assert.True(await HasTwo(path), "There are no two to page through.");

                var first = await hub.Admin.Get($"{path}?per_page=1");
                var second = await hub.Admin.Get($"{path}?per_page=1&page=2");

                Assert.NotEqual(
                    Assert.Single(first.Items)!.ToJsonString(),
                    Assert.Single(second.Items)!.ToJsonString()
                );
                Assert.Equal(2, (int)second.Json["meta"]!["current_page"]!);
            }
        );

    private async Task<bool> HasTwo(string path) => (long)(await hub.Admin.Get(path)).Json["meta"]!["total"]! >= 2;

    private static (int Least, int Default, int Most) Documented(LawRoute route, string name)
    {
        var schema = route.Query(name)?["schema"];
        Assert.True(schema is not null, $"It has no {name}.");
        return (Number(schema["minimum"]), Number(schema["default"]), Number(schema["maximum"]));
    }

    private static int Number(JsonNode? node)
    {
        Assert.NotNull(node);
        return (int)node;
    }
}
