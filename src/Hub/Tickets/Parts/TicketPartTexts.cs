namespace Hub.Tickets.Parts;

/// <summary>What the documents say in the same words of all that stands below a ticket.</summary>
internal static class TicketPartTexts
{
    public static readonly IReadOnlyDictionary<string, string> Id = new Dictionary<string, string>
    {
        ["id"] = "The ticket: its number, its code (as in ACME-42) or its uuid.",
    };
}
