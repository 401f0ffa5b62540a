using System.Text.Json.Nodes;
using Hub.Tests.Hosting;

namespace Hub.Tests.Scim.Rfc7644;

/// <summary>RFC 7644, 3.4.2.3 and 3.4.2.4; RFC 9865.</summary>
public sealed class S342PagingTests(ScimHub hub) : IClassFixture<ScimHub>, IAsyncLifetime
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private ScimClient scim = null!;

    public async ValueTask InitializeAsync()
    {
        scim = await hub.Open();
        foreach (
            var (name, title) in ((string, string?)[])[("c", "Z"), ("a", null), ("e", "y"), ("b", "X"), ("d", null)]
        )
        {
            var made = await scim.CreateUser(name, title is null ? "" : $$""","title":"{{title}}" """);
            // Times are kept to the millisecond: the next one is created in a later one.
            var created = (DateTimeOffset)made.Json["meta"]!["created"]!;
            await Wait.For(() => Task.FromResult(DateTimeOffset.UtcNow), now => now - created >= Millisecond);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("sortBy=userName", "a b c d e")]
    [InlineData("sortBy=userName&sortOrder=descending", "e d c b a")]
    [InlineData("sortBy=USERNAME&sortOrder=Ascending", "a b c d e")]
    [InlineData("sortBy=urn:ietf:params:scim:schemas:core:2.0:User:userName", "a b c d e")]
    [InlineData("sortBy=title", "b e c a d")]
    [InlineData("sortBy=title&sortOrder=descending", "d a c e b")]
    [InlineData("sortBy=meta.created", "c a e b d")]
    public async Task A_list_is_in_the_order_asked_for(string query, string order) =>
        Assert.Equal(order, string.Join(' ', Names(await scim.Get($"/Users?{query}"))));

    [Theory]
    [InlineData("sortBy=nothing")]
    [InlineData("sortBy=userName&sortOrder=sideways")]
    [InlineData("startIndex=x")]
    [InlineData("count=x")]
    public async Task What_makes_no_sense_is_refused(string query) =>
        Assert.Equal(400, (int)(await scim.Get($"/Users?{query}")).Status);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("x")]
    public async Task A_page_by_cursor_holds_at_least_one(string count)
    {
        (await scim.Get($"/Users?cursor=&count={count}")).ExpectError(400, "invalidCount");
        Assert.Equal(5, (int)(await scim.Get("/Users?cursor=&count=100000")).Ok().Json["itemsPerPage"]!);
    }

    [Theory]
    [InlineData("startIndex=1&count=2", 1, "a b")]
    [InlineData("startIndex=3&count=2", 3, "c d")]
    [InlineData("startIndex=5&count=2", 5, "e")]
    [InlineData("startIndex=6&count=2", 6, "")]
    [InlineData("startIndex=0&count=2", 1, "a b")]
    [InlineData("startIndex=-7&count=2", 1, "a b")]
    [InlineData("count=0", 1, "")]
    [InlineData("count=-3", 1, "")]
    [InlineData("count=100000", 1, "a b c d e")]
    public async Task Pages_go_by_index(string query, int start, string names)
    {
        var answer = (await scim.Get($"/Users?sortBy=userName&{query}")).Ok();
        Assert.Equal(names, string.Join(' ', Names(answer)));
        Assert.Equal(5, (int)answer.Json["totalResults"]!);
        Assert.Equal(start, (int)answer.Json["startIndex"]!);
        Assert.Equal(Names(answer).Length, (int)answer.Json["itemsPerPage"]!);
        Assert.Null(answer.Json["nextCursor"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("&sortBy=title")]
    [InlineData("&sortBy=title&sortOrder=descending")]
    [InlineData("&filter=userName%20ne%20%22c%22")]
    public async Task Pages_go_by_cursor_and_show_each_once(string more)
    {
        var whole = Names(await scim.Get($"/Users?{more.TrimStart('&')}"));
        var seen = new List<string>();
        var cursor = "";
        var pages = 0;
        do
        {
            var page = (await scim.Get($"/Users?cursor={cursor}&count=2{more}")).Ok();
            seen.AddRange(Names(page));
            Assert.Null(page.Json["startIndex"]);
            cursor = (string?)page.Json["nextCursor"];
            pages++;
        } while (cursor is not null);
        Assert.Equal(whole, seen);
        Assert.Equal((whole.Length + 1) / 2, pages);
    }

    [Fact]
    public async Task A_cursor_holds_its_place_when_resources_go()
    {
        var first = (await scim.Get("/Users?cursor&count=2&sortBy=userName")).Ok();
        var gone = (string)first.Json["Resources"]![1]!["id"]!;
        await scim.Delete($"/Users/{gone}");
        await scim.Delete($"/Users/{(string)first.Json["Resources"]![0]!["id"]!}");
        var next = await scim.Get($"/Users?cursor={(string)first.Json["nextCursor"]!}&count=2&sortBy=userName");
        Assert.Equal("c d", string.Join(' ', Names(next.Ok())));
    }

    [Fact]
    public async Task A_cursor_is_good_for_its_own_list_only()
    {
        var cursor = (string)(await scim.Get("/Users?cursor&count=2")).Ok().Json["nextCursor"]!;
        (await scim.Get($"/Users?cursor={cursor}&sortBy=userName")).ExpectError(400, "invalidCursor");
        (await scim.Get($"/Groups?cursor={cursor}")).ExpectError(400, "invalidCursor");
        (await scim.Get($"/Users?cursor={cursor[..^2]}xx")).ExpectError(400, "invalidCursor");
        (await scim.Get("/Users?cursor=made-up")).ExpectError(400, "invalidCursor");
        (await (await hub.Open()).Get($"/Users?cursor={cursor}")).ExpectError(400, "invalidCursor");
        (await scim.Get("/Users?cursor&count=x")).ExpectError(400, "invalidCount");
    }

    [Fact]
    public async Task A_list_of_nothing_is_still_a_list()
    {
        var answer = (await scim.List("/Users", "userName eq \"nobody\"")).Ok();
        Assert.Equal("urn:ietf:params:scim:api:messages:2.0:ListResponse", (string)answer.Json["schemas"]![0]!);
        Assert.Equal(0, (int)answer.Json["totalResults"]!);
        Assert.Empty(answer.Json["Resources"]!.AsArray());
    }

    [Fact]
    public async Task A_search_by_post_is_the_same_at_every_level()
    {
        await scim.NewGroup("Guides");
        const string Body = """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"attributes":["userName","displayName"],
             "filter":"userName sw \"a\" or displayName sw \"G\"","sortBy":"userName","startIndex":1,"count":10}
            """;
        var everywhere = (await scim.Post("/.search", Body)).Ok();
        Assert.Equal(2, (int)everywhere.Json["totalResults"]!);
        Assert.Equal(["a", "Guides"], Shown(everywhere));
        Assert.Equal(["a"], Shown((await scim.Post("/Users/.search", Body)).Ok()));
        (await scim.Post("/Groups/.search", Body)).ExpectError(400, "invalidFilter");
        (await scim.Post("/.search", "{}")).ExpectError(400, "invalidSyntax");
        var types = (await scim.Get($"/?filter={Uri.EscapeDataString("meta.resourceType eq \"Group\"")}")).Ok();
        Assert.Equal(1, (int)types.Json["totalResults"]!);

        static string[] Shown(Answer answer) =>
            [.. answer.Json["Resources"]!.AsArray().Select(one => (string)(one!["userName"] ?? one["displayName"])!)];
    }

    [Fact]
    public async Task A_search_over_everything_pages_from_one_type_into_the_next()
    {
        await scim.NewGroup("G1");
        await scim.NewGroup("G2");
        var page = (await scim.Get("/?startIndex=5&count=2")).Ok();
        Assert.Equal(7, (int)page.Json["totalResults"]!);
        Assert.Equal(["User", "Group"], Types(page));
        var seen = new List<string>();
        var cursor = "";
        do
        {
            var next = (await scim.Get($"/?cursor={cursor}&count=1")).Ok();
            seen.AddRange(Types(next));
            cursor = (string?)next.Json["nextCursor"];
        } while (cursor is not null);
        Assert.Equal(["User", "User", "User", "User", "User", "Group", "Group"], seen);

        static string[] Types(Answer answer) =>
            [.. answer.Json["Resources"]!.AsArray().Select(one => (string)one!["meta"]!["resourceType"]!)];
    }

    private static string[] Names(Answer answer) =>
        [.. ((JsonArray)answer.Ok().Json["Resources"]!).Select(user => (string)user!["userName"]!)];
}
