using System.Globalization;
using Hub.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Settings;

internal static partial class SettingsPages
{
    private const string AuditLog = "/api/v1/audit-log";

    internal static async Task<Results<PortalPage, Refused>> ShowAudit(ApiResource api, HttpRequest request)
    {
        var asked = request.Query.ToDictionary(
            static one => one.Key,
            static one => one.Value.ToString().Trim(),
            StringComparer.Ordinal
        );
        var answer = await api.List(
            AuditLog,
            QueryString.Create(
                asked
                    .Where(static one => one.Value.Length > 0)
                    .Select(static one => KeyValuePair.Create(one.Key, (string?)Instant(one.Key, one.Value)))
            )
        );
        return answer.Refused is { } refused ? refused : PortalPage.Of<AuditPage>(new AuditView(asked, answer));
    }

    /// <summary>People give a day, and mean its beginning in UTC, or for the end the day's end.</summary>
    private static string Instant(string name, string value) =>
        name is "since" or "before"
        && DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? $"{(name == "before" ? day.AddDays(1) : day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T00:00:00Z"
            : value;
}

/// <summary>A page of the audit log, and what was asked for.</summary>
internal sealed record AuditView(IReadOnlyDictionary<string, string> Asked, ApiAnswer Answer);
