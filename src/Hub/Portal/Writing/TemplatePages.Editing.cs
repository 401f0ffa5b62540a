using System.Buffers;
using System.Text;
using System.Text.Json;
using Hub.Access;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Domain;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Resources;
using Hub.Templates;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Portal.Writing;

internal static partial class TemplatePages
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The editor with a shipped template, or with next to nothing for a target; without either, what can be chosen.</summary>
    internal static async Task<Results<PortalPage, Refused>> ShowNew(
        Query<NewTemplate> asked,
        Caller caller,
        TemplateDesk desk,
        HttpContext http
    )
    {
        if (asked.Errors.Any)
            return new Refused(asked.Errors);
        return Begin(asked.Value) is { } draft
            ? PortalPage.Of<EditorPage>(await desk.Open(draft, caller, http))
            : PortalPage.Of<NewTemplatePage>(asked.Value);
    }

    internal static async Task<Results<PortalPage, Refused>> PreviewNew(
        PortalForm form,
        Caller caller,
        TemplateDesk desk,
        HttpContext http
    ) =>
        Begin(form) is { } draft
            ? PortalPage.Of<EditorPage>(await desk.Open(draft, caller, http))
            : PortalSetup.Nowhere();

    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> Create(
        PortalForm form,
        Caller caller,
        TemplateDesk desk,
        TemplateHandlers templates,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        if (Begin(form) is not { } draft)
            return PortalSetup.Nowhere();
        var body = new CreateTemplate
        {
            Name = draft.Name,
            BaseId = draft.BaseId,
            Target = draft.Target,
            Family = draft.Family,
            Text = draft.Text,
            TooLarge = draft.TooLarge,
        };
        var call = new ResourceCall(templates, caller, http);
        var answer = await templates.Create(FormBody.Of(body), call, cancellation);
        return answer is Created<One<TemplateResponse>> { Value.Data.Id: var id }
            ? TypedResults.Redirect($"{Path}/{id}")
            : await Again(draft, ((Refused)answer).Value, caller, desk, http);
    }

    internal static async Task<Results<PortalPage, Refused>> ShowEditor(
        long id,
        Query<ShownEvent> shown,
        Caller caller,
        TemplateDesk desk,
        IStore store,
        HttpContext http
    )
    {
        if (shown.Errors.Any)
            return new Refused(shown.Errors);
        var (saved, refused) = await Saved(id, caller, store, http);
        return saved is null
            ? refused!
            : PortalPage.Of<EditorPage>(
                await desk.Open(saved with { With = new(shown.Value.Event, shown.Value.With) }, caller, http)
            );
    }

    internal static async Task<Results<PortalPage, Refused>> Preview(
        long id,
        PortalForm form,
        Caller caller,
        TemplateDesk desk,
        IStore store,
        HttpContext http
    )
    {
        var (saved, refused) = await Saved(id, caller, store, http);
        return saved is null ? refused! : PortalPage.Of<EditorPage>(await desk.Open(saved.Filled(form), caller, http));
    }

    internal static async Task<Results<RedirectHttpResult, PortalPage, Refused>> Save(
        long id,
        PortalForm form,
        Caller caller,
        TemplateDesk desk,
        TemplateHandlers templates,
        IStore store,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var (saved, missing) = await Saved(id, caller, store, http);
        if (saved is null)
            return missing!;
        var draft = saved.Filled(form);
        var body = new UpdateTemplate(
            new Optional<string?>(draft.Name),
            new Optional<string?>(draft.Family),
            new Optional<string?>(draft.Text),
            new Optional<string?>(draft.TooLarge ?? TooLarges.Shorten)
        );
        http.Request.Headers.IfMatch = draft.Tag;
        var answer = await templates.Update(
            id,
            FormBody.Of(body),
            new ResourceCall(templates, caller, http),
            cancellation
        );
        // Who saves once more after that has seen what somebody else saved meanwhile.
        return answer is Refused { Value: var problem }
            ? await Again(draft with { Tag = saved.Tag }, problem, caller, desk, http)
            : Saved(id);
    }

    private static RedirectHttpResult Saved(long id) => TypedResults.Redirect($"{Path}/{id}");

    /// <summary>The editor once more, with what was written and why it was not saved.</summary>
    private static async Task<PortalPage> Again(
        TemplateDraft draft,
        Problem problem,
        Caller caller,
        TemplateDesk desk,
        HttpContext http
    ) => PortalPage.Of<EditorPage>(await desk.Open(draft, caller, http, problem), problem.Status);

    /// <summary>The stored template as a draft; or why there is none.</summary>
    private static async Task<(TemplateDraft? Draft, Refused? Refused)> Saved(
        long id,
        Caller caller,
        IStore store,
        HttpContext http
    )
    {
        var name = id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var found = await TemplatesApi.GetTemplate(name, caller, store, http);
        if (found.Result is not Ok<One<TemplateResponse>> { Value.Data: var template })
            return (null, (Refused)found.Result);
        var draft = new TemplateDraft
        {
            Id = id,
            BaseId = template.BaseId,
            Target = template.Target,
            Name = template.Name,
            Family = template.Family,
            Text = template.Text,
            TooLarge = template.TooLarge,
            Tag = http.Response.Headers.ETag,
        };
        return (draft, null);
    }

    private static TemplateDraft? Begin(PortalForm form) =>
        Begin(new NewTemplate { BaseId = form["base_id"], Target = form["target"] })?.Filled(form);

    /// <summary>What a new template begins as; nothing where neither a base nor a target is named that there is.</summary>
    private static TemplateDraft? Begin(NewTemplate asked) =>
        ShippedTemplates.Find(asked.BaseId ?? "") is { } shipped
            ? new()
            {
                BaseId = shipped.Id,
                Target = shipped.Target.Name,
                Family = shipped.Family.Name(),
                Text = shipped.Text,
            }
        : TargetCatalogue.Find(asked.Target ?? "") is { } target
            ? new()
            {
                Target = target.Name,
                Family = asked.Family,
                Text = Smallest(target),
            }
        : null;

    /// <summary>A template that says what happened, and nothing else.</summary>
    private static string Smallest(Target target)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Readable))
            target.Minimal(json, "{{ event.type }}");
        return $"{Encoding.UTF8.GetString(bytes.WrittenSpan)}\n";
    }
}

/// <summary>What a new template is to begin as.</summary>
internal sealed record NewTemplate
{
    /// <summary>A shipped template.</summary>
    [FromQuery(Name = "base_id")]
    public string? BaseId { get; init; }

    /// <summary>Or whom it writes for, and begins with next to nothing.</summary>
    [FromQuery(Name = "target"), TargetName]
    public string? Target { get; init; }

    /// <summary>The events that it is for; all of them when left out.</summary>
    [FromQuery(Name = "family"), FamilyName]
    public string? Family { get; init; }
}
