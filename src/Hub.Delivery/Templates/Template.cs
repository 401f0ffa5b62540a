using System.Diagnostics.CodeAnalysis;
using Hub.Delivery.Templates.Compiling;
using Hub.Delivery.Templates.Writing;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Hub.Delivery.Templates;

/// <summary>Where in a template something is, and what it is.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
public sealed record TemplateProblem(int Line, int Column, string Message);

/// <summary>A template's text, parsed once: it never changes and may be rendered by many threads at once.</summary>
public sealed class Template
{
    /// <summary>Characters that a template may have.</summary>
    public const int MaxLength = 32 * 1024;

    private const int MostProblems = 20;

    private readonly string text;
    private readonly Scriban.Template parsed;

    private readonly CompiledTemplate? compiled;

    private Template(string text, Scriban.Template parsed, CompiledTemplate? compiled) =>
        (this.text, this.parsed, this.compiled) = (text, parsed, compiled);

    /// <param name="text">The template.</param>
    /// <param name="template">Nothing when it does not parse.</param>
    /// <param name="problems">The first of what keeps it from that, at most 20.</param>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Template? template,
        out IReadOnlyList<TemplateProblem> problems
    )
    {
        template = null;
        if (text.Length > MaxLength)
        {
            problems = [new(1, 1, $"A template has at most {MaxLength} characters; this one has {text.Length}.")];
            return false;
        }
        var parsed = Scriban.Template.Parse(text);
        problems = parsed.HasErrors
            ?
            [
                .. parsed
                    .Messages.Where(static one => one.Type == ParserMessageType.Error)
                    .Take(MostProblems)
                    .Select(static one => At(one.Span, one.Message)),
            ]
            : OpenBraces.Of(text);
        if (problems.Count > 0)
            return false;
        template = new Template(text, parsed, CompiledTemplate.Of(parsed));
        return true;
    }

    /// <summary>
    /// Whether its messages are known to keep to the target's rules, whatever the events: they are not looked through once more. The
    /// shipped ones are; tests hold them to it.
    /// </summary>
    internal bool IsProven { get; init; }

    /// <summary>The same, proven.</summary>
    internal Template Proven() => new(text, parsed, compiled) { IsProven = true };

    /// <summary>Renders one event, or several into one message. Never throws for what a template does.</summary>
    public Rendering Render(IReadOnlyList<TemplateEvent> events, RenderSettings settings) =>
        new RenderRun(text, parsed, compiled, events, settings, IsProven).Render();

    internal static TemplateProblem At(SourceSpan span, string message) =>
        new(Math.Max(0, span.Start.Line) + 1, Math.Max(0, span.Start.Column) + 1, message);
}

/// <summary>What a template made of events.</summary>
/// <param name="Bytes">The exact body, compact JSON; absent where it failed.</param>
/// <param name="Size">In the units of the target's limit.</param>
/// <param name="Warnings">Unknown names, shortened texts and the like.</param>
/// <param name="Error">Why there is no body.</param>
public sealed record Rendering(
    byte[]? Bytes,
    int Size,
    IReadOnlyList<TemplateProblem> Warnings,
    TemplateProblem? Error
);
