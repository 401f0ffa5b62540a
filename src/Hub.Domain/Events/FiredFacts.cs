namespace Hub.Domain.Events;

/// <summary>
/// Which facts something fires by now. The published contracts name more events than there are actions for yet: a name that
/// is subscribed to in advance is told once its action is there.
/// </summary>
public static class FiredFacts
{
    public static bool IsFired(this Fact fact) =>
        fact switch
        {
            Fact.TestPing => true,
            Fact.TicketCreated or Fact.TicketUpdated or Fact.TicketStatusChanged or Fact.TicketResolved => true,
            Fact.TicketClosed or Fact.TicketAssigned or Fact.TicketMerged or Fact.TicketDeleted => true,
            Fact.ReplyAdded or Fact.NoteAdded or Fact.ReplyDeleted => true,
            Fact.UserCreated or Fact.UserDeactivated => true,
            _ => false,
        };
}
