using System.Text.Json.Nodes;
using Hub.Errors;
using Hub.Portal.Settings.Conditions;
using Hub.Quotas;
using Hub.RateLimits;

namespace Hub.Portal.Settings;

/// <summary>What the organization uses, and what the hub's operator has set.</summary>
internal sealed record SettingsView(StatusResponse Status, RateLimitOptions Rates, int RetentionDays, int AuditDays);

/// <summary>A page of records.</summary>
/// <param name="Asked">What the list was asked for, null where it was not.</param>
/// <param name="Names">What the records name.</param>
internal sealed record RecordListView(
    SettingsKind Kind,
    ApiAnswer Answer,
    IReadOnlyDictionary<string, string?> Asked,
    SaidNames Names,
    bool MayCreate
);

/// <summary>A record's form.</summary>
/// <param name="Record">Absent for a new one.</param>
/// <param name="Says">What it says, in words.</param>
/// <param name="Named">By kind, the records that can be chosen.</param>
internal sealed record RecordView(
    JsonObject? Record,
    string? Says,
    SettingsForm Form,
    IReadOnlyDictionary<NamedRecords, NamedList> Named,
    bool IsChangeable,
    Problem? Problem
)
{
    public SettingsKind Kind => Form.Kind;
}
