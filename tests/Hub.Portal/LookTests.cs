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

        // Each theme in a window of its own, so that both are looked at at once.
        var faults = await Task.WhenAll(Schemes.Select(scheme => FaultsOf(shown, scheme)));

        Assert.Equal([], faults.SelectMany(static of => of));
    }

    private async Task<List<string>> FaultsOf(Shown shown, ColorScheme scheme)
    {
        await using var visitor = await site.Visit(shown.By);
        var faults = new List<string>();
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        Assert.Equal(shown.Status, await visitor.Go(site.Samples.Fill(shown.Path)));
        foreach (var width in Widths)
        {
            await visitor.Page.SetViewportSizeAsync(width, 900);
            if (await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"))
                faults.Add($"{width}: wider than the screen");
            await Pictures.Take(visitor.Page, $"{shown.Name}-{width}-{scheme}");
            faults.AddRange((await Axe.Faults(visitor.Page)).Select(fault => $"{width} {scheme} {fault}"));
        }
        // The browser itself says of a page that it is not there.
        faults.AddRange(
            visitor.Complaints.Where(complaint => shown.Status == 200 || !complaint.Contains($"{shown.Status}"))
        );
        return faults;
    }
}
