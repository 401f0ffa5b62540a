using Hub.Delivery.Templates.Binding;
using Hub.Delivery.Templates.Writing;

namespace Hub.Delivery.Templates.Compiling;

/// <summary>Does one statement of a template.</summary>
internal delegate void Statement(Frame frame);

/// <summary>What one expression of a template is worth.</summary>
internal delegate object? Value(Frame frame);

/// <summary>What one run of a compiled template works on.</summary>
/// <param name="variables">How many the template has.</param>
internal sealed class Frame(
    int variables,
    IReadOnlyList<TemplateEvent> events,
    RenderContext context,
    JsonOutput output,
    Budget budget
)
{
    private static readonly object Nothing = new();

    private readonly object?[] values = Empty(variables);
    private int rounds;

    public RenderContext Context => context;

    public JsonOutput Output => output;

    public object? Event => events.Count == 0 ? null : events[0].View;

    public object Events => new EventsView(events);

    /// <summary>A variable's value.</summary>
    /// <exception cref="GaveUpException">Nothing was assigned to it: the engine says so.</exception>
    public object? this[int variable]
    {
        get => values[variable] is var value && value != Nothing ? value : throw new GaveUpException();
        set => values[variable] = value;
    }

    /// <summary>Counts a step.</summary>
    /// <exception cref="GaveUpException">It is one too many.</exception>
    public void Step()
    {
        if (budget.Step() is not null)
            throw new GaveUpException();
    }

    /// <summary>Counts another round of a loop.</summary>
    /// <exception cref="GaveUpException">There were as many as there may be.</exception>
    public void Round()
    {
        if (++rounds > context.LoopLimit)
            throw new GaveUpException();
        Step();
    }

    private static object?[] Empty(int variables)
    {
        var values = new object?[variables];
        Array.Fill(values, Nothing);
        return values;
    }
}

/// <summary>
/// Something came up that only the engine knows what to say of: a name nobody assigned, a value of a rare kind, a budget that ran out.
/// </summary>
internal sealed class GaveUpException : Exception;
