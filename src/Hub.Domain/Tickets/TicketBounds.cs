namespace Hub.Domain.Tickets;

/// <summary>What one ticket gathers at most, however many changes bring it there.</summary>
public static class TicketBounds
{
    /// <summary>Tickets that are merged into one.</summary>
    public const int MostMerged = 1_000;

    /// <summary>Tags, those that rules add among them.</summary>
    public const int MostTags = 50;

    /// <summary>Tickets that stand above a ticket.</summary>
    public const int DeepestSubticket = 4;
}
