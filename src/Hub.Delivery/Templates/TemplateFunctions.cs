using Hub.Delivery.Templates.Builtins;
using Scriban.Runtime;

namespace Hub.Delivery.Templates;

/// <summary>A function that every template may call.</summary>
/// <param name="Name">With its group where it needs one, as in <c>string.upcase</c>.</param>
/// <param name="Takes">What its parameters are called, separated by blanks; what may be left out is in brackets.</param>
public sealed record TemplateFunction(string Name, string Takes);

/// <summary>All that a template can call.</summary>
public static class TemplateFunctions
{
    public static IReadOnlyList<TemplateFunction> All { get; } =
    [.. Of(BuiltinSet.Shared, "").OrderBy(static one => one.Name, StringComparer.Ordinal)];

    private static IEnumerable<TemplateFunction> Of(FunctionGroup group, string prefix) =>
        group.SelectMany(entry =>
            entry.Value switch
            {
                FunctionGroup inner => Of(inner, $"{entry.Key}."),
                IScriptFunctionInfo function => [new(prefix + entry.Key, ParametersOf(function))],
                _ => Array.Empty<TemplateFunction>(),
            }
        );

    private static string ParametersOf(IScriptFunctionInfo function) =>
        string.Join(
            ' ',
            Enumerable
                .Range(0, function.ParameterCount)
                .Select(function.GetParameterInfo)
                .Select(static one => one.HasDefaultValue ? $"[{one.Name}]" : one.Name)
        );
}
