using Hub.Delivery.Templates.Builtins;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Hub.Delivery.Templates.Compiling;

/// <summary>What names stand for at a place in a template: each variable has a number.</summary>
internal sealed class Names
{
    /// <summary>What is nested deeper might not fit on a thread's stack.</summary>
    private const int Deepest = 64;

    private readonly Dictionary<string, int> variables = [];
    private readonly HashSet<int> assigned = [];
    private readonly HashSet<string> loops = [];
    private readonly HashSet<string> hidden = [];
    private int depth;

    public int Count { get; private set; }

    /// <summary>Whether every variable that is read is assigned somewhere.</summary>
    public bool AllAreAssigned => assigned.Count == Count;

    /// <summary>Compiles what stands inside of something else.</summary>
    /// <exception cref="NotCompiledException">It is nested too deep.</exception>
    public TMade Inside<TMade>(Func<TMade> compile)
    {
        if (++depth > Deepest)
            throw new NotCompiledException();
        var made = compile();
        depth--;
        return made;
    }

    /// <summary>A variable that no name stands for.</summary>
    public int Unnamed()
    {
        assigned.Add(Count);
        return Count++;
    }

    public Value Read(ScriptVariable variable)
    {
        var name = Global(variable);
        if (name == "event")
            return static frame => frame.Event;
        if (name == "events")
            return static frame => frame.Events;
        var number = NumberOf(name);
        return frame => frame[number];
    }

    /// <exception cref="NotCompiledException">It may not be assigned to, or is a loop's.</exception>
    public int Assign(ScriptVariable variable)
    {
        var name = Global(variable);
        if (name is "event" or "events" || loops.Contains(name))
            throw new NotCompiledException();
        var number = NumberOf(name);
        assigned.Add(number);
        return number;
    }

    /// <summary>Compiles what stands in a loop, where the name is the loop's.</summary>
    /// <returns>That, and the number of the loop's variable.</returns>
    public (int Number, Statement Body) Within(ScriptVariable variable, Func<Statement> body)
    {
        var name = Global(variable);
        if (name is "event" or "events" || !loops.Add(name))
            throw new NotCompiledException();
        var isKnown = variables.TryGetValue(name, out var outer);
        var number = variables[name] = Unnamed();
        var compiled = body();
        loops.Remove(name);
        if (isKnown)
            variables[name] = outer;
        else
            variables.Remove(name);
        return (number, compiled);
    }

    /// <summary>A function, which is the same wherever its name stands.</summary>
    /// <exception cref="NotCompiledException">It is none.</exception>
    public IScriptCustomFunction Function(ScriptExpression? named)
    {
        var found = named switch
        {
            ScriptVariableGlobal { Name: var name } when !hidden.Contains(name) => BuiltinSet.Shared[name],
            ScriptMemberExpression { Target: ScriptVariableGlobal { Name: var group }, Member.Name: var name }
                when !hidden.Contains(group) => (BuiltinSet.Shared[group] as FunctionGroup)?[name],
            _ => null,
        };
        return found as IScriptCustomFunction ?? throw new NotCompiledException();
    }

    /// <summary>In an object's later members, its earlier ones hide what else has their names.</summary>
    /// <returns>Whether nothing hid it before: whoever hid it first shows it again.</returns>
    public bool Hide(string name) => hidden.Add(name);

    public void Show(string name) => hidden.Remove(name);

    private int NumberOf(string name)
    {
        if (variables.TryGetValue(name, out var number))
            return number;
        return variables[name] = Count++;
    }

    private string Global(ScriptVariable variable) =>
        variable is ScriptVariableGlobal
        && !BuiltinSet.Shared.Contains(variable.Name)
        && !hidden.Contains(variable.Name)
            ? variable.Name
            : throw new NotCompiledException();
}
