using System.Text.Json.Nodes;
using Hub.Access;
using Hub.Audit;
using Hub.Delivery;
using Hub.Domain;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Quotas;
using Hub.RateLimits;
using Hub.Resources;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Hub.Portal.Settings;

/// <summary>How an organization works: what is set by records, which are made and changed here, and what the hub's operator sets.</summary>
internal static partial class SettingsPages
{
    public const string Path = $"{PortalSetup.Root}/settings";

    /// <summary>Every page asks the route of the API that it shows or changes whether the session may.</summary>
    public static void MapSettings(this RouteGroupBuilder app)
    {
        var shown = app.MapGroup("").RequirePage(Scope.AdminRead).LimitAs(Limit.Read);
        shown.MapGet("/audit", ShowAudit);
        shown.MapGet("/settings", ShowSettings);
        var settings = app.MapGroup("/settings").RequirePage(null);
        var read = settings.MapGroup("").LimitAs(Limit.Read);
        read.MapGet("/{kind}", ShowRecords);
        read.MapGet("/{kind}/new", ShowNew);
        read.MapGet("/{kind}/{id:long}", ShowRecord);
        var forms = settings.MapGroup("").LimitAs(Limit.Write).TakesForms();
        forms.MapPost("/{kind}/new", CreateRecord);
        forms.MapPost("/{kind}/{id:long}", UpdateRecord);
        forms.MapPost("/{kind}/{id:long}/delete", DeleteRecord);
    }

    internal static async Task<PortalPage> ShowSettings(
        Caller caller,
        IStore store,
        RecordLimits records,
        IOptions<LimitOptions> limits,
        IOptions<RateLimitOptions> rates,
        IOptions<DeliveryOptions> delivery,
        IOptions<AuditOptions> audit,
        EndpointDataSource routes,
        CancellationToken cancellation
    )
    {
        var status = await StatusApi.GetStatus(caller, store, records, limits, routes, cancellation);
        return PortalPage.Of<SettingsPage>(
            new SettingsView(status.Value!.Data, rates.Value, delivery.Value.RetentionDays, audit.Value.KeepDays)
        );
    }

    internal static async Task<Results<PortalPage, Refused>> ShowRecords(
        string kind,
        ApiResource api,
        HttpRequest request
    )
    {
        if (SettingsKind.Find(kind) is not { } known)
            return PortalSetup.Nowhere();
        var answer = await api.List(known.Path, request.QueryString);
        return answer.Refused is { } refused
            ? refused
            : PortalPage.Of<RecordListPage>(
                new RecordListView(known, answer, request.Query["q"], api.Refuses("POST", known.Path) is null)
            );
    }

    internal static async Task<Results<PortalPage, Refused>> ShowNew(string kind, ApiResource api) =>
        SettingsKind.Find(kind) is not { } known ? PortalSetup.Nowhere()
        : api.Refuses("POST", known.Path) is { } refused ? refused
        : await Form(known, api, null, FieldsOf(known, New), null);

    internal static async Task<Results<PortalPage, Refused>> ShowRecord(string kind, long id, ApiResource api)
    {
        if (SettingsKind.Find(kind) is not { } known)
            return PortalSetup.Nowhere();
        var answer = await api.Get($"{known.Path}/{{id}}", id);
        return answer.Refused is { } refused
            ? refused
            : await Form(known, api, answer.One, FieldsOf(known, answer.One), null);
    }

    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> CreateRecord(
        string kind,
        PortalForm form,
        ApiResource api
    )
    {
        if (SettingsKind.Find(kind) is not { } known)
            return PortalSetup.Nowhere();
        var body = SettingsBody.Of(known, form, null, out var wrong);
        var answer = wrong is null ? await api.Create(known.Path, body) : Unread(wrong);
        return answer.Refused is { } refused
            ? await Form(known, api, null, FieldsOf(known, form), refused.Value)
            : TypedResults.Redirect($"{Path}/{kind}");
    }

    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> UpdateRecord(
        string kind,
        long id,
        PortalForm form,
        ApiResource api
    )
    {
        if (SettingsKind.Find(kind) is not { } known)
            return PortalSetup.Nowhere();
        var before = await api.Get($"{known.Path}/{{id}}", id);
        if (before.Refused is { } missing)
            return missing;
        var body = SettingsBody.Of(known, form, before.One, out var wrong);
        var answer = wrong is null ? await api.Update(known.Path, id, body) : Unread(wrong);
        return answer.Refused is { } refused
            ? await Form(known, api, before.One, FieldsOf(known, form), refused.Value)
            : TypedResults.Redirect($"{Path}/{kind}");
    }

    internal static async Task<Results<RedirectHttpResult, Refused>> DeleteRecord(string kind, long id, ApiResource api)
    {
        if (SettingsKind.Find(kind) is not { } known)
            return PortalSetup.Nowhere();
        var answer = await api.Delete(known.Path, id);
        return answer.Refused is { } refused ? refused : TypedResults.Redirect($"{Path}/{kind}");
    }

    private static ApiAnswer Unread(string field) =>
        new(null, new Refused(Refusal.Invalid("validation_failed", Texts.Of("settings.no_json"), field)));

    /// <summary>What a new record says where nobody said anything.</summary>
    private static readonly JsonObject New = new() { ["is_active"] = true, ["position"] = 100 };

    private static Dictionary<string, IReadOnlyList<string>> FieldsOf(SettingsKind kind, JsonObject record) =>
        kind.Fields.ToDictionary(static field => field.Name, field => field.Show(record));

    private static Dictionary<string, IReadOnlyList<string>> FieldsOf(SettingsKind kind, PortalForm form) =>
        kind.Fields.ToDictionary(static field => field.Name, field => field.Show(form));

    private static async Task<PortalPage> Form(
        SettingsKind kind,
        ApiResource api,
        JsonObject? record,
        Dictionary<string, IReadOnlyList<string>> values,
        Problem? problem
    )
    {
        var named = new Dictionary<string, IReadOnlyList<(string, string)>>();
        foreach (var path in kind.Fields.Select(static field => field.Of).OfType<string>().Distinct())
        {
            var list = await api.List(path, new QueryString("?per_page=100"));
            named[path] = list.Refused is null
                ? [.. list.Many.Select(static one => ($"{one["id"]}", $"{one["name"]}"))]
                : [];
        }
        var isChangeable =
            api.Refuses(record is null ? "POST" : "PUT", record is null ? kind.Path : $"{kind.Path}/{{id}}") is null;
        return PortalPage.Of<RecordPage>(new RecordView(kind, record, values, named, isChangeable, problem), problem);
    }
}

/// <summary>What the organization uses, and what the hub's operator has set.</summary>
internal sealed record SettingsView(StatusResponse Status, RateLimitOptions Rates, int RetentionDays, int AuditDays);

/// <summary>A page of records.</summary>
internal sealed record RecordListView(SettingsKind Kind, ApiAnswer Answer, string? Search, bool MayCreate);

/// <summary>A record's form.</summary>
/// <param name="Record">Absent for a new one.</param>
/// <param name="Values">By field, what stands in it.</param>
/// <param name="Named">By list, the records that can be chosen: id and name.</param>
internal sealed record RecordView(
    SettingsKind Kind,
    JsonObject? Record,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Values,
    IReadOnlyDictionary<string, IReadOnlyList<(string Id, string Name)>> Named,
    bool IsChangeable,
    Problem? Problem
);
