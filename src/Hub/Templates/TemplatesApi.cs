using System.Globalization;
using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Delivery.Targets;
using Hub.Delivery.Templates;
using Hub.Domain;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Records;
using Hub.Domain.Subscriptions;
using Hub.Domain.Templates;
using Hub.Domain.Text;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Templates;

/// <summary>How messages to targets are written: templates that came with the hub, and an organization's own.</summary>
internal static class TemplatesApi
{
    private static readonly RecordRepository<OwnTemplate> Records = new(TemplateKinds.Template);

    private static readonly KeptVersions<OwnTemplate, TemplateVersion> Versions = new(
        TemplateKinds.Template,
        TemplateKinds.Version,
        TemplateVersion.Kept,
        static one => one.Version,
        TemplateVersion.Of
    );

    /// <summary>What they are, for the routes and for the pages.</summary>
    internal static readonly Resource<OwnTemplate, CreateTemplate, UpdateTemplate, TemplateResponse> Resource = new(
        TemplateKinds.Template,
        Records
    )
    {
        Plural = "templates",
        About = "A template is the wording and layout of the messages or cards that channels and chats get.",
        Scopes = (Scope.TicketsRead, Scope.TicketsWrite),
        Json = TemplatesJson.Default,
        IsReadable = false,
        TakesPatch = true,
        CheckNew = TemplateRules.CheckNew,
        CheckEdit = TemplateRules.CheckEdit,
        New = (body, origin) => TemplateRules.New(body).Stamp(origin.Id, origin.Now, origin.Now),
        Edit = (one, body, now) => TemplateRules.Edit(one, body, now),
        Show = TemplateResponse.Of,
        Beside = Versions.Beside,
        KeptBy =
        [
            InUse.ByText(
                Subscription.Document,
                "template_id",
                "Webhooks use this template; give them another one first."
            ),
        ],
        Limit = RecordLimit.Templates,
        InFlows = Visibility.Advanced,
    };

    public static void MapTemplates(this IEndpointRouteBuilder api)
    {
        var writes = api.MapResource(Resource);
        var reads = writes.MapGroup("").RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        reads.MapGet("/", ListTemplates);
        reads.MapGet("/{id}", GetTemplate).Shows();
        reads.MapGet("/{id}/versions", ListTemplateVersions);
        reads.MapGet("/{id}/versions/{versionId}", GetTemplateVersion);
        reads.MapGet("/{id}/compare", CompareTemplate);
        reads.MapTemplatePreviews();
    }

    /// <summary>List templates. Shows the organization's own by name, then those that came with the hub.</summary>
    /// <returns>A page of templates, without their texts.</returns>
    internal static async Task<Results<Ok<Many<TemplateSummaryResponse>>, Refused>> ListTemplates(
        Query<ListTemplates> list,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Read(list.Value.Page, list.Value.PerPage, list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        var organization = caller.Organization.Id;
        var own = list.Value.WantsOwn
            ? await store.Query(
                TemplateKinds.Template.Document,
                organization,
                Records.Within(organization, paging.Over(list.Value.Own, new Sort("name"), new Sort("id"))),
                cancellation
            )
            : new Page<OwnTemplate>([], 0, null);
        if (paging.TooLarge(own) is { } tooLarge)
            return tooLarge;
        var total = own.Total ?? 0;
        var shipped = list.Value.Shipped.ToList();
        var passed = (int)Math.Clamp(((paging.Page - 1L) * paging.PerPage) - total, 0, shipped.Count);
        return TypedResults.Ok(
            new Many<TemplateSummaryResponse>(
                [
                    .. own.Items.Select(static one => TemplateSummaryResponse.Of(one.Value)),
                    .. shipped.Skip(passed).Take(paging.PerPage - own.Items.Count).Select(TemplateSummaryResponse.Of),
                ],
                new PageMeta(paging.Page, paging.PerPage, total + shipped.Count)
            )
        );
    }

    /// <summary>Get a template. Shows what it says.</summary>
    /// <param name="id">The template's id: a word for one that came with the hub, a number for one of your own.</param>
    /// <returns>The template.</returns>
    internal static async Task<Results<Ok<One<TemplateResponse>>, StatusCodeHttpResult, Refused>> GetTemplate(
        string id,
        Caller caller,
        IStore store,
        HttpContext http
    )
    {
        if (ShippedTemplates.Find(id) is { } shipped)
            return TypedResults.Ok(new One<TemplateResponse>(TemplateResponse.Of(shipped)));
        return await Own(id, caller, store, http.RequestAborted) is { } stored
            ? http.Show(stored.Version, TemplateResponse.Of(stored.Value))
            : new Refused(Missing(id));
    }

    /// <summary>
    /// List versions of a template. Shows what it said from one writing to the next, the newest first; the newest 50 are kept.
    /// </summary>
    /// <param name="id">The id of a template of your own: a number.</param>
    /// <returns>A page of versions.</returns>
    internal static Task<Results<Ok<Many<TemplateVersionResponse>>, Refused>> ListTemplateVersions(
        long id,
        Query<PageQuery> list,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    ) => Versions.List(id, list, caller, store, static one => new TemplateVersionResponse(one), cancellation);

    /// <summary>Get a version of a template. Shows what it said from one writing to the next.</summary>
    /// <param name="id">The id of a template of your own: a number.</param>
    /// <param name="versionId">The version's number; the first is 1.</param>
    /// <returns>The version.</returns>
    internal static async Task<Results<Ok<One<TemplateVersionResponse>>, Refused>> GetTemplateVersion(
        long id,
        int versionId,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var (version, refused) = await Versions.Find(id, versionId, caller, store, cancellation);
        return version is null ? refused! : TypedResults.Ok(new One<TemplateVersionResponse>(new(version)));
    }

    /// <summary>
    /// Compare a template. Shows line by line what it says and its base, as the hub ships that now, does not; or what a former
    /// version did not.
    /// </summary>
    /// <remarks>Use it to see what differs or was changed in a template; to read what it says, use Get a template instead.</remarks>
    /// <param name="id">The id of a template of your own: a number.</param>
    /// <returns>What differs.</returns>
    internal static async Task<Results<Ok<One<TemplateComparison>>, Refused>> CompareTemplate(
        long id,
        Query<CompareTemplate> with,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        if (with.Errors.Any)
            return new Refused(with.Errors);
        if (await Records.Find(store, caller.Organization.Id, id, cancellation) is not { Value: var own })
            return new Refused(Missing(id));
        var (name, other) = ("", "");
        if (with.Value.Version is { } number)
        {
            var (former, refused) = await Versions.Find(id, number, caller, store, cancellation);
            if (former is null)
                return refused!;
            (name, other) = (number.ToString(CultureInfo.InvariantCulture), former.Text);
        }
        else if (own.BaseId is { } baseId)
            (name, other) = (baseId, ShippedTemplates.Find(baseId)?.Text ?? own.BaseText ?? "");
        else
            return new Refused(
                Refusal.Conflict(
                    "template_without_base",
                    "This template began as none; name a version to compare with."
                )
            );
        var diff = TextDiff.Between(other, own.Text);
        return TypedResults.Ok(
            new One<TemplateComparison>(new(name, diff.IsSame, diff.Added, diff.Removed, diff.Lines))
        );
    }

    private static async ValueTask<Stored<OwnTemplate>?> Own(
        string id,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    ) =>
        TemplateBook.NumberOf(id) is { } number
            ? await Records.Find(store, caller.Organization.Id, number, cancellation)
            : null;

    private static Refusal Missing(object id) => Refusal.NotFound(TemplateKinds.Template.Name, id);
}

[JsonSerializable(typeof(CreateTemplate))]
[JsonSerializable(typeof(UpdateTemplate))]
[JsonSerializable(typeof(PreviewTemplate))]
[JsonSerializable(typeof(PreviewWebhook))]
[JsonSerializable(typeof(One<TemplateResponse>))]
[JsonSerializable(typeof(Many<TemplateSummaryResponse>))]
[JsonSerializable(typeof(Many<TemplateVersionResponse>))]
[JsonSerializable(typeof(One<TemplateVersionResponse>))]
[JsonSerializable(typeof(One<TemplateComparison>))]
[JsonSerializable(typeof(TemplatePreviewResponse))]
[JsonSerializable(typeof(WebhookPreviewResponse))]
internal sealed partial class TemplatesJson : JsonSerializerContext;
