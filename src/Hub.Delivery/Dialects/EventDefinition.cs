using Hub.Domain.Events;
using Hub.Domain.Records;

namespace Hub.Delivery.Dialects;

/// <summary>An event of a dialect's catalogue.</summary>
/// <param name="name">As published.</param>
/// <param name="facts">What fires it, all of one kind; each of them alone.</param>
/// <param name="scope">What a token must carry to be told of it.</param>
/// <param name="description">When it is sent, in a sentence.</param>
public sealed class EventDefinition(string name, IReadOnlyList<Fact> facts, string scope, string description)
{
    public string Name { get; } = name;

    public IReadOnlyList<Fact> Facts { get; } = facts;

    public string Scope { get; } = scope;

    public string Description { get; } = description;

    /// <summary>Which events of the facts; all of them when absent.</summary>
    public Func<HubEvent, bool>? When { get; init; }

    /// <summary>Makes the first fact's sample one that <see cref="When"/> lets through.</summary>
    public Func<HubEvent, HubEvent> Sample { get; init; } = static sample => sample;

    /// <summary>What the event is about; nothing for a test ping, and for what the hub keeps no record of yet.</summary>
    public Kind? Kind => Kinds.Of(Facts[0]);

    /// <summary>Whether anything fires it yet.</summary>
    public bool IsFired => Facts.Any(FiredFacts.IsFired);

    /// <summary>An event that has this name, always the same one.</summary>
    public HubEvent SampleEvent => Sample(Kinds.SampleOf(Facts[0]));

    public bool Tells(HubEvent happened) => When is null || When(happened);
}
