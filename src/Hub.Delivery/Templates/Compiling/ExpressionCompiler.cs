using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Hub.Delivery.Templates.Compiling;

/// <summary>Makes delegates of expressions.</summary>
internal sealed class ExpressionCompiler(Names names)
{
    /// <summary>Whether a value counts as yes: all that is there does, but for a no.</summary>
    public static bool IsTrue(object? value) => value is bool flag ? flag : value is not (null or EmptyScriptObject);

    public Value Of(ScriptExpression? expression) => names.Inside(() => Made(expression));

    private Value Made(ScriptExpression? expression) =>
        expression switch
        {
            ScriptLiteral { Value: var value } => _ => value,
            ScriptVariable variable => names.Read(variable),
            ScriptMemberExpression { Target: { } target, Member: { } member } => Member(Of(target), member),
            ScriptIndexerExpression { Target: { } target, Index: { } index } => Indexed(
                Of(target),
                Of(index),
                index.Span
            ),
            ScriptNestedExpression { Expression: var inner } => Of(inner),
            ScriptPipeCall pipe => new CallCompiler(names, this).Of(pipe),
            ScriptFunctionCall call => new CallCompiler(names, this).Of(call),
            ScriptBinaryExpression binary => Binary(binary),
            ScriptUnaryExpression { Operator: ScriptUnaryOperator.Not, Right: var right } => Not(Of(right)),
            ScriptConditionalExpression choice => Choice(choice),
            ScriptArrayInitializerExpression list => List([.. list.Values.Select(Of)]),
            ScriptObjectInitializerExpression members => Object(members),
            _ => throw new NotCompiledException(),
        };

    private static Value Member(Value target, ScriptVariable member)
    {
        var (name, span) = (member.Name, member.Span);
        return frame => Members.Named(frame, target(frame), name, span);
    }

    private static Value Indexed(Value target, Value index, SourceSpan span) =>
        frame => Members.Indexed(frame, target(frame), index(frame), span);

    private static Value Not(Value value) => frame => Operators.Of(!IsTrue(value(frame)));

    private Value Binary(ScriptBinaryExpression binary)
    {
        var (left, right, @operator) = (Of(binary.Left), Of(binary.Right), binary.Operator);
        return @operator switch
        {
            ScriptBinaryOperator.And => frame => Operators.Of(IsTrue(left(frame)) && IsTrue(right(frame))),
            ScriptBinaryOperator.Or => frame => Operators.Of(IsTrue(left(frame)) || IsTrue(right(frame))),
            ScriptBinaryOperator.CompareEqual => frame =>
                Operators.Of(Operators.AreEqual(frame, left(frame), right(frame))),
            ScriptBinaryOperator.Add => frame => Operators.Join(frame, left(frame), right(frame)),
            _ => frame => Operators.Ask(frame, @operator, left(frame), right(frame)),
        };
    }

    private Value Choice(ScriptConditionalExpression choice)
    {
        var (condition, then, otherwise) = (Of(choice.Condition), Of(choice.ThenValue), Of(choice.ElseValue));
        return frame => (IsTrue(condition(frame)) ? then : otherwise)(frame);
    }

    private static Value List(Value[] values) =>
        frame =>
        {
            var list = new ScriptArray(values.Length);
            foreach (var value in values)
                list.Add(value(frame));
            return list;
        };

    private Value Object(ScriptObjectInitializerExpression initializer)
    {
        var members = new List<(string Name, Value Value)>();
        var hidden = new List<string>();
        foreach (var member in initializer.Members)
        {
            if (member.Name is not ScriptVariable { Name: var name })
                throw new NotCompiledException();
            members.Add((name, Of(member.Value)));
            if (names.Hide(name))
                hidden.Add(name);
        }
        hidden.ForEach(names.Show);
        return frame =>
        {
            var made = new ScriptObject(members.Count);
            foreach (var (name, value) in members)
                made.SetValue(name, value(frame), readOnly: false);
            return made;
        };
    }
}
