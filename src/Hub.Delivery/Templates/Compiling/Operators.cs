using Scriban.Syntax;

namespace Hub.Delivery.Templates.Compiling;

/// <summary>What operators make of two values: of texts at once, of all else as the engine has it.</summary>
internal static class Operators
{
    /// <summary>Characters of a joined text from which on the engine looks at its limits.</summary>
    private const int LongText = 16 * 1024;

    public static readonly object True = true;
    public static readonly object False = false;

    public static object Of(bool value) => value ? True : False;

    public static bool AreEqual(Frame frame, object? left, object? right) =>
        left is string one && right is string other
            ? one == other
            : Ask(frame, ScriptBinaryOperator.CompareEqual, left, right) is true;

    public static object? Join(Frame frame, object? left, object? right) =>
        left is string one && right is string other && one.Length + other.Length < LongText
            ? one + other
            : Ask(frame, ScriptBinaryOperator.Add, left, right);

    public static object? Ask(Frame frame, ScriptBinaryOperator @operator, object? left, object? right) =>
        ScriptBinaryExpression.Evaluate(frame.Context, default, @operator, left, right);
}
