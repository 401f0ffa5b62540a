using System.Diagnostics.CodeAnalysis;
using Hub.Domain.Events;

namespace Hub.Domain;

/// <summary>What a verb answers: the next state with the events it fires, or a refusal.</summary>
public readonly struct Decision<T>
    where T : class
{
    private Decision(T? state, IReadOnlyList<HubEvent> events, Refusal? refusal)
    {
        State = state;
        Events = events;
        Refusal = refusal;
    }

    public T? State { get; }

    public IReadOnlyList<HubEvent> Events { get; }

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Refusal))]
    [MemberNotNullWhen(false, nameof(State))]
    public bool IsRefused => Refusal is not null;

    public static Decision<T> Accept(T state, params IReadOnlyList<HubEvent> events) => new(state, events, null);

    /// <summary>The state made into another; a refusal stays one.</summary>
    public Decision<T> Then(Func<T, T> next) => IsRefused ? this : new(next(State), Events, null);

    /// <summary>A state that fires nothing.</summary>
    public static implicit operator Decision<T>(T state) => new(state, [], null);

    public static implicit operator Decision<T>(Refusal refusal) => new(null, [], refusal);
}
