using Hub.Delivery.Templates;
using Hub.Delivery.Templates.Compiling;
using Hub.Delivery.Templates.Writing;
using Scriban.Syntax;

namespace Hub.Delivery.Tests.Templates;

/// <summary>What a template writes, and what is said of it, by the engine and by what was compiled of it.</summary>
internal sealed record Run(string Text, IReadOnlyList<TemplateProblem> Warnings)
{
    private const int MostTries = 20;

    /// <summary>Nothing where the template fails.</summary>
    public static Run? Interpreted(Scriban.Template template, TemplateEvent[] events, RenderSettings settings) =>
        Of(settings, (context, output, budget) =>
        {
            try
            {
                context.Interpret(template, events, output, budget);
                return true;
            }
            catch (ScriptRuntimeException)
            {
                return false;
            }
        });

    /// <summary>Nothing where the run is given up.</summary>
    public static Run? Compiled(CompiledTemplate template, TemplateEvent[] events, RenderSettings settings) =>
        Of(settings, (context, output, budget) => template.TryRun(events, context, output, budget));

    /// <summary>Again where only time ran out: a busy machine does that to any template.</summary>
    private static Run? Of(RenderSettings settings, Func<RenderContext, JsonOutput, Budget, bool> run)
    {
        for (var tries = 1; ; tries++)
        {
            using var output = new JsonOutput(settings, "", new TextLengths(settings.Target.Limit));
            var context = RenderContext.Begin(settings);
            var budget = new Budget();
            if (run(context, output, budget))
                return new(output.Written.ToString(), context.Warnings);
            if (!budget.IsOutOfTime || tries == MostTries)
                return null;
        }
    }

    public bool Equals(Run? other) => other is not null && Text == other.Text && Warnings.SequenceEqual(other.Warnings);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
