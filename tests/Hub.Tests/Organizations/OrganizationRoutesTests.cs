using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Organizations;

/// <summary>The operator opens organizations and looks them up.</summary>
public sealed class OrganizationRoutesTests(RunningHub hub) : IClassFixture<RunningHub>
{
    private const string Path = "/api/v1/operator/organizations";

    private HubClient Operator => hub.Host.Operator;

    [Fact]
    public async Task What_is_opened_has_departments_a_token_with_all_scopes_and_nothing_of_others()
    {
        await hub.Admin.NewTicket();

        var created = (await Open(new { name = "Globex", prefix = "GLX" })).Expect(HttpStatusCode.Created);

        Assert.Equal("Globex", (string)created.Data["name"]!);
        Assert.False((bool)created.Data["suspended"]!);
        Assert.Equal("no-store", created.Header("Cache-Control"));
        Assert.Equal($"{Path}/{created.Data["id"]}", new Uri(created.Header("Location")!).AbsolutePath);
        var first = hub.Host.As((string)created.Json["token"]!);
        Assert.Equal(3, (await first.Get("/api/v1/departments")).Items.Count);
        Assert.Empty((await first.ListTickets()).Items);
        var number = (long)(await first.Get("/api/v1/organization")).Data["number"]!;
        Assert.NotEqual(number, (long)(await hub.Admin.Get("/api/v1/organization")).Data["number"]!);
        Assert.Equal(number, (long)created.Data["number"]!);
        (await first.CreateToken(new { name = "Another" })).Expect(HttpStatusCode.Created);
        var ticket = await first.CreateTicket();
        Assert.StartsWith("GLX-", (string)ticket.Expect(HttpStatusCode.Created).Data["code"]!);
    }

    [Theory]
    [InlineData("Initech Ltd", "INITECHLTD")]
    [InlineData("Ümläut 3000", "MLUT3000")]
    public async Task Without_a_prefix_the_name_gives_one(string name, string prefix) =>
        Assert.Equal(prefix, (string)(await Open(new { name })).Expect(HttpStatusCode.Created).Data["prefix"]!);

    [Fact]
    public async Task What_does_not_hold_is_named()
    {
        (await Open(new { })).ExpectInvalid("name");
        (await Open(new { name = "Ü" })).ExpectInvalid("prefix");
        (await Open(new { name = "Fine", prefix = "small" })).ExpectInvalid("prefix");
        (await Open(new { name = "Fine", prefix = "ELEVENCHARS" })).ExpectInvalid("prefix");
        (await Open(new { name = new string('x', 101) })).ExpectInvalid("name");
    }

    [Fact]
    public async Task A_prefix_is_one_organizations_alone()
    {
        (await Open(new { name = "First", prefix = "TWICE" })).Expect(HttpStatusCode.Created);

        (await Open(new { name = "Second", prefix = "TWICE" })).ExpectProblem(HttpStatusCode.Conflict, "prefix_taken");
        (await Open(new { name = "Third", prefix = "ACME" })).ExpectProblem(HttpStatusCode.Conflict, "prefix_taken");
        Assert.Single((await List("prefix=TWICE")).Items);
    }

    [Fact]
    public async Task There_are_no_more_than_there_may_be()
    {
        await using var small = await HubHost.Start("--Limits:Organizations=2");
        (await small.Operator.Send(HttpMethod.Post, Path, new { name = "Second" })).Expect(HttpStatusCode.Created);

        (await small.Operator.Send(HttpMethod.Post, Path, new { name = "Third" })).ExpectProblem(
            HttpStatusCode.Conflict,
            "limit_reached"
        );
    }

    [Fact]
    public async Task Lists_find_them_by_name_prefix_and_state()
    {
        var one = await Opened("Searched One", "SONE");
        await Opened("Searched Two", "STWO");
        await Act(one, "suspend");

        Assert.Equal(["Searched One", "Searched Two"], await Names("q=sEARCHED"));
        Assert.Equal(["Searched One"], await Names("q=searched&suspended=true"));
        Assert.Equal(["Searched Two"], await Names("q=searched&suspended=false"));
        Assert.Equal(["Searched Two"], await Names("prefix=STWO"));
        Assert.Equal(["Searched Two"], await Names("q=searched&per_page=1&page=2"));
        Assert.Contains("Acme", await Names("per_page=100"));
    }

    [Fact]
    public async Task One_that_is_not_there_is_named_as_missing()
    {
        var nowhere = $"{Path}/{Guid.NewGuid()}";

        (await Operator.Get(nowhere)).ExpectProblem(HttpStatusCode.NotFound, "organization_not_found");
        (await Operator.Get($"{Path}/abc")).ExpectProblem(HttpStatusCode.NotFound, "organization_not_found");
        (await Operator.Send(HttpMethod.Post, $"{nowhere}/suspend", null)).ExpectProblem(
            HttpStatusCode.NotFound,
            "organization_not_found"
        );
    }

    private Task<Answer> Open(object body) => Operator.Send(HttpMethod.Post, Path, body);

    private Task<Answer> List(string query) => Operator.Get($"{Path}?{query}");

    private async Task<string> Opened(string name, string prefix) =>
        (string)(await Open(new { name, prefix })).Expect(HttpStatusCode.Created).Data["id"]!;

    private async Task Act(string id, string verb) =>
        (await Operator.Send(HttpMethod.Post, $"{Path}/{id}/{verb}", null)).Expect(HttpStatusCode.OK);

    private async Task<IEnumerable<string>> Names(string query) =>
        (await List(query)).Items.Select(one => (string)one!["name"]!);
}
