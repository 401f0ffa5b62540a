using Microsoft.Extensions.Options;

namespace Hub.Resources;

/// <summary>The section <c>Limits</c>: how much there may be of what callers make, so that nothing grows without a bound.</summary>
internal sealed class LimitOptions : IValidateOptions<LimitOptions>
{
    public const string Section = "Limits";

    private const long MostBytes = 1_000_000_000_000_000;

    /// <summary>Bytes that an organization may have stored, in bodies of documents and events; 0 for as many as there is room for.</summary>
    public long Bytes { get; set; } = 50_000_000_000;

    /// <summary>Organizations of the hub.</summary>
    public int Organizations { get; set; } = 10_000;

    /// <summary>Webhooks of an organization, at most 100,000.</summary>
    public int Webhooks { get; set; } = 10_000;

    /// <summary>API tokens of an organization.</summary>
    public int Tokens { get; set; } = 1_000;

    /// <summary>Tokens of an organization's identity providers.</summary>
    public int ScimTokens { get; set; } = 100;

    /// <summary>Roles of an organization.</summary>
    public int Roles { get; set; } = 10_000;

    /// <summary>Departments of an organization.</summary>
    public int Departments { get; set; } = 1_000;

    /// <summary>Classifications of an organization.</summary>
    public int Classifications { get; set; } = 2_000;

    /// <summary>Queues of an organization.</summary>
    public int Queues { get; set; } = 1_000;

    /// <summary>Custom fields that an organization declares, all of which its tickets are checked against.</summary>
    public int CustomFields { get; set; } = 200;

    /// <summary>SLA policies of an organization, each of which a change of a ticket may look at.</summary>
    public int SlaPolicies { get; set; } = 200;

    /// <summary>SLA calendars of an organization.</summary>
    public int SlaCalendars { get; set; } = 100;

    /// <summary>Assignment rules of an organization, each of which a change of a ticket may look at.</summary>
    public int AssignmentRules { get; set; } = 200;

    /// <summary>Templates of an organization's own.</summary>
    public int Templates { get; set; } = 500;

    /// <summary>On-call rotations of an organization.</summary>
    public int OnCallRotations { get; set; } = 1_000;

    /// <summary>Replies and notes of one ticket.</summary>
    public int RepliesPerTicket { get; set; } = 5_000;

    /// <summary>Lines in the history of one ticket.</summary>
    public int HistoryPerTicket { get; set; } = 20_000;

    /// <summary>Attachments of one ticket, the archived ones among them.</summary>
    public int AttachmentsPerTicket { get; set; } = 500;

    /// <summary>Links between one ticket and others.</summary>
    public int LinksPerTicket { get; set; } = 200;

    /// <summary>Subtickets of one ticket, each of which its deletion changes.</summary>
    public int SubticketsPerTicket { get; set; } = 100;

    /// <summary>Alerts of one ticket, resolved ones included.</summary>
    public int AlertsPerTicket { get; set; } = 1_000;

    /// <summary>Time entries of one ticket.</summary>
    public int TimeEntriesPerTicket { get; set; } = 5_000;

    public ValidateOptionsResult Validate(string? name, LimitOptions options)
    {
        if (options.Bytes is < 0 or > MostBytes)
            return ValidateOptionsResult.Fail(
                $"{Section}:{nameof(Bytes)} must be between 0 and {MostBytes}, not '{options.Bytes}'."
            );
        foreach (
            var (key, value, most) in new[]
            {
                (nameof(Organizations), options.Organizations, 1_000_000),
                (nameof(Webhooks), options.Webhooks, 100_000),
                (nameof(Tokens), options.Tokens, 100_000),
                (nameof(ScimTokens), options.ScimTokens, 10_000),
                (nameof(Roles), options.Roles, 100_000),
                (nameof(Departments), options.Departments, 100_000),
                (nameof(Classifications), options.Classifications, 100_000),
                (nameof(Queues), options.Queues, 100_000),
                (nameof(CustomFields), options.CustomFields, 1_000),
                (nameof(SlaPolicies), options.SlaPolicies, 1_000),
                (nameof(SlaCalendars), options.SlaCalendars, 1_000),
                (nameof(AssignmentRules), options.AssignmentRules, 1_000),
                (nameof(Templates), options.Templates, 10_000),
                (nameof(OnCallRotations), options.OnCallRotations, 10_000),
                (nameof(RepliesPerTicket), options.RepliesPerTicket, 100_000),
                (nameof(HistoryPerTicket), options.HistoryPerTicket, 1_000_000),
                (nameof(AttachmentsPerTicket), options.AttachmentsPerTicket, 10_000),
                (nameof(LinksPerTicket), options.LinksPerTicket, 1_000),
                (nameof(SubticketsPerTicket), options.SubticketsPerTicket, 1_000),
                (nameof(AlertsPerTicket), options.AlertsPerTicket, 100_000),
                (nameof(TimeEntriesPerTicket), options.TimeEntriesPerTicket, 100_000),
            }
        )
            if (value < 1 || value > most)
                return ValidateOptionsResult.Fail($"{Section}:{key} must be between 1 and {most}, not '{value}'.");
        return ValidateOptionsResult.Success;
    }
}
