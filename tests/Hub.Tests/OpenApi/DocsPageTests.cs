using System.Net;
using System.Text.RegularExpressions;
using Hub.Tests.Hosting;

namespace Hub.Tests.OpenApi;

public sealed partial class DocsPageTests(RunningHub hub) : IClassFixture<RunningHub>
{
    [Fact]
    public async Task Whoever_comes_to_the_address_of_the_hub_lands_on_the_page()
    {
        var page = await hub.As().Get("/");

        page.Expect(HttpStatusCode.OK);
        Assert.StartsWith("text/html", page.Header("Content-Type"));
        Assert.Contains("<title>Hub API</title>", page.Text);
    }

    [Fact]
    public async Task Everything_on_the_page_comes_from_the_hub()
    {
        var page = await hub.As().Get("/docs/index.html");
        var parts = Loaded().Matches(page.Text).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(parts);
        Assert.All(parts, part => Assert.DoesNotContain("//", part));
        foreach (var part in parts)
            (await hub.As().Get($"/docs/{part}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_browser_may_load_nothing_else()
    {
        var page = await hub.As().Get("/docs/index.html");

        Assert.StartsWith("default-src 'self'", page.Header("Content-Security-Policy"));
        Assert.DoesNotContain("http", page.Header("Content-Security-Policy"));
    }

    [Fact]
    public async Task The_page_shows_the_document_and_asks_no_validator()
    {
        var script = (await hub.As().Get("/docs/index.js")).Text;

        Assert.Contains("../openapi/v1.json", script);
        Assert.Contains("validatorUrl = null", script);
    }

    [Fact]
    public async Task A_page_of_the_manual_shows_its_drawings_and_says_what_is_on_them()
    {
        var page = (await hub.As().Get("/docs/connector")).Expect(HttpStatusCode.OK).Text;
        var drawings = Drawings().Matches(page);

        Assert.Equal(4, drawings.Count);
        foreach (Match drawing in drawings)
        {
            Assert.True(drawing.Groups["alt"].Value.Length > 20, drawing.Value);
            var shown = await hub.As().Get($"/docs/{drawing.Groups["file"].Value}");
            shown.Expect(HttpStatusCode.OK);
            Assert.Equal("image/svg+xml", shown.Header("Content-Type"));
            Assert.StartsWith("<svg ", shown.Text);
            // What a browser would not load, or read in the dark, is not in them.
            Assert.DoesNotContain("style", shown.Text);
            Assert.DoesNotContain("href", shown.Text);
        }
        (await hub.As().Get("/docs/figures/nothing.svg")).Expect(HttpStatusCode.NotFound);
        (await hub.As().Get("/docs/figures/connector.md")).Expect(HttpStatusCode.NotFound);
    }

    [GeneratedRegex("<img src=\"(?<file>figures/[^\"]+)\" alt=\"(?<alt>[^\"]+)\"")]
    private static partial Regex Drawings();

    [GeneratedRegex("(?:src|href)=\"([^\"]+)\"")]
    private static partial Regex Loaded();
}

internal static class Visitors
{
    /// <summary>Somebody without a token.</summary>
    public static HubClient As(this RunningHub hub) => hub.Host.As(null);
}
