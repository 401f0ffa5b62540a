using System.Net;
using System.Text.RegularExpressions;
using Hub.Tests.Hosting;

namespace Hub.Tests.Portal;

/// <summary>The operator's pages: theirs alone.</summary>
public sealed partial class OperatorPageTests(HubWithPages hub) : IClassFixture<HubWithPages>
{
    private const string SignIn = "/app/operator/sign-in";

    [Fact]
    public async Task Nobody_else_sees_them_and_the_operator_sees_nothing_of_an_organization()
    {
        using var member = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        using var operators = await SignedIn();

        foreach (var path in new[] { "/app/operator", "/app/operator/health" })
        {
            Assert.Equal(SignIn, (await member.Get(path)).Expect(HttpStatusCode.Redirect).Header("Location"));
            (await operators.Get(path)).Expect(HttpStatusCode.OK);
        }
        Assert.StartsWith("/app/sign-in", (await operators.Get("/app/tickets")).Header("Location"));
        Assert.Equal("/app/operator", operators.Cookies.GetAllCookies().Single(one => one.Name == "hub-operator").Path);
        await operators.Send("/app/operator", "/app/operator/sign-out");
        (await operators.Get("/app/operator")).Expect(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Neither_another_token_nor_a_form_from_elsewhere_does_anything()
    {
        using var stranger = new Browser(hub.Host);
        using var operators = await SignedIn();

        (await stranger.Send(SignIn, SignIn, ("token", HubHost.FirstToken))).Expect(HttpStatusCode.UnprocessableEntity);
        (await stranger.Get("/app/operator")).Expect(HttpStatusCode.Redirect);
        (await operators.Post("/app/operator", ("name", "Sneaky"))).Expect(HttpStatusCode.BadRequest);
        Assert.Empty((await hub.Host.Operator.Get("/api/v1/operator/organizations?q=Sneaky")).Items);
    }

    [Fact]
    public async Task A_prefix_that_is_taken_keeps_the_name_that_was_put_in()
    {
        using var operators = await SignedIn();

        var refused = await operators.Send(
            "/app/operator",
            "/app/operator",
            ("name", "Another house"),
            ("prefix", "OTHER")
        );

        Assert.Contains("value=\"Another house\"", refused.Expect(HttpStatusCode.Conflict).Text);
        Assert.Contains("OTHER", refused.Text);
    }

    [Fact]
    public async Task Without_an_operator_s_token_nobody_signs_in()
    {
        await using var host = await HubHost.Start("--Hub:OperatorToken=");
        using var browser = new Browser(host);

        Assert.Contains("Hub:OperatorToken", (await browser.Get(SignIn)).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(SignIn, (await browser.Get("/app/operator")).Expect(HttpStatusCode.Redirect).Header("Location"));
    }

    [Fact]
    public async Task The_operator_makes_and_revokes_tokens_of_an_organization_and_its_audit_log_says_so()
    {
        using var operators = await SignedIn();
        using var member = await Browser.SignedIn(hub.Host, HubHost.FirstToken);
        var id = (string)(await hub.Neighbour.Get("/api/v1/organization")).Data["id"]!;
        var tokens = $"/app/operator/organizations/{id}/tokens";

        Assert.Contains(
            $"<span class=\"muted\">{hub.Neighbour.Token!.Split('|')[0]}</span>",
            (await operators.Get(tokens)).Expect(HttpStatusCode.OK).Text
        );
        var made = await operators.Send(tokens, tokens, ("name", "Rescue"), ("abilities", "tickets:read"));
        var token = WebUtility.HtmlDecode(Secret().Match(made.Expect(HttpStatusCode.OK).Text).Groups[1].Value);
        var rescued = hub.Host.As(token);
        (await rescued.ListTickets()).Expect(HttpStatusCode.OK);
        (await rescued.Get("/api/v1/tokens")).ExpectProblem(HttpStatusCode.Forbidden, "missing_scope");
        Assert.Contains("Rescue", (await operators.Get(tokens)).Text);

        (await operators.Send(tokens, $"{tokens}/{token.Split('|')[0]}/revoke")).Expect(HttpStatusCode.Redirect);
        (await rescued.ListTickets()).ExpectProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        var told = (await hub.Neighbour.Get("/api/v1/audit-log?subject_type=token&actor=operator:operator")).Items;
        Assert.Equal(["deleted", "created"], told.Select(one => (string)one!["action"]!));

        Assert.Contains(
            "Choose what the token may do",
            (await operators.Send(tokens, tokens, ("name", "Careless"))).Expect(HttpStatusCode.UnprocessableEntity).Text
        );
        (await operators.Post(tokens, ("name", "Sneaky"), ("all", "on"))).Expect(HttpStatusCode.BadRequest);
        (await member.Get(tokens)).Expect(HttpStatusCode.Redirect);
        (await operators.Get($"/app/operator/organizations/{Guid.NewGuid()}/tokens")).Expect(HttpStatusCode.NotFound);
        // Another organization's token is none of this one's.
        (await operators.Send(tokens, $"{tokens}/{HubHost.FirstToken.Split('|')[0]}/revoke")).Expect(
            HttpStatusCode.NotFound
        );
        (await hub.Admin.ListTickets()).Expect(HttpStatusCode.OK);
    }

    [GeneratedRegex("id=\"secret\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Secret();

    private async Task<Browser> SignedIn()
    {
        var browser = new Browser(hub.Host);
        (await browser.Send(SignIn, SignIn, ("token", HubHost.OperatorToken))).Expect(HttpStatusCode.Redirect);
        return browser;
    }
}
