using System.Collections;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Hub.Delivery.Templates.Compiling;

/// <summary>Makes delegates of statements.</summary>
internal sealed class StatementCompiler(Names names)
{
    private readonly ExpressionCompiler expressions = new(names);

    public Statement Block(ScriptBlockStatement? block) => Block(block, Of);

    private static Statement Block(ScriptBlockStatement? block, Func<ScriptStatement, Statement> of)
    {
        Statement[] all =
        [
            .. (block?.Statements ?? throw new NotCompiledException())
                .Where(static one => !one.CanSkipEvaluation)
                .Select(of),
        ];
        return frame =>
        {
            foreach (var one in all)
                one(frame);
        };
    }

    private Statement Of(ScriptStatement statement) => names.Inside(() => Made(statement));

    private Statement Made(ScriptStatement statement) =>
        statement switch
        {
            ScriptRawStatement raw => Raw(raw),
            ScriptExpressionStatement { Expression: ScriptAssignExpression assignment } one => Assign(one, assignment),
            ScriptExpressionStatement { Expression: { } expression } one => Write(one, expression),
            ScriptIfStatement choice => If(choice),
            ScriptCaseStatement choice => Case(choice),
            ScriptForStatement loop and not ScriptTableRowStatement => For(loop),
            ScriptElseStatement { Body: var body } => Block(body),
            ScriptEndStatement or ScriptNopStatement => static _ => { },
            _ => throw new NotCompiledException(),
        };

    private static Statement Raw(ScriptRawStatement raw)
    {
        var (text, from, length) = (raw.Text.FullText, raw.Text.Index, raw.Text.Length);
        return length == 0 || text is null ? static _ => { } : frame => frame.Output.Write(text, from, length);
    }

    private Statement Assign(ScriptExpressionStatement statement, ScriptAssignExpression assignment)
    {
        if (
            assignment
            is not { EqualToken.TokenType: TokenType.Equal, Target: ScriptVariable target, Value: { } assigned }
        )
            throw new NotCompiledException();
        var value = expressions.Of(assigned);
        var variable = names.Assign(target);
        return frame =>
        {
            frame.Step();
            frame.Context.At(statement);
            frame[variable] = value(frame);
        };
    }

    private Statement Write(ScriptExpressionStatement statement, ScriptExpression expression)
    {
        var value = expressions.Of(expression);
        return frame =>
        {
            frame.Step();
            frame.Context.At(statement);
            if (value(frame) is { } written)
                frame.Output.WriteValue(written, frame.Context);
        };
    }

    private Statement If(ScriptIfStatement choice)
    {
        var condition = expressions.Of(choice.Condition);
        var then = Block(choice.Then);
        var otherwise = choice.Else is { } other ? Of(other) : static _ => { };
        return frame => (ExpressionCompiler.IsTrue(condition(frame)) ? then : otherwise)(frame);
    }

    private Statement Case(ScriptCaseStatement choice)
    {
        var value = expressions.Of(choice.Value);
        var variable = names.Unnamed();
        var body = new CaseCompiler(this, expressions, variable).Body(choice.Body);
        return frame =>
        {
            frame[variable] = value(frame);
            body(frame);
        };
    }

    private Statement For(ScriptForStatement loop)
    {
        if (loop is not { Variable: ScriptVariable name, SetContinue: false, Else: null })
            throw new NotCompiledException();
        var most = MostRounds(loop);
        var list = expressions.Of(loop.Iterator);
        var (variable, body) = names.Within(name, () => Block(loop.Body));
        return frame =>
        {
            if (list(frame) is not { } found)
                return;
            var round = 0;
            foreach (var one in found as IEnumerable ?? throw new GaveUpException())
            {
                if (round++ == most)
                    return;
                frame.Round();
                frame[variable] = one;
                body(frame);
            }
        };
    }

    /// <summary>Nothing where the template names no limit.</summary>
    private static int? MostRounds(ScriptForStatement loop) =>
        loop.NamedArguments switch
        {
            [] => null,
            [{ Name.Name: "limit", Value: ScriptLiteral { Value: int and > 0 and var most } }] => most,
            _ => throw new NotCompiledException(),
        };

    /// <summary>The statements inside a case, among them the chain of what its value may be.</summary>
    private sealed class CaseCompiler(StatementCompiler statements, ExpressionCompiler expressions, int variable)
    {
        public Statement Body(ScriptBlockStatement? body) =>
            Block(body, one => one is ScriptWhenStatement when ? When(when) : statements.Of(one));

        private Statement When(ScriptWhenStatement when)
        {
            Value[] values = [.. when.Values.Select(expressions.Of)];
            var body = statements.Block(when.Body);
            var next = when.Next switch
            {
                null => static _ => { },
                ScriptWhenStatement other => When(other),
                var other => statements.Of(other),
            };
            return frame =>
            {
                var wanted = frame[variable];
                foreach (var value in values)
                    if (Operators.AreEqual(frame, wanted, value(frame)))
                    {
                        body(frame);
                        return;
                    }
                next(frame);
            };
        }
    }
}
