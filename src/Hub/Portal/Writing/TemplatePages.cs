using Hub.Access;
using Hub.Delivery.Targets;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Templates;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Portal.Writing;

/// <summary>Templates of messages: which there are, what they say and send, and where they are written.</summary>
internal static partial class TemplatePages
{
    public const string Path = $"{PortalSetup.Root}/templates";
    public const string NewPath = $"{Path}/new";

    public static void MapWriting(this RouteGroupBuilder app)
    {
        app.MapGet("/assets/template-words.json", EditorWords.Show)
            .OpenToAll("The names that the manual's page has too, the same for everybody.");
        var templates = app.MapGroup("/templates").OfResource("template");
        var read = templates.MapGroup("").RequirePage(Scope.TicketsRead).LimitAs(Limit.Read);
        read.MapGet("", ShowTemplates);
        read.MapGet("/{id}", ShowTemplate);
        read.MapGet("/{id}/versions/{version}", ShowVersion);
        var write = templates.MapGroup("").RequirePage(Scope.TicketsWrite);
        write.MapGet("/new", ShowNew).LimitAs(Limit.Read);
        write.MapGet("/{id}/edit", ShowEditor).LimitAs(Limit.Read).SetsETag();
        var forms = write.MapGroup("").TakesForms();
        forms.MapPost("/new", Create).LimitAs(Limit.Write);
        forms.MapPost("/new/preview", PreviewNew).LimitAs(Limit.Read);
        forms.MapPost("/{id}/edit", Save).LimitAs(Limit.Write).Changes();
        forms.MapPost("/{id}/preview", Preview).LimitAs(Limit.Read);
        forms.MapPost("/{id}/versions/{version}/restore", Restore).LimitAs(Limit.Write);
        forms.MapPost("/{id}/delete", Delete).LimitAs(Limit.Write);
    }

    internal static async Task<Results<PortalPage, Refused>> ShowTemplates(
        Query<ListTemplates> list,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var answer = await TemplatesApi.ListTemplates(list, caller, store, cancellation);
        return answer.Result is Ok<Many<TemplateSummaryResponse>> { Value: { } page }
            ? PortalPage.Of<TemplateListPage>(new TemplateListView(list.Value, page))
            : (Refused)answer.Result;
    }

    internal static async Task<Results<PortalPage, StatusCodeHttpResult, Refused>> ShowTemplate(
        string id,
        Query<ShownEvent> shown,
        Caller caller,
        TemplateDesk desk,
        WebhookAuthority authority,
        IStore store,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (shown.Errors.Any)
            return new Refused(shown.Errors);
        var found = await TemplatesApi.GetTemplate(id, caller, store, http);
        if (found.Result is not Ok<One<TemplateResponse>> { Value.Data: var template })
            return found.Result is Refused missing ? missing : (StatusCodeHttpResult)found.Result;
        var with = new ShownWith(shown.Value.Event, shown.Value.With);
        var messages = await desk.Show(template, with, caller, cancellation);
        var users = await UsersOf(id, caller, authority, store, cancellation);
        var versions = template.Version is null ? [] : await VersionsOf(id, caller, store, cancellation);
        return PortalPage.Of<TemplatePage>(new TemplateView(template, messages, users, versions), messages.Problem);
    }

    internal static async Task<Results<RedirectHttpResult, Refused>> Delete(
        long id,
        Caller caller,
        TemplateHandlers templates,
        HttpContext http,
        CancellationToken cancellation
    ) =>
        await templates.Delete(id, new ResourceCall(templates, caller, http), cancellation) is Refused refused
            ? refused
            : TypedResults.Redirect(Path);

    /// <summary>The webhooks that name the template, the newest first, as far as the caller may see them.</summary>
    private static async Task<IReadOnlyList<TemplateUser>> UsersOf(
        string id,
        Caller caller,
        WebhookAuthority authority,
        IStore store,
        CancellationToken cancellation
    )
    {
        var uses = Filter.Equal("template_id", FieldValue.Text(id));
        var paging = Paging.Read(1, Paging.LargestPerPage, new FieldErrors());
        var page = await WebhooksApi.Page(paging, uses, caller, authority, store, cancellation);
        return
        [
            .. page.Items.Select(static one => new TemplateUser(one.Value.Id, one.Value.Name ?? $"{one.Value.Id}")),
        ];
    }

    private static async Task<IReadOnlyList<TemplateVersionResponse>> VersionsOf(
        string id,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var all = new Query<PageQuery>(new PageQuery { PerPage = Paging.LargestPerPage }, new FieldErrors());
        var number = long.Parse(id, System.Globalization.CultureInfo.InvariantCulture);
        var answer = await TemplatesApi.ListTemplateVersions(number, all, caller, store, cancellation);
        return answer.Result is Ok<Many<TemplateVersionResponse>> { Value: { } page } ? page.Data : [];
    }
}

/// <summary>Which events a template is shown with.</summary>
internal sealed record ShownEvent
{
    /// <summary>By its name in the hub's own catalogue; the first of the template's family when left out.</summary>
    [FromQuery(Name = "event")]
    public string? Event { get; init; }

    /// <summary>How many of the last real ones, or the id of one; a sample when left out.</summary>
    [FromQuery(Name = "with")]
    public string? With { get; init; }
}

/// <summary>A page of templates and what was asked for.</summary>
internal sealed record TemplateListView(ListTemplates Asked, Many<TemplateSummaryResponse> Page);

/// <summary>A webhook that a template writes for.</summary>
internal sealed record TemplateUser(Guid Id, string Name);

/// <summary>A template, what it sends, who uses it, and what it said before.</summary>
internal sealed record TemplateView(
    TemplateResponse Template,
    ShownMessages Shown,
    IReadOnlyList<TemplateUser> Users,
    IReadOnlyList<TemplateVersionResponse> Versions
);
