using Microsoft.Playwright;

namespace Hub.Portal.Browsers;

/// <summary>
/// Pictures of the pages, for people to look at: all of them whole in the folder that <c>HUB_SCREENSHOTS</c> names, and those of the
/// manual as a screen shows them in the one that <c>HUB_MANUAL_PICTURES</c> names (docs/portal). Without these there are none.
/// </summary>
internal static class Pictures
{
    private static readonly string? All = Environment.GetEnvironmentVariable("HUB_SCREENSHOTS");
    private static readonly string? Manual = Environment.GetEnvironmentVariable("HUB_MANUAL_PICTURES");

    private static readonly Dictionary<string, string> OfTheManual = new()
    {
        ["start-1280-light"] = "start",
        ["webhook-390-dark"] = "webhook-phone",
        ["template-edit-1280-light"] = "template",
        ["connector-1280-light"] = "connector",
    };

    public static async Task Take(IPage page, string name)
    {
        var called = name.ToLowerInvariant();
        if (All is { Length: > 0 })
            await page.ScreenshotAsync(new() { Path = Path.Combine(All, $"{called}.png"), FullPage = true });
        if (Manual is { Length: > 0 } && OfTheManual.TryGetValue(called, out var picture))
            await page.ScreenshotAsync(new() { Path = Path.Combine(Manual, $"{picture}.png") });
    }
}
