using Microsoft.Playwright;

namespace Hub.Portal.Browsers;

/// <summary>Pictures of the pages, for people to look at: in the folder that <c>HUB_SCREENSHOTS</c> names, or none.</summary>
internal static class Pictures
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("HUB_SCREENSHOTS");

    public static async Task Take(IPage page, string name)
    {
        if (Folder is { Length: > 0 })
            await page.ScreenshotAsync(
                new() { Path = Path.Combine(Folder, $"{name.ToLowerInvariant()}.png"), FullPage = true }
            );
    }
}
