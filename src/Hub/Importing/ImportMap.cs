namespace Hub.Importing;

/// <summary>Where a system's export has the fields of a kind, and what its words are here.</summary>
/// <param name="Columns">By kind and field, the columns it may be in; a field that is not named is in the column of its name.</param>
/// <param name="Words">By field, what is meant by a word of the system's.</param>
internal sealed record ImportMap(
    string Name,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string[]>> Columns,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Words
)
{
    public static readonly IReadOnlyList<ImportMap> All = [Own(), Zendesk(), OsTicket()];

    public IReadOnlyList<string> ColumnsOf(string kind, string field) =>
        Columns.GetValueOrDefault(kind)?.GetValueOrDefault(field) ?? (field == "external_id" ? [field, "id"] : [field]);

    public string WordOf(string field, string text) =>
        Words.GetValueOrDefault(field)?.GetValueOrDefault(text.ToLowerInvariant()) ?? text;

    /// <summary>The columns that the documentation of the API names, and what an export of the hub has.</summary>
    private static ImportMap Own() =>
        new("hub", new Dictionary<string, IReadOnlyDictionary<string, string[]>>(), Meanings());

    /// <summary>As its CSV exports of views, people and organizations have them, and its JSON of comments.</summary>
    private static ImportMap Zendesk() =>
        new(
            "zendesk",
            new Dictionary<string, IReadOnlyDictionary<string, string[]>>
            {
                ["tickets"] = new Dictionary<string, string[]>
                {
                    ["external_id"] = ["Id"],
                    ["description"] = ["Description", "Subject"],
                    ["requester_email"] = ["Requester email"],
                    ["requester_name"] = ["Requester"],
                    ["department"] = ["Group"],
                    ["assignee"] = ["Assignee email", "Assignee"],
                    ["channel"] = ["Via", "Channel"],
                    ["created_at"] = ["Created at", "created_at"],
                    ["updated_at"] = ["Updated at", "updated_at"],
                    ["resolved_at"] = ["Solved at", "solved_at"],
                },
                ["replies"] = new Dictionary<string, string[]>
                {
                    ["body"] = ["body", "plain_body"],
                    ["internal"] = ["public"],
                },
                ["contacts"] = new Dictionary<string, string[]> { ["company"] = ["organization"] },
                ["companies"] = new Dictionary<string, string[]> { ["domains"] = ["domain_names"] },
            },
            Meanings(
                ("status", "new", "open"),
                ("status", "hold", "on_hold"),
                ("status", "on-hold", "on_hold"),
                ("status", "solved", "resolved"),
                ("priority", "normal", "medium"),
                ("channel", "mail", "email"),
                ("channel", "web form", "web"),
                ("channel", "web service", "api"),
                ("internal", "true", "false"),
                ("internal", "false", "true")
            )
        );

    /// <summary>As its CSV exports of a queue and of its users have them.</summary>
    private static ImportMap OsTicket() =>
        new(
            "osticket",
            new Dictionary<string, IReadOnlyDictionary<string, string[]>>
            {
                ["tickets"] = new Dictionary<string, string[]>
                {
                    ["external_id"] = ["Ticket Number", "Number"],
                    ["description"] = ["Description", "Issue Details", "Subject"],
                    ["requester_email"] = ["From Email", "Email", "User Email"],
                    ["requester_name"] = ["From", "User"],
                    ["assignee"] = ["Agent Assigned", "Assigned To"],
                    ["channel"] = ["Source"],
                    ["status"] = ["Current Status", "Status"],
                    ["created_at"] = ["Date Created", "Created", "Create Date"],
                    ["updated_at"] = ["Last Updated", "Last Update"],
                    ["closed_at"] = ["Closed Date", "Close Date"],
                },
                ["contacts"] = new Dictionary<string, string[]> { ["company"] = ["Organization"] },
            },
            Meanings(
                ("status", "archived", "closed"),
                ("priority", "normal", "medium"),
                ("priority", "emergency", "urgent"),
                ("channel", "other", "api")
            )
        );

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Meanings(
        params IReadOnlyList<(string Field, string From, string To)> words
    ) =>
        words
            .GroupBy(word => word.Field)
            .ToDictionary(
                field => field.Key,
                field => (IReadOnlyDictionary<string, string>)field.ToDictionary(word => word.From, word => word.To)
            );
}
