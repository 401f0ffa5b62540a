using System.Net;
using Hub.Tests.Hosting;

namespace Hub.Tests.Portal;

/// <summary>The operator's pages: theirs alone.</summary>
public sealed class OperatorPageTests(HubWithPages hub) : IClassFixture<HubWithPages>
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
        (await operators.Post("/app/operator/organizations", ("name", "Sneaky"))).Expect(HttpStatusCode.BadRequest);
        Assert.Empty((await hub.Host.Operator.Get("/api/v1/operator/organizations?q=Sneaky")).Items);
    }

    [Fact]
    public async Task A_prefix_that_is_taken_keeps_the_name_that_was_put_in()
    {
        using var operators = await SignedIn();

        var refused = await operators.Send(
            "/app/operator",
            "/app/operator/organizations",
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

    private async Task<Browser> SignedIn()
    {
        var browser = new Browser(hub.Host);
        (await browser.Send(SignIn, SignIn, ("token", HubHost.OperatorToken))).Expect(HttpStatusCode.Redirect);
        return browser;
    }
}
