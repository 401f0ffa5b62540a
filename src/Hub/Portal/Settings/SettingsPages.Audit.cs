using System.Globalization;
using Hub.Access;
using Hub.Audit;
using Hub.Domain.Audit;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Resources;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Hub.Portal.Settings;

internal static partial class SettingsPages
{
    private const string AuditLog = "/api/v1/audit-log";

    internal static async Task<Results<PortalPage, Refused>> ShowAudit(ApiResource api, HttpRequest request)
    {
        var answer = await api.List(AuditLog, QueryString.Create(Conditions(request)));
        return answer.Refused is { } refused
            ? refused
            : PortalPage.Of<AuditPage>(
                new AuditView(request.Query.ToDictionary(static one => one.Key, static one => $"{one.Value}"), answer)
            );
    }

    /// <summary>All that the page's conditions admit, as a file: a page has 25 entries, and reaches 10,000 back.</summary>
    /// <param name="format">csv or ndjson.</param>
    internal static Results<PushStreamHttpResult, Refused> ExportAudit(
        string? format,
        Caller caller,
        IStore store,
        ResourceServices services,
        IOptions<JsonOptions> json,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var errors = new FieldErrors();
        if (AuditFile.Find(format) is not { } file)
        {
            errors.Add("format", $"Must be one of {string.Join(", ", AuditFile.Formats)}.");
            return new Refused(errors);
        }
        var lists = new ResourceHandlers<AuditEntry, object, object, AuditEntryResponse>(
            AuditApi.Resource,
            services
        ).Lists;
        var asked = QueryHelpers.ParseQuery(QueryString.Create(Conditions(http.Request)).Value);
        asked.Remove("format");
        var (_, query) = lists.Read(new QueryCollection(asked), errors);
        if (errors.Any)
            return new Refused(errors);
        var name = $"{caller.Organization.Prefix.ToLowerInvariant()}-audit-{clock.GetUtcNow():yyyy-MM-dd}.{file.Name}";
        var entries = AuditApi.Entries.All(store, caller.Organization.Id, query.Filter, cancellation);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(
            body => file.Write(entries, body, json.Value.SerializerOptions, cancellation),
            file.MediaType,
            name
        );
    }

    /// <summary>What is asked for, as the API takes it; what was left empty is not.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Conditions(HttpRequest request) =>
        request
            .Query.Select(static one => KeyValuePair.Create(one.Key, $"{one.Value}".Trim()))
            .Where(static one => one.Value.Length > 0)
            .Select(static one => KeyValuePair.Create(one.Key, (string?)Instant(one.Key, one.Value)));

    /// <summary>People give a day, and mean its beginning in UTC, or for the end the day's end.</summary>
    private static string Instant(string name, string value) =>
        name is "since" or "before"
        && DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? $"{(name == "before" ? day.AddDays(1) : day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T00:00:00Z"
            : value;
}

/// <summary>A page of the audit log, and what was asked for.</summary>
internal sealed record AuditView(IReadOnlyDictionary<string, string> Asked, ApiAnswer Answer);
