using Hub.Domain.Events;
using Hub.Domain.Tickets;

namespace Hub.Domain.Records;

/// <summary>
/// Which facts something fires by now. The published contracts name more events than there are actions for yet: a name that
/// is subscribed to in advance is told once its action is there.
/// </summary>
public static class FiredFacts
{
    /// <summary>What happens to records of a kind some day; everything else that is declared with one happens.</summary>
    private static readonly IReadOnlyList<Fact> Announced = [TicketFacts.SurveyAnswered];

    public static bool IsFired(this Fact fact) =>
        fact == Fact.TestPing || (Kinds.Of(fact) is not null && !Announced.Contains(fact));
}
