using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Hub.Portal.Browsers;

/// <summary>
/// What Deque's axe-core finds that keeps people from using a page (WCAG 2.2, A and AA). It is loaded once for each page: the
/// package for Playwright opens a further page each time, for frames that the hub's pages have none of.
/// </summary>
internal static class Axe
{
    private const string Run = """
        async () => {
          const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
          const found = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
          return found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.html} ${node.failureSummary}`));
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    public static async Task<string[]> Faults(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync($"{Script}; null");
        return await page.EvaluateAsync<string[]>(Run);
    }
}
