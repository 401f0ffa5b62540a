using System.Globalization;
using Hub.Delivery.Templates.Binding;
using Hub.Delivery.Templates.Builtins;
using Hub.Delivery.Templates.Markup;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Hub.Delivery.Templates.Writing;

/// <summary>
/// One rendering: what it sees, where it writes, how much it may do, and what is to be said of it. Each thread goes on with the
/// engine's context of its last one, whose making costs as much as a rendering.
/// </summary>
internal sealed class RenderContext : TemplateContext
{
    private const int MostWarnings = 20;
    private const int LongestText = 256 * 1024;

    [ThreadStatic]
    private static RenderContext? idle;

    private JsonOutput output = null!;
    private Budget budget = null!;
    private List<TemplateProblem>? warnings;
    private ScriptNode? statement;

    private RenderContext()
        : base(BuiltinSet.Shared)
    {
        AutoIndent = false;
        NewLine = "\n";
        LoopLimit = 1000;
        RecursiveLimit = 30;
        ObjectRecursionLimit = 16;
        LimitToString = LongestText;
        OutputLimit = CharBuffer.Limit;
        OnStringLimit = ScriptLimitBehavior.Throw;
        OnOutputLimit = ScriptLimitBehavior.Throw;
        RegexTimeOut = TimeSpan.FromMilliseconds(20);
        EnableRelaxedTargetAccess = true;
        EnableNullIndexer = true;
        TryGetVariable = UnknownVariable;
        TryGetMember = UnknownMember;
    }

    public RenderSettings Settings { get; private set; } = null!;

    public LanguageWords Words { get; private set; } = null!;

    public IReadOnlyList<TemplateProblem> Warnings => warnings ?? (IReadOnlyList<TemplateProblem>)[];

    /// <summary>A context for a rendering on this thread, which knows of no other one.</summary>
    public static RenderContext Begin(RenderSettings settings)
    {
        var context = idle ?? new RenderContext();
        idle = null;
        (context.warnings, context.statement) = (null, null);
        (context.Settings, context.Words) = (settings, LanguageTable.Of(settings.Language));
        return context;
    }

    /// <summary>
    /// The rendering went through: the thread's next one may have the context. One that failed may be halfway through anything, and
    /// is left to the collector.
    /// </summary>
    public void End()
    {
        Reset();
        idle = this;
    }

    /// <summary>What is being done, for warnings to say where they come from.</summary>
    public void At(ScriptNode node) => statement = node;

    /// <summary>Has the engine run the template.</summary>
    /// <exception cref="ScriptRuntimeException">What it does cannot be done, or is more than it may.</exception>
    public void Interpret(
        Scriban.Template template,
        IReadOnlyList<TemplateEvent> events,
        JsonOutput written,
        Budget limits
    )
    {
        (output, budget) = (written, limits);
        var globals = new ScriptObject(4);
        globals.SetValue("event", events.Count == 0 ? null : events[0].View, readOnly: true);
        globals.SetValue("events", new EventsView(events), readOnly: true);
        PushGlobal(globals);
        PushOutput(written);
        if (template.Page is { } page && Evaluate(page, false) is { } result)
            Write(page.Span, result);
        PopOutput();
        PopGlobal();
    }

    /// <summary>Says something about the place that is being rendered.</summary>
    public void Warn(string message) => Warn((statement ?? CurrentNode)?.Span ?? default, message);

    public void Warn(SourceSpan span, string message)
    {
        var warning = new TemplateProblem(span.Start.Line + 1, span.Start.Column + 1, message);
        warnings ??= [];
        if (warnings.Count < MostWarnings && !warnings.Contains(warning))
            warnings.Add(warning);
    }

    /// <summary>What a value reads as inside a text.</summary>
    public string TextOf(object? value) =>
        value switch
        {
            null => "",
            string text => text,
            IFormattable number when value.GetType().IsPrimitive || value is decimal => number.ToString(
                null,
                CultureInfo.InvariantCulture
            ),
            JsonValue json => JsonValues.TextOf(json.Value, this),
            SafeMarkup markup => markup.ToString(),
            _ => ObjectToString(value) ?? "",
        };

    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        if (scriptNode is null)
            return null;
        if (budget.Step() is { } exhausted)
            throw new ScriptRuntimeException(scriptNode.Span, exhausted);
        if (scriptNode is ScriptExpressionStatement)
            statement = scriptNode;
        return base.Evaluate(scriptNode, aliasReturnedFunction);
    }

    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        if (Output != output)
            return base.Write(span, textAsObject);
        output.WriteValue(textAsObject, this);
        return this;
    }

    public override string? ObjectToString(object? value, bool nested = false)
    {
        switch (value)
        {
            case SafeMarkup markup:
                Warn("What makes markup was joined with other text and lost it: give it braces of its own.");
                return markup.ToString();
            case ObjectView or ListView:
                return value.ToString();
            case JsonValue json:
                return JsonValues.TextOf(json.Value, this);
            default:
                return base.ObjectToString(value, nested);
        }
    }

    private bool UnknownVariable(TemplateContext context, SourceSpan span, ScriptVariable variable, out object? value)
    {
        value = null;
        Warn(span, $"Nothing is called `{variable.Name}` here.");
        return true;
    }

    private bool UnknownMember(
        TemplateContext context,
        SourceSpan span,
        object target,
        string member,
        out object? value
    )
    {
        value = null;
        switch (target)
        {
            case ObjectView view when !view.Name.Knows(member):
                Warn(span, $"`{view.Name.Path}` has nothing called `{member}`.");
                break;
            case FunctionGroup group:
                Warn(span, $"`{group.Name}` has no function called `{member}`.");
                break;
        }
        return true;
    }
}
