using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Templates;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Portal.Writing;

/// <summary>Templates of messages: what they say, and what they make of a sample.</summary>
internal static class TemplatePages
{
    private const string UsualEvent = "ticket.created";

    public static void MapWriting(this RouteGroupBuilder app)
    {
        var templates = app.MapGroup("/templates").OfResource("template").RequirePage(Scope.TicketsRead);
        templates.MapGet("", ShowTemplates).LimitAs(Limit.Read);
        templates.MapGet("/{id}", ShowTemplate).LimitAs(Limit.Read);
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
        Previewing previews,
        TemplateBook book,
        IEventLog log,
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
        var asked = shown.Value.Event ?? UsualEventOf(template.Family);
        var preview = new PreviewTemplate
        {
            TemplateId = template.Id,
            Event = asked,
            Sample = true,
        };
        var body = new Body<PreviewTemplate>(preview, new FieldErrors());
        var answer = await TemplatePreviewApi.PreviewTemplate(body, caller, previews, book, log, cancellation);
        return answer.Result is Ok<TemplatePreviewResponse> { Value.Data: [var message, ..] }
            ? PortalPage.Of<TemplatePage>(new TemplateView(template, asked, EventsFor(caller), message))
            : (Refused)answer.Result;
    }

    private static string UsualEventOf(string? family) =>
        Families.Find(family) is { } known && TemplateSamples.Of(known) is [var first, ..] ? first.Type : UsualEvent;

    /// <summary>What the caller may be told of.</summary>
    private static List<string> EventsFor(Caller caller) =>
        [.. HubCatalogue.All.Where(one => caller.Allows(one.Scope)).Select(static one => one.Name)];
}

/// <summary>Which event a template is shown with.</summary>
internal sealed record ShownEvent
{
    /// <summary>By its name in the hub's own catalogue; the first of the template's family when left out.</summary>
    [FromQuery(Name = "event")]
    public string? Event { get; init; }
}

/// <summary>A page of templates and what was asked for.</summary>
internal sealed record TemplateListView(ListTemplates Asked, Many<TemplateSummaryResponse> Page);

/// <summary>A template and what it makes of an event's sample.</summary>
internal sealed record TemplateView(
    TemplateResponse Template,
    string Event,
    IReadOnlyList<string> Events,
    PreviewResponse Message
);
