using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Access;
using Hub.Audit;
using Hub.Delivery;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Portal.Settings.Conditions;
using Hub.Portal.Settings.Rows;
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
        shown.MapGet("/audit/export", ExportAudit);
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
        HttpRequest request,
        [AsParameters] SettingsForms forms
    )
    {
        if (SettingsKind.Find(kind) is not { } known)
            return PortalSetup.Nowhere();
        var asked = Asked(request);
        var answer = await forms.Api.List(
            known.Path,
            QueryString.Create(
                asked
                    .Where(static one => one.Value is not null)
                    .Concat(
                        request
                            .Query.Where(static one => one.Key is "page" or "per_page")
                            .Select(static one => KeyValuePair.Create(one.Key, (string?)one.Value))
                    )
            )
        );
        return answer.Refused is { } refused
            ? refused
            : PortalPage.Of<RecordListPage>(
                new RecordListView(
                    known,
                    answer,
                    asked,
                    await forms.NamesIn(known, answer.Many),
                    forms.Api.Refuses("POST", known.Path) is null
                )
            );
    }

    internal static async Task<Results<PortalPage, Refused>> ShowNew(string kind, [AsParameters] SettingsForms forms) =>
        SettingsKind.Find(kind) is not { } known ? PortalSetup.Nowhere()
        : forms.Api.Refuses("POST", known.Path) is { } refused ? refused
        : await Form(forms, null, await forms.Of(known, New), null);

    internal static async Task<Results<PortalPage, Refused>> ShowRecord(
        string kind,
        long id,
        [AsParameters] SettingsForms forms
    )
    {
        if (SettingsKind.Find(kind) is not { } known)
            return PortalSetup.Nowhere();
        var answer = await forms.Api.Get($"{known.Path}/{{id}}", id);
        return answer.Refused is { } refused
            ? refused
            : await Form(forms, answer.One, await forms.Of(known, answer.One), null);
    }

    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> CreateRecord(
        string kind,
        PortalForm form,
        [AsParameters] SettingsForms forms
    ) =>
        SettingsKind.Find(kind) is not { } known ? PortalSetup.Nowhere()
        : forms.Api.Refuses("POST", known.Path) is { } refused ? refused
        : await Save(known, form, null, forms, body => forms.Api.Create(known.Path, body));

    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> UpdateRecord(
        string kind,
        long id,
        PortalForm form,
        [AsParameters] SettingsForms forms
    )
    {
        if (SettingsKind.Find(kind) is not { } known)
            return PortalSetup.Nowhere();
        var before = await forms.Api.Get($"{known.Path}/{{id}}", id);
        return before.Refused is { } missing
            ? missing
            : await Save(known, form, before.One, forms, body => forms.Api.Update(known.Path, id, body));
    }

    internal static async Task<Results<RedirectHttpResult, Refused>> DeleteRecord(string kind, long id, ApiResource api)
    {
        if (SettingsKind.Find(kind) is not { } known)
            return PortalSetup.Nowhere();
        var answer = await api.Delete(known.Path, id);
        return answer.Refused is { } refused ? refused : TypedResults.Redirect($"{Path}/{kind}");
    }

    /// <summary>Saves what was put in, or shows it again: with why it was not taken, or as one of the form's own buttons has it.</summary>
    private static async Task<Results<RedirectHttpResult, PortalPage, Refused>> Save(
        SettingsKind kind,
        PortalForm form,
        JsonObject? before,
        SettingsForms forms,
        Func<JsonObject, Task<ApiAnswer>> save
    )
    {
        var given = await forms.Of(kind, form);
        if (form[ConditionsDraft.Act] is { } act)
            return await Form(forms, before, SettingsForms.After(act, given, form), null);
        if (given.Errors.Any)
            return await Form(forms, before, given, new Refused(given.Errors).Value);
        try
        {
            var answer = await save(SettingsBody.Of(given, before));
            return answer.Refused is { } refused
                ? await Form(forms, before, given, refused.Value)
                : TypedResults.Redirect($"{Path}/{kind.Key}");
        }
        catch (JsonException)
        {
            given.Errors.Add(ConditionsDraft.Name, Texts.Of("settings.no_json"));
            return await Form(forms, before, given, new Refused(given.Errors).Value);
        }
    }

    /// <summary>What was left empty was not asked for.</summary>
    private static Dictionary<string, string?> Asked(HttpRequest request) =>
        ((string[])["q", "is_active", "sort"]).ToDictionary(
            static name => name,
            name => request.Query[name].ToString() is { Length: > 0 } value ? value : null
        );

    /// <summary>What a new record says where nobody said anything.</summary>
    private static readonly JsonObject New = new()
    {
        ["is_active"] = true,
        ["position"] = 100,
        ["hours"] = new JsonArray([
            .. RowsDraft
                .Week.Take(5)
                .Select(static day => new JsonObject
                {
                    ["day"] = day,
                    ["from"] = "09:00",
                    ["to"] = "17:00",
                }),
        ]),
    };

    private static async Task<PortalPage> Form(
        SettingsForms forms,
        JsonObject? record,
        SettingsForm form,
        Problem? problem
    )
    {
        var path = form.Kind.Path;
        var isChangeable =
            forms.Api.Refuses(record is null ? "POST" : "PUT", record is null ? path : $"{path}/{{id}}") is null;
        if (problem is null && form.Errors.Any)
            problem = new Refused(form.Errors).Value;
        return PortalPage.Of<RecordPage>(
            new RecordView(
                record,
                record is null ? null : await Says(forms, form.Kind, record),
                form,
                await forms.NamesFor(form),
                isChangeable,
                problem
            ),
            problem
        );
    }

    private static async Task<string> Says(SettingsForms forms, SettingsKind kind, JsonObject record) =>
        SettingsWords.Of(kind, record, await forms.NamesIn(kind, [record]), isShort: false);
}
