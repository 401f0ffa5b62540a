using Hub.Tests.Hosting;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Hub.Portal.Browsers.Site))]

namespace Hub.Portal.Browsers;

/// <summary>A hub where something of everything is, and one browser that looks at it; both for all tests.</summary>
public sealed class Site : IAsyncLifetime
{
    private HubHost? host;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private string? session;
    private string? operators;
    private string? whyNot;

    internal HubHost Host => host!;

    internal SampleOrganization Samples { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (var program, whyNot) = await Chromium.Find();
        if (program is null)
            return;
        host = await HubHost.Start("--Delivery:AllowInsecureTargets=true");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Chromium.Flags });
        Samples = await SampleOrganization.In(host);
        session = await NewSession(HubHost.FirstToken);
        await using var visitor = await Visit(null);
        await visitor.SignInAsOperator();
        operators = await visitor.Page.Context.StorageStateAsync();
    }

    /// <summary>A visitor who has signed in with the first token, which may do everything.</summary>
    internal Task<Visitor> SignedIn() => Visit(session);

    internal Task<Visitor> Visit(Looker looker) =>
        Visit(
            looker switch
            {
                Looker.Member => session,
                Looker.Operator => operators,
                _ => null,
            }
        );

    internal Task<Visitor> SignedInWithoutScripts() => Visit(session, hasScripts: false);

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        if (Samples is not null)
            await Samples.DisposeAsync();
        if (host is not null)
            await host.DisposeAsync();
    }

    private async Task<Visitor> Visit(string? state, bool hasScripts = true)
    {
        Assert.SkipWhen(whyNot is not null, whyNot ?? "");
        var context = await browser!.NewContextAsync(
            new()
            {
                BaseURL = Host.Http.BaseAddress!.ToString(),
                StorageState = state,
                JavaScriptEnabled = hasScripts,
                Locale = "en-GB",
                TimezoneId = "Europe/Berlin",
                Permissions = ["clipboard-read", "clipboard-write"],
            }
        );
        return new Visitor(context, await context.NewPageAsync());
    }

    private async Task<string> NewSession(string token)
    {
        await using var visitor = await Visit(null);
        await visitor.SignIn(token);
        return await visitor.Page.Context.StorageStateAsync();
    }
}
