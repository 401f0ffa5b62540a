using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Hub.Delivery.Templates.Compiling;

/// <summary>Makes delegates of calls: which function it is, and what its arguments have to be, is known before the first run.</summary>
internal sealed class CallCompiler(Names names, ExpressionCompiler expressions)
{
    public Value Of(ScriptFunctionCall call) => Call(call, call.Target, call.Arguments);

    public Value Of(ScriptPipeCall pipe) => Into(expressions.Of(pipe.From), pipe.To);

    /// <summary>What is piped into a function is its first argument; what comes of it may be piped on.</summary>
    private Value Into(Value piped, ScriptExpression? to) =>
        to switch
        {
            ScriptPipeCall { From: var first, To: var rest } => names.Inside(() => Into(Into(piped, first), rest)),
            ScriptFunctionCall call => Call(call, call.Target, call.Arguments, piped),
            { } function => Call(function, function, [], piped),
            null => throw new NotCompiledException(),
        };

    private Value Call(
        ScriptNode caller,
        ScriptExpression? target,
        IEnumerable<ScriptExpression> written,
        Value? piped = null
    )
    {
        var function = names.Function(target);
        var given = written.Select(one => (Value: expressions.Of(one), one.Span)).ToList();
        if (piped is not null)
            given.Insert(0, (piped, caller.Span));
        if (
            function.VarParamKind != ScriptVarParamKind.None
            || given.Count > function.ParameterCount
            || given.Count < function.RequiredParameterCount
        )
            throw new NotCompiledException();
        var arguments = new Argument[function.ParameterCount];
        for (var at = 0; at < arguments.Length; at++)
            arguments[at] = Argument.Of(function.GetParameterInfo(at), at < given.Count ? given[at] : null);
        return frame =>
        {
            frame.Step();
            var values = new ScriptArray(arguments.Length);
            foreach (var argument in arguments)
                values.Add(argument.Read(frame));
            return function.Invoke(frame.Context, caller, values, null);
        };
    }

    /// <summary>One argument, as what the function takes.</summary>
    private sealed class Argument(Value value, Type type, SourceSpan span)
    {
        public static Argument Of(ScriptParameterInfo parameter, (Value Value, SourceSpan Span)? given) =>
            parameter.ParameterType.IsAssignableTo(typeof(ScriptNode)) ? throw new NotCompiledException()
            : given is { } one ? new(one.Value, parameter.ParameterType, one.Span)
            : new(_ => parameter.DefaultValue, typeof(object), default);

        public object? Read(Frame frame)
        {
            var read = value(frame);
            return type == typeof(object) || read?.GetType() == type ? read : frame.Context.ToObject(span, read, type);
        }
    }
}
