using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Wire.Bodies;

namespace Hub.Tickets;

/// <summary>What is said of a ticket that is to be created, wherever it is to stand.</summary>
internal abstract record NewTicketFields
{
    /// <summary>What it is about, in a line.</summary>
    /// <example>VPN not connecting</example>
    [Required, Length(1, TicketRules.LongestSubject)]
    public string? Subject { get; init; }

    /// <summary>What happened, in full.</summary>
    /// <example>Cannot connect to the office VPN since this morning.</example>
    [Required, Length(1, TicketRules.LongestText)]
    public string? Description { get; init; }

    /// <summary>The e-mail address of whoever asks; an address that no contact has makes one.</summary>
    /// <example>user@company.com</example>
    [Required, MaxLength(TicketRules.LongestEmail), EmailAddress]
    public string? RequesterEmail { get; init; }

    /// <summary>The name of whoever asks; the contact's when absent.</summary>
    [MaxLength(TicketRules.LongestName)]
    public string? RequesterName { get; init; }

    /// <summary>How soon it wants attention; medium when absent.</summary>
    [DefaultValue(TicketPriority.Medium)]
    public TicketPriority? Priority { get; init; }

    /// <summary>The department it goes to, by its id.</summary>
    [IdOf("department")]
    public long? DepartmentId { get; init; }

    /// <summary>The agent it is assigned to, by their id.</summary>
    [IdOf("agent")]
    public long? AssigneeId { get; init; }

    /// <summary>What it is about: a classification, by its id.</summary>
    [IdOf("classification")]
    public long? ClassificationId { get; init; }

    /// <summary>The queue that it waits in, by its id.</summary>
    [IdOf("queue")]
    public long? QueueId { get; init; }

    /// <summary>When it is expected to be done, a day where the organization is.</summary>
    /// <example>2026-05-28</example>
    [PlausibleDay]
    public DateOnly? ExpectedDate { get; init; }

    /// <summary>Words to find it by.</summary>
    /// <example>["vpn", "berlin"]</example>
    [Length(0, TicketRules.MostTags), EachLength(1, TicketRules.LongestTag)]
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Values of your own by name.</summary>
    /// <example>{"asset_tag": "LT-0311", "floor": 3}</example>
    [CustomFields]
    public Dictionary<string, JsonElement>? CustomFields { get; init; }

    /// <summary>How it came in; api when absent.</summary>
    [DefaultValue(TicketChannel.Api)]
    public TicketChannel? Channel { get; init; }

    protected NewTicket ToDraft(long id, Organization organization, Requester requester, long? parent) =>
        new()
        {
            Id = id,
            Organization = organization,
            Subject = Subject!,
            Description = Description!,
            Requester = requester,
            Priority = Priority ?? TicketPriority.Medium,
            Channel = Channel ?? TicketChannel.Api,
            DepartmentId = DepartmentId,
            AssigneeId = AssigneeId,
            ClassificationId = ClassificationId,
            QueueId = QueueId,
            ExpectedDate = ExpectedDate,
            ParentId = parent,
            Tags = TicketRules.Tidy(Tags),
            CustomFields = Without(CustomFields),
        };

    private static Dictionary<string, JsonElement> Without(Dictionary<string, JsonElement>? fields) =>
        fields is null ? [] : fields.Where(field => field.Value.ValueKind != JsonValueKind.Null).ToDictionary();
}

/// <summary>A ticket to create.</summary>
/// <example>
/// {"subject": "VPN not connecting", "description": "Cannot connect to office VPN since morning",
/// "requester_email": "user@company.com", "priority": "high", "department_id": 2, "tags": ["vpn"]}
/// </example>
internal sealed record CreateTicket : NewTicketFields
{
    public CreateTicket() { }

    private CreateTicket(NewTicketFields fields)
        : base(fields) { }

    /// <summary>The ticket that it is to be a subticket of, by its number.</summary>
    [IdOf("ticket")]
    public long? ParentId { get; init; }

    public static CreateTicket Below(long parent, NewTicketFields fields) => new(fields) { ParentId = parent };

    public NewTicket ToDraft(long id, Organization organization, Requester requester) =>
        ToDraft(id, organization, requester, ParentId);
}

/// <summary>A ticket to create below another one.</summary>
/// <example>
/// {"subject": "Order a new toner", "description": "The old one is empty.", "requester_email": "user@company.com"}
/// </example>
internal sealed record CreateSubticket : NewTicketFields;
