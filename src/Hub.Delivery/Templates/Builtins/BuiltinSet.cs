using Scriban.Functions;
using Scriban.Runtime;

namespace Hub.Delivery.Templates.Builtins;

/// <summary>
/// All that a template can call: the engine's functions that are safe, and the hub's. One set for all renderings, which nothing
/// can write.
/// </summary>
internal static class BuiltinSet
{
    // Left out: what reads templates, files, clocks, chance or regular expressions, what makes hashes, and what cuts characters in half.

    private static readonly string[] Strings =
        "append capitalize capitalizewords contains downcase empty ends_with equals_ignore_case handleize lstrip pad_left pad_right prepend remove remove_first remove_last replace replace_first rstrip size split starts_with strip strip_newlines to_double to_int to_long upcase whitespace".Split(
            ' '
        );

    private static readonly string[] Lists =
        "add add_range any compact concat contains each filter first join last limit map offset reverse size sort uniq".Split(
            ' '
        );

    private static readonly string[] Numbers =
        "abs ceil divided_by floor format is_number minus modulo plus round times".Split(' ');

    private static readonly string[] Objects = "default has_key has_value keys size typeof values".Split(' ');

    /// <summary>Every group of functions by its name, and every function that needs no group.</summary>
    public static FunctionGroup Shared { get; } = Make();

    private static FunctionGroup Make()
    {
        Dictionary<string, object?> all = new()
        {
            ["empty"] = new BuiltinFunctions()["empty"],
            ["string"] = Group("string", new StringFunctions(), Strings, ("truncate", TextFunctions.Truncate)),
            ["array"] = Group("array", new ArrayFunctions(), Lists),
            ["math"] = Group("math", new MathFunctions(), Numbers),
            ["object"] = Group("object", new ObjectFunctions(), Objects, ("to_json", TextFunctions.Json)),
            ["date"] = new FunctionGroup("date", DateFunctions.All),
        };
        foreach (var (name, function) in TextFunctions.All.Concat(MarkupFunctions.All))
            all[name] = function;
        return new FunctionGroup("", all);
    }

    private static FunctionGroup Group(
        string name,
        ScriptObject all,
        string[] kept,
        params (string Name, Function Function)[] own
    )
    {
        var functions = kept.ToDictionary(static one => one, one => (object?)Known(all, one));
        foreach (var (key, function) in own)
            functions[key] = function;
        return new(name, functions);
    }

    private static object Known(ScriptObject all, string name) =>
        all[name] ?? throw new InvalidOperationException($"The engine has no function '{name}'.");
}
