using System.Diagnostics.CodeAnalysis;

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

    /// <param name="text">The template.</param>
    /// <param name="template">Nothing when it does not parse.</param>
    /// <param name="problems">The first of what keeps it from that, at most 20.</param>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Template? template,
        out IReadOnlyList<TemplateProblem> problems
    ) => throw new NotImplementedException();

    /// <summary>Renders one event, or several into one message. Never throws for what a template does.</summary>
    public Rendering Render(IReadOnlyList<TemplateEvent> events, RenderSettings settings) =>
        throw new NotImplementedException();
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
