using Hub.Access;
using Hub.Domain;
using Hub.Domain.OnCall;
using Hub.Domain.Records;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Resources;
using Hub.Resources.Verbs;
using Hub.Wire;
using Hub.Wire.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.OnCall;

/// <summary>Pages: sent to whoever is on call, acknowledged, sent on, resolved. They stay: who was paged when is looked up later.</summary>
internal static class PagesApi
{
    public static void MapPages(this IEndpointRouteBuilder group)
    {
        var pages = RecordResource.Of<Page, CreateOnCallPage, object, OnCallPageResponse>(
            OnCallKinds.Page,
            (Scope.TicketsRead, Scope.TicketsWrite),
            OnCallWireJson.Default,
            create: null,
            edit: (page, _) => page,
            show: OnCallPageResponse.Of
        ) with
        {
            Root = OnCallApi.Root,
            Plural = "pages",
            Called = "on call page",
            Tag = OnCallApi.Tag,
            Edit = null,
            IsDeletable = false,
            Filters =
            [
                Filters.Choices("status", "Only with one of these statuses.", Names<PageStatus>.All),
                Filters.Choices("urgency", "Only of one of these urgencies.", Names<PageUrgency>.All),
                Filters.Ids("rotation_id", "Only of one of these rotations."),
                Filters.Ids("agent_id", "Only those that are at one of these agents."),
                Filters.Ids("ticket_id", "Only those about one of these tickets."),
                Filters.Ids("incident_id", "Only those about one of these incidents."),
            ],
            Sorts = ["updated_at"],
            Uses = new()
            {
                List =
                    "Use it to list, show or get all pages that were sent, or to find those with a certain status, urgency, rotation, agent, ticket or incident; with an ID, use Get an on call page instead.",
            },
            About = "A page calls, alerts or wakes whoever is on duty, until somebody answers.",
            InFlows = Visibility.Ordinary,
        };
        var writes = group.MapResource(pages);
        writes
            .MapVerb<Page, CreateOnCallPage, object, OnCallPageResponse, AcknowledgeOnCallPage>(
                pages,
                "acknowledge",
                Told(
                    "AcknowledgeOnCallPage",
                    "Acknowledge an on call page. It goes on to nobody else.",
                    "Use it to acknowledge, confirm or take a page, so that nobody else is called; when it is over, use Resolve an on call page instead."
                ),
                (page, body, deed) => page.Acknowledge(deed.Caller.Agent?.Id ?? body.AgentId, Of(deed)),
                CheckAgent
            )
            .MapVerb<Page, CreateOnCallPage, object, OnCallPageResponse, ResolveOnCallPage>(
                pages,
                "resolve",
                Told(
                    "ResolveOnCallPage",
                    "Resolve an on call page. What was paged for is over.",
                    "Use it to resolve, close or end a page when what it was about is over; to only take it, use Acknowledge an on call page instead."
                ),
                (page, body, deed) => page.Resolve(body.Resolution, Of(deed))
            );
        writes.MapPost("/", CreateOnCallPage).Idempotent(OnCallPages.Records.ReserveId).SetsETag();
        writes.MapPost("/{id}/escalate", EscalateOnCallPage).Changes();
    }

    /// <summary>
    /// Page whoever is on call. Pages whoever is on call, and the next in line when nobody acknowledges it in time; webhooks tell them.
    /// </summary>
    /// <remarks>
    /// Use it to page, call, alert or wake up the person, agent or engineer who is on call or on duty; to only see who that is, use List
    /// agents on call instead.
    /// </remarks>
    /// <returns>The new page.</returns>
    /// <response code="409">
    /// Nobody is on call now and the rotation names nobody else, or the first request with this Idempotency-Key is still running.
    /// </response>
    internal static async Task<Results<Created<One<OnCallPageResponse>>, Refused>> CreateOnCallPage(
        Body<CreateOnCallPage> body,
        Caller caller,
        IStore store,
        OnCallBook book,
        References references,
        TimeProvider clock,
        PublicAddress address,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        await references.Check(body, organization, cancellation);
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var reservation = await Reservation.Of(http, store, organization, OnCallPages.Records.ReserveId);
        var now = clock.Now();
        var line = await book.LineOf(organization, body.Value.RotationId!.Value, now, cancellation);
        var deed = new PageDeed(organization, caller.Actor, now);
        var sent = body.Value.ToPage(reservation.Id, now).Send(line, deed);
        if (sent.IsRefused)
            return new Refused(sent.Refusal);
        var result = await store.Commit(OnCallPages.Create(organization, sent), cancellation);
        return result switch
        {
            CommitResult.Done done => Created(sent.State, done.Versions[0]),
            // A run that was cut short has sent it: that page is the answer.
            CommitResult.Exists
                when await OnCallPages.Records.Find(store, organization, reservation.Id, cancellation) is { } made =>
                Created(made.Value, made.Version),
            _ => new Refused(result.ToRefusal()),
        };

        Created<One<OnCallPageResponse>> Created(Page page, Domain.Documents.DocumentVersion version)
        {
            http.SetETag(version);
            return TypedResults.Created(
                address.Of(http, $"{OnCallApi.Root}/pages/{page.Id}"),
                body.Answer(Shown(page))
            );
        }
    }

    /// <summary>
    /// Escalate an on call page. It goes on to the next in line at once, also when it was acknowledged; after the last to the first
    /// once more.
    /// </summary>
    /// <remarks>Use it to escalate or pass a page on to the next in line; to call the first one, use Page whoever is on call instead.</remarks>
    /// <param name="id">The id of the on call page: a number.</param>
    /// <returns>The on call page as it is now.</returns>
    /// <response code="409">
    /// It is resolved, nobody can be paged now, it went on as often as may be, or others keep changing it at the same time.
    /// </response>
    internal static async Task<Results<Ok<One<OnCallPageResponse>>, Refused>> EscalateOnCallPage(
        long id,
        Caller caller,
        IStore store,
        OptimisticWriter writer,
        OnCallBook book,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellation
    )
    {
        var organization = caller.Organization.Id;
        var written = await writer.Change(
            OnCallPages.PlaceOf(store, organization, id).AsAskedBy(http),
            async stored =>
            {
                var now = clock.Now();
                var line = await book.LineOf(organization, stored.Value.RotationId, now, cancellation);
                var deed = new PageDeed(organization, caller.Actor, now);
                return OnCallPages.Propose(organization, stored, stored.Value.Escalate(line, deed));
            },
            cancellation
        );
        if (written.IsRefused)
            return new Refused(written.Refusal);
        http.SetETag(written.Version);
        return TypedResults.Ok(new One<OnCallPageResponse>(Shown(written.Value)));
    }

    private static OnCallPageResponse Shown(Page page) =>
        OnCallPageResponse.Of(page) with
        {
            Id = page.Id,
            CreatedAt = page.CreatedAt,
            UpdatedAt = page.UpdatedAt,
        };

    private static PageDeed Of(Deed deed) => new(deed.Organization, deed.Actor, deed.Now);

    private static Operation Told(string id, string text, string use) =>
        new(id, $"{text} Once more changes nothing.", "The on call page as it is now.")
        {
            Use = use,
            Responses = new Dictionary<string, string>
            {
                ["409"] = "Its status does not allow it, or others keep changing it at the same time.",
            },
        };

    private static void CheckAgent(AcknowledgeOnCallPage body, Caller caller, FieldErrors errors)
    {
        if (caller.Agent is { } own && body.AgentId is { } named && named != own.Id)
            errors.Add("agent_id", $"An agent's token acknowledges for that agent alone, who is {own.Id}.");
    }
}
