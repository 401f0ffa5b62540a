using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Delivery.Templates.Compiling;
using Hub.Delivery.Templates.Writing;

namespace Hub.Benchmarks.Templates;

/// <summary>What a message costs: a shipped template run by the engine, and run as it was compiled.</summary>
internal static class TemplateBenchmark
{
    private const int Messages = 50_000;

    public static async Task<int> Run()
    {
        foreach (var id in new[] { "teams-tickets", "slack-tickets", "generic-tickets" })
        {
            var shipped = ShippedTemplates.Find(id)!;
            var parsed = Scriban.Template.Parse(shipped.Text);
            var interpreted = await Rate(shipped, parsed, compiled: null);
            Report.Line($"{id}, by the engine", interpreted, "messages/s");
            var compiled = await Rate(shipped, parsed, CompiledTemplate.Of(parsed));
            Report.Line($"{id}, compiled", compiled, "messages/s", interpreted, "of the engine");
        }
        return 0;
    }

    private static async Task<Measured> Rate(
        ShippedTemplate shipped,
        Scriban.Template parsed,
        CompiledTemplate? compiled
    )
    {
        var settings = new RenderSettings(shipped.Target, TimeZoneInfo.Utc, Languages.Default);
        var events = TemplateSamples.Of(shipped.Family);
        Render(Messages / 10);
        return await Measured.Of(Messages, () =>
        {
            Render(Messages);
            return Task.CompletedTask;
        });

        void Render(int messages)
        {
            for (var number = 0; number < messages; number++)
            {
                TemplateEvent[] told = [events[number % events.Count]];
                var run = new RenderRun(shipped.Text, parsed, compiled, told, settings, isProven: true);
                if (run.Render().Error is { } error)
                    throw new InvalidOperationException($"{shipped.Id}: {error}");
            }
        }
    }
}
