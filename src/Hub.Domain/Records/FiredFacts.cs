using Hub.Domain.Events;

namespace Hub.Domain.Records;

/// <summary>
/// Which facts something fires by now: those of a declared kind. The published contracts name more events than there are
/// actions for yet: a name that is subscribed to in advance is told once its action is there.
/// </summary>
public static class FiredFacts
{
    public static bool IsFired(this Fact fact) => fact == Fact.TestPing || Kinds.Of(fact) is not null;
}
