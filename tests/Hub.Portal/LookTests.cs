using Microsoft.Playwright;

namespace Hub.Portal.Browsers;

/// <summary>What holds of every page, in light and dark, from a telephone to a wide screen.</summary>
public sealed class LookTests(Site site)
{
    private static readonly int[] Widths = [390, 1280, 1920];

    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    public static TheoryData<string> Names => [.. Pages.All.Select(page => page.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Everybody_can_use_the_page(string name)
    {
        var shown = Pages.All.Single(page => page.Name == name);
        await using var visitor = await site.Visit(shown.By);
        var faults = new List<string>();

        Assert.Equal(shown.Status, await visitor.Go(site.Samples.Fill(shown.Path)));
        foreach (var width in Widths)
        {
            await visitor.Page.SetViewportSizeAsync(width, 900);
            if (await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"))
                faults.Add($"{width}: wider than the screen");
            foreach (var scheme in Schemes)
            {
                await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await Pictures.Take(visitor.Page, $"{name}-{width}-{scheme}");
                // A wide screen shows nothing in other colours than a desk.
                if ((width, scheme) is (1280, ColorScheme.Dark) or (1920, ColorScheme.Light))
                    continue;
                faults.AddRange((await Axe.Faults(visitor.Page)).Select(fault => $"{width} {scheme} {fault}"));
            }
        }

        Assert.Equal([], faults);
        // The browser itself says of a page that it is not there.
        Assert.Equal(
            [],
            visitor.Complaints.Where(complaint => shown.Status == 200 || !complaint.Contains($"{shown.Status}"))
        );
    }
}
