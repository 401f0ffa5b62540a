using Hub.Tests.Hosting;
using Microsoft.Playwright;

namespace Hub.Portal.Browsers;

/// <summary>Somebody with a browser of their own, who remembers what its console complained of.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    public Visitor(IBrowserContext context, IPage page)
    {
        (this.context, Page) = (context, page);
        // Whatever a Content-Security-Policy keeps from happening is an error there.
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                Complain($"{message.Type} at {page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => Complain($"exception at {page.Url}: {error}");
    }

    public IPage Page { get; }

    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (complaints)
                return [.. complaints];
        }
    }

    /// <returns>The answer's status.</returns>
    public async Task<int> Go(string path) => (await Page.GotoAsync(path))!.Status;

    public async Task SignIn(string token)
    {
        await Go("/app/sign-in");
        await Page.GetByLabel("API token").FillAsync(token);
        await Press("Sign in");
    }

    public async Task SignInAsOperator()
    {
        await Go("/app/operator/sign-in");
        await Page.GetByLabel("Operator's token").FillAsync(HubHost.OperatorToken);
        await Press("Sign in");
    }

    /// <summary>A button, by what it says.</summary>
    public Task Press(string name) =>
        Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First.ClickAsync();

    /// <summary>A link of the page, by what it says.</summary>
    public Task Follow(string name) =>
        Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).First.ClickAsync();

    /// <summary>Waits until the page shows the text.</summary>
    public Task Sees(string text) =>
        Assertions.Expect(Page.GetByText(text).First).ToBeVisibleAsync(new() { Timeout = 30_000 });

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private void Complain(string what)
    {
        lock (complaints)
            complaints.Add(what);
    }
}
