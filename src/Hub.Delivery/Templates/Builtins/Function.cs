using Hub.Delivery.Templates.Writing;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Hub.Delivery.Templates.Builtins;

/// <summary>A function of the hub's own.</summary>
/// <param name="parameters">Those that may be left out have a default.</param>
internal sealed class Function(Func<RenderContext, ScriptArray, object?> call, params ScriptParameterInfo[] parameters)
    : IScriptCustomFunction
{
    public int RequiredParameterCount { get; } = parameters.Count(static one => !one.HasDefaultValue);

    public int ParameterCount => parameters.Length;

    public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

    public Type ReturnType => typeof(object);

    public ScriptParameterInfo GetParameterInfo(int index) =>
        index < parameters.Length ? parameters[index] : new ScriptParameterInfo(typeof(object), "");

    public object? Invoke(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) => call((RenderContext)context, arguments);

    public ValueTask<object?> InvokeAsync(
        TemplateContext context,
        ScriptNode? callerContext,
        ScriptArray arguments,
        ScriptBlockStatement? blockStatement
    ) => ValueTask.FromResult(Invoke(context, callerContext, arguments, blockStatement));

    public static ScriptParameterInfo Any(string name) => new(typeof(object), name);

    public static ScriptParameterInfo Text(string name) => new(typeof(string), name);

    public static ScriptParameterInfo Text(string name, string absent) => new(typeof(string), name, absent);

    public static ScriptParameterInfo Integer(string name) => new(typeof(int), name);

    public static ScriptParameterInfo Integer(string name, int absent) => new(typeof(int), name, absent);
}
