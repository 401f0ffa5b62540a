using Hub.Delivery.Templates.Compiling;
using Scriban.Syntax;

namespace Hub.Delivery.Templates.Writing;

/// <summary>One message: rendered once, and again with shorter texts where it is too large.</summary>
internal sealed class RenderRun(
    string text,
    Scriban.Template template,
    CompiledTemplate? compiled,
    IReadOnlyList<TemplateEvent> events,
    RenderSettings settings,
    bool isProven
)
{
    private const int MostAttempts = 4;
    private const int MostTries = 8;

    /// <summary>Characters for the notes at the ends of shortened texts.</summary>
    private const int Slack = 40;

    public Rendering Render()
    {
        // A longer text fits nowhere.
        var lengths = new TextLengths(settings.Target.Limit);
        for (var attempt = 1; ; attempt++)
        {
            var rendering = Once(lengths);
            if (rendering.Bytes is not { } bytes)
                return rendering;
            var size = settings.Target.Measure(bytes);
            if (size <= settings.Target.Limit && !(settings.RefuseTooLarge && lengths.WasShortened))
                return Checked(rendering with { Size = size });
            if (settings.RefuseTooLarge || attempt == MostAttempts || Shorter(lengths, bytes, size) is not { } longest)
                return Failed(
                    rendering.Warnings,
                    new(
                        1,
                        1,
                        $"The message has {size} {UnitsOf(bytes, size)}, and {settings.Target.Title} takes {settings.Target.Limit}."
                    ),
                    size
                );
            lengths = new TextLengths(longest);
        }
    }

    private Rendering Once(TextLengths lengths) => Compiled(lengths) ?? Interpreted(lengths);

    /// <returns>Nothing where the engine has to run the template.</returns>
    private Rendering? Compiled(TextLengths lengths)
    {
        if (compiled is null)
            return null;
        lengths.Clear();
        using var output = new JsonOutput(settings, text, lengths);
        var context = RenderContext.Begin(settings);
        if (!compiled.TryRun(events, context, output, new Budget()))
            return null;
        context.End();
        return Written(output, context);
    }

    /// <summary>
    /// Again where time ran out: whoever comes first waits for what is compiled and loaded, as often as anything was, and a machine may
    /// stall once.
    /// </summary>
    private Rendering Interpreted(TextLengths lengths)
    {
        for (var tries = 1; ; tries++)
        {
            var budget = new Budget();
            var rendering = Attempt(lengths, budget);
            if (!budget.IsOutOfTime || tries == MostTries || (tries > 1 && !budget.HasCompiled))
                return rendering;
        }
    }

    private Rendering Attempt(TextLengths lengths, Budget budget)
    {
        lengths.Clear();
        using var output = new JsonOutput(settings, text, lengths);
        var context = RenderContext.Begin(settings);
        try
        {
            context.Interpret(template, events, output, budget);
        }
        catch (ScriptRuntimeException failure)
        {
            return Failed(context.Warnings, Template.At(failure.Span, Sentence(failure)));
        }
        context.End();
        return Written(output, context);
    }

    private Rendering Written(JsonOutput output, RenderContext context) =>
        CompactJson.Of(output.Written, out var at, out var problem) is { } bytes
            ? new(bytes, 0, context.Warnings, null)
            : Failed(context.Warnings, PlaceOf(output.OriginOf(at), $"This is no JSON: {problem}"));

    /// <summary>The longest that texts may be so that the message fits; nothing where they are short already.</summary>
    private int? Shorter(TextLengths lengths, byte[] bytes, int size)
    {
        var units = size / (double)System.Text.Encoding.UTF8.GetCharCount(bytes) * lengths.Expansion;
        return lengths.Without((long)((size - settings.Target.Limit) / units) + Slack);
    }

    private Rendering Checked(Rendering rendering) =>
        !isProven && settings.Target.WhyNot(rendering.Bytes).FirstOrDefault() is { } why
            ? Failed(rendering.Warnings, new(1, 1, why), rendering.Size)
            : rendering;

    private TemplateProblem PlaceOf(int offset, string message)
    {
        var before = text.AsSpan(0, Math.Clamp(offset, 0, text.Length));
        return new(before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'), message);
    }

    private static Rendering Failed(IReadOnlyList<TemplateProblem> warnings, TemplateProblem error, int size = 0) =>
        new(null, size, warnings, error);

    private static string UnitsOf(byte[] bytes, int size) => size == bytes.Length ? "bytes" : "characters";

    private static string Sentence(ScriptRuntimeException failure) =>
        failure.InnerException is InsufficientExecutionStackException
            ? "The template is nested too deep."
            : failure.OriginalMessage;
}
