using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Templates;
using Hub.Wire;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal.Writing;

/// <summary>Shows templates with events: what they would send, and what differs from what is sent now.</summary>
internal sealed class TemplateDesk(Previewing previews, TemplateBook book, IEventLog log, IStore store)
{
    private const string UsualEvent = "ticket.created";

    /// <summary>A draft with what it would send.</summary>
    /// <param name="problem">Why it was not saved.</param>
    public async Task<EditorView> Open(TemplateDraft draft, Caller caller, HttpContext http, Problem? problem = null)
    {
        var warnings = new FieldErrors();
        if (TargetCatalogue.Find(draft.Target) is { } target)
            TemplateRules.Check(draft.Text, target, Families.Find(draft.Family), warnings);
        var saved = draft.Id is null ? null : await TextOf(draft.Against!, caller, http);
        return new EditorView(
            draft,
            await Show(draft.Target, draft.Family, draft.Against, draft.Text, draft.With, caller, http.RequestAborted),
            Warnings: warnings.Warnings ?? [],
            Unsaved: saved is null ? null : TextDiff.Between(saved, draft.Text),
            FromBase: draft.BaseId is { } id && ShippedTemplates.Find(id) is { } shipped
                ? TextDiff.Between(shipped.Text, draft.Text)
                : null,
            problem
        );
    }

    /// <summary>What a saved template sends.</summary>
    public Task<ShownMessages> Show(
        TemplateResponse saved,
        ShownWith with,
        Caller caller,
        CancellationToken cancellation
    ) => Show(saved.Target, saved.Family, saved.Id, null, with, caller, cancellation);

    private async Task<ShownMessages> Show(
        string target,
        string? family,
        string? id,
        string? text,
        ShownWith with,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var known = EventsOf(Families.Find(family));
        var events = known.Where(one => caller.Allows(one.Scope)).Select(static one => one.Name).ToList();
        var asked = with.Event ?? (events.Contains(UsualEvent) ? UsualEvent : events.FirstOrDefault(known[0].Name));
        var body = FormBody.Of(
            new PreviewTemplate
            {
                Target = target,
                Template = text,
                TemplateId = id,
                EventId = with.EventId,
                Event = with.EventId is null ? asked : null,
                Last = with.Last,
                Sample = with.IsSample,
            }
        );
        var answer = await TemplatePreviewApi.PreviewTemplate(body, caller, previews, book, log, cancellation);
        return answer.Result is Ok<TemplatePreviewResponse> { Value: { } shown }
            ? new(target, events, asked, with, shown.Data, shown.Warnings ?? [])
            : new(target, events, asked, with, [], [], ((Refused)answer.Result).Value);
    }

    private async Task<string?> TextOf(string id, Caller caller, HttpContext http) =>
        (await TemplatesApi.GetTemplate(id, caller, store, http)).Result
            is Ok<One<TemplateResponse>> { Value: { } found }
            ? found.Data.Text
            : null;

    /// <summary>The events of the family; all where none is named, and for a digest.</summary>
    private static List<EventDefinition> EventsOf(Family? family) =>
        [
            .. HubCatalogue.All.Where(one =>
                family is null or Family.Digest || Families.Of(one.Facts[0], one.Kind) == family
            ),
        ];
}

/// <summary>What a template makes of events.</summary>
/// <param name="Events">What it can be shown with.</param>
/// <param name="Event">What of that it is.</param>
/// <param name="Problem">Why it makes nothing.</param>
internal sealed record ShownMessages(
    string Target,
    IReadOnlyList<string> Events,
    string Event,
    ShownWith With,
    IReadOnlyList<PreviewResponse> Messages,
    IReadOnlyList<Warning> Notes,
    Problem? Problem = null
);

/// <summary>A draft in the editor.</summary>
/// <param name="Warnings">With which events of its family it fails.</param>
/// <param name="Unsaved">What differs from the saved one; absent of a new one.</param>
/// <param name="FromBase">What differs from the shipped one that it began as; absent where it began as none.</param>
/// <param name="Problem">Why it was not saved.</param>
internal sealed record EditorView(
    TemplateDraft Draft,
    ShownMessages Shown,
    IReadOnlyList<Warning> Warnings,
    TextDiff? Unsaved,
    TextDiff? FromBase,
    Problem? Problem
);
