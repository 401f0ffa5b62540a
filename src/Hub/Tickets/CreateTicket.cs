using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Hub.Domain.Organizations;
using Hub.Domain.Tickets;
using Hub.Errors;

namespace Hub.Tickets;

/// <summary>A ticket to create.</summary>
internal sealed record CreateTicket
{
    /// <summary>What it is about, in a line: 1 to 255 characters.</summary>
    /// <example>VPN not connecting</example>
    [Required, Length(1, TicketRules.LongestSubject)]
    public string? Subject { get; init; }

    /// <summary>What happened, in full: 1 to 65536 characters.</summary>
    /// <example>Cannot connect to the office VPN since this morning.</example>
    [Required, Length(1, TicketRules.LongestText)]
    public string? Description { get; init; }

    /// <summary>The e-mail address of whoever asks: at most 254 characters.</summary>
    /// <example>user@company.com</example>
    [Required, MaxLength(TicketRules.LongestEmail), EmailAddress]
    public string? RequesterEmail { get; init; }

    /// <summary>The name of whoever asks: at most 200 characters.</summary>
    [MaxLength(TicketRules.LongestName)]
    public string? RequesterName { get; init; }

    /// <summary>How soon it wants attention; medium when absent.</summary>
    [DefaultValue(TicketPriority.Medium)]
    public TicketPriority? Priority { get; init; }

    /// <summary>The department it goes to, by its id.</summary>
    public long? DepartmentId { get; init; }

    /// <summary>The agent it is assigned to, by their id.</summary>
    public long? AssigneeId { get; init; }

    /// <summary>At most 50 tags of 1 to 64 characters.</summary>
    /// <example>["vpn", "berlin"]</example>
    [Length(0, TicketRules.MostTags)]
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Values of your own by name: at most 100, each name at most 64 characters, each value at most 8192 bytes of JSON.</summary>
    /// <example>{"asset_tag": "LT-0311", "floor": 3}</example>
    public Dictionary<string, JsonElement>? CustomFields { get; init; }

    /// <summary>How it came in; api when absent.</summary>
    [DefaultValue(TicketChannel.Api)]
    public TicketChannel? Channel { get; init; }

    public FieldErrors Check()
    {
        var errors = new FieldErrors();
        errors.CheckText("subject", Subject, TicketRules.LongestSubject);
        errors.CheckText("description", Description, TicketRules.LongestText);
        errors.CheckEmail("requester_email", RequesterEmail);
        errors.CheckLength("requester_name", RequesterName, TicketRules.LongestName);
        errors.CheckId("department_id", DepartmentId);
        errors.CheckId("assignee_id", AssigneeId);
        errors.CheckTags(Tags);
        errors.CheckCustomFields(CustomFields);
        return errors;
    }

    public NewTicket ToDraft(long id, Organization organization) =>
        new()
        {
            Id = id,
            Organization = organization,
            Subject = Subject!,
            Description = Description!,
            RequesterEmail = RequesterEmail!,
            RequesterName = RequesterName,
            Priority = Priority ?? TicketPriority.Medium,
            Channel = Channel ?? TicketChannel.Api,
            DepartmentId = DepartmentId,
            AssigneeId = AssigneeId,
            Tags = TicketRules.Tidy(Tags),
            CustomFields = Without(CustomFields),
        };

    private static Dictionary<string, JsonElement> Without(Dictionary<string, JsonElement>? fields) =>
        fields is null ? [] : fields.Where(field => field.Value.ValueKind != JsonValueKind.Null).ToDictionary();
}
