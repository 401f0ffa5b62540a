using System.Text.Json;
using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Domain;
using Hub.Domain.Subscriptions;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Triggers;

/// <summary>What starts flows of makers: they subscribe to an event when they are turned on, and unsubscribe when they are off.</summary>
internal static class TriggersApi
{
    public const string Path = "/api/v1/triggers";

    private const int MostAtOnce = 100;

    /// <summary>What happened so lately may not all be there to be read yet.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public static IReadOnlyList<Dialect> Dialects { get; } = [DialectCatalogue.ForFlows, DialectCatalogue.ForFlowLists];

    public static void MapTriggers(this IEndpointRouteBuilder api)
    {
        api.AddJson(TriggersJson.Default);
        var triggers = api.MapGroup("/triggers").OfResource("event").WithTags("Triggers").InFlows(Visibility.Internal);
        var reads = triggers.MapGroup("").RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        reads.MapGet("", ListFlowSubscriptions);
        reads.MapGet("/subscriptions/{id}", GetFlowSubscription);
        reads.MapGet("/events", ListTriggers);
        reads.MapGet("/events/{name}", GetTrigger);
        reads.MapGet("/samples/{name}", GetTriggerSample);
        reads.MapGet("/{name}/recent", ListRecentEvents);

        var writes = triggers.MapGroup("").RequireScope(Scope.TicketsWrite).LimitAs(Limit.Write);
        writes.MapPost("/{name}", SubscribeFlow).MakesSubscriptions();
        writes.MapPost("/any", SubscribeFlowToAny).MakesSubscriptions();
        writes.MapPost("/lists", SubscribeFlowToLists).MakesSubscriptions();
        writes.MapDelete("/subscriptions/{id}", UnsubscribeFlow);
        writes.MapPost("/unsubscribe", UnsubscribeFlowByCallback);
    }

    public static void AddTriggers(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<FlowSubscriber>();

    private static RouteHandlerBuilder MakesSubscriptions(this RouteHandlerBuilder create) =>
        create.Idempotent(Subscription.Counter).WithMetadata(WebhookWriter.Limited);

    /// <summary>List subscriptions of flows. Shows what flows are told of, the newest first.</summary>
    /// <returns>One page of subscriptions.</returns>
    internal static async Task<Results<Ok<Many<FlowSubscriptionResponse>>, Refused>> ListFlowSubscriptions(
        Query<PageQuery> list,
        Caller caller,
        WebhookAuthority authority,
        IStore store,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Read(list.Value.Page, list.Value.PerPage, list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        var page = await WebhooksApi.Page(paging, FlowSubscriber.OfFlows, caller, authority, store, cancellation);
        return paging.Answer(page, FlowSubscriptionResponse.Of);
    }

    /// <summary>Get a subscription of a flow. Says what the flow is told of, and whether it still is.</summary>
    /// <param name="id">The subscription's id, a UUID.</param>
    /// <returns>The subscription.</returns>
    internal static async Task<Results<Ok<One<FlowSubscriptionResponse>>, Refused>> GetFlowSubscription(
        Guid id,
        Caller caller,
        FlowSubscriber flows,
        CancellationToken cancellation
    )
    {
        var (subscription, refused) = await flows.Find(id, caller, cancellation);
        return subscription is null
            ? refused!
            : TypedResults.Ok(new One<FlowSubscriptionResponse>(FlowSubscriptionResponse.Of(subscription)));
    }

    /// <summary>List triggers. Shows every event that can start a flow, for dropdowns.</summary>
    /// <returns>The events, all of them at once.</returns>
    internal static Ok<One<TriggerListResponse>> ListTriggers() =>
        TypedResults.Ok(
            new One<TriggerListResponse>(
                new([.. Trigger.All.Select(static one => new TriggerNameResponse(one.Slug, one.Title))])
            )
        );

    /// <summary>Get a trigger. Says what narrows an event, and what a flow is sent, each as a JSON Schema.</summary>
    /// <param name="name">The event, as in ticket-created.</param>
    /// <returns>What can be known of the event beforehand.</returns>
    internal static Results<Ok<One<TriggerResponse>>, Refused> GetTrigger(string name) =>
        Trigger.Find(name) is { } trigger
            ? TypedResults.Ok(new One<TriggerResponse>(TriggerResponse.Of(trigger)))
            : Missing(name);

    /// <summary>Get a sample of a trigger. Shows what a flow would be sent, to try it without an event.</summary>
    /// <param name="name">The event, as in ticket-created.</param>
    /// <returns>A payload of the event, as a flow would get it.</returns>
    internal static Results<Ok<JsonElement>, Refused> GetTriggerSample(string name) =>
        Trigger.Find(name) is { } trigger
            ? TypedResults.Ok(DialectCatalogue.ForFlows.SampleOf(trigger.Event))
            : Missing(name);

    /// <summary>
    /// List recent events. Shows what happened since the last time somebody asked, for flows that nobody can call back.
    /// </summary>
    /// <param name="name">The event, as in ticket-created.</param>
    /// <returns>The events since then, the oldest first; none the first time.</returns>
    internal static async Task<Results<Ok<RecentEventsAnswer>, Refused>> ListRecentEvents(
        string name,
        Query<RecentEvents> list,
        Caller caller,
        IEventLog log,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        if (Trigger.Find(name) is not { } trigger)
            return Missing(name);
        if (WebhookAuthority.Check([trigger.Event.Name], DialectCatalogue.ForFlows, caller) is { } forbidden)
            return new Refused(forbidden);
        var until = time.GetUtcNow() - Settling;
        if (list.Value.Read(until, list.Errors) is not { } after)
            return new Refused(list.Errors);
        if (list.Value.After is null)
            return TypedResults.Ok(new RecentEventsAnswer([], after.ToString()));
        var (events, reached) = (new List<JsonElement>(), after);
        await foreach (var happened in log.Since(caller.Organization.Id, after.Time, cancellation))
        {
            if (happened.At > until || events.Count == MostAtOnce)
                break;
            if (happened.OnlyFor is not null || !after.IsBefore(happened))
                continue;
            reached = new EventCursor(happened.At, happened.Id);
            if (
                DialectCatalogue.ForFlows.DefinitionOf(happened) == trigger.Event
                && DialectCatalogue.ForFlows.BodyOf(happened) is { } body
            )
                events.Add(body);
        }
        return TypedResults.Ok(new RecentEventsAnswer(events, reached.ToString()));
    }

    /// <summary>
    /// Subscribe a flow to an event. The same callback, event and filters again is the same subscription, however often it is asked
    /// for. Nothing is sent to the callback but events.
    /// </summary>
    /// <param name="name">The event, as in ticket-created.</param>
    /// <returns>The subscription; Location says where to end it.</returns>
    internal static Task<Results<Created<One<FlowSubscriptionResponse>>, Refused>> SubscribeFlow(
        string name,
        Body<SubscribeFlow> body,
        [AsParameters] FlowWork work
    ) =>
        Trigger.Find(name) is { } trigger
            ? Subscribe(
                body,
                [trigger.Event.Name],
                body.Value.Filters,
                Dialects[0],
                work
            )
            : Task.FromResult<Results<Created<One<FlowSubscriptionResponse>>, Refused>>(Missing(name));

    /// <summary>
    /// Subscribe a flow to any event. Which event it is, and what narrows it, the request says; otherwise the same as subscribing to
    /// one event.
    /// </summary>
    /// <returns>The subscription; Location says where to end it.</returns>
    internal static Task<Results<Created<One<FlowSubscriptionResponse>>, Refused>> SubscribeFlowToAny(
        Body<SubscribeFlowToAny> body,
        [AsParameters] FlowWork work
    ) =>
        Subscribe(
            body,
            Known(body.Value.Event is { } name ? [name] : [], "event", body.Errors),
            body.Value.Filters,
            Dialects[0],
            work
        );

    /// <summary>
    /// Subscribe a flow to lists of events. What happens at about the same time comes together, at most 100 events in a list.
    /// </summary>
    /// <returns>The subscription; Location says where to end it.</returns>
    internal static Task<Results<Created<One<FlowSubscriptionResponse>>, Refused>> SubscribeFlowToLists(
        Body<SubscribeFlowToLists> body,
        [AsParameters] FlowWork work
    ) =>
        Subscribe(
            body,
            body.Value.Events is ["*"] ? ["*"] : Known(body.Value.Events ?? [], "events", body.Errors),
            body.Value.Filters,
            Dialects[1],
            work
        );

    /// <summary>Unsubscribe a flow. Its subscription ends, or waits for the flow to come back where that was asked for.</summary>
    /// <param name="id">The subscription's id, a UUID.</param>
    /// <returns>It is ended.</returns>
    internal static async Task<Results<NoContent, Refused>> UnsubscribeFlow(
        Guid id,
        Caller caller,
        FlowSubscriber flows,
        HttpContext http
    ) => await flows.Unsubscribe(id, caller, http) is { } refused ? refused : TypedResults.NoContent();

    /// <summary>
    /// Unsubscribe a flow by its callback. Ends all subscriptions of an address, or those to some events, for platforms that do not
    /// keep where a subscription is. None is as good as ended.
    /// </summary>
    /// <returns>How many have ended.</returns>
    internal static async Task<Results<Ok<One<UnsubscribedResponse>>, Refused>> UnsubscribeFlowByCallback(
        Body<UnsubscribeFlow> body,
        Caller caller,
        FlowSubscriber flows,
        HttpContext http
    )
    {
        var events = Known(body.Value.Events ?? [], "events", body.Errors);
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var (ended, refused) = await flows.Unsubscribe(body.Value.CallbackUrl!, events, caller, http);
        return refused is not null
            ? refused
            : TypedResults.Ok(new One<UnsubscribedResponse>(new(ended), body.Errors.Warnings));
    }

    private static async Task<Results<Created<One<FlowSubscriptionResponse>>, Refused>> Subscribe<T>(
        Body<T> body,
        IReadOnlyList<string> events,
        WebhookFilters? filters,
        Dialect dialect,
        FlowWork work
    )
        where T : FlowSubscription
    {
        await work.References.Check(body, work.Caller.Organization.Id, work.Http.RequestAborted);
        if (body.Errors.Any)
            return new Refused(body.Errors);
        var wanted = new CreateWebhook
        {
            Url = body.Value.CallbackUrl,
            Name = body.Value.FlowName,
            Events = events,
            Filters = filters,
            Dialect = dialect.Name,
            IsOnce = body.Value.Once == true,
            CatchesUp = body.Value.CatchUp == true,
        };
        var (subscription, refused) = await work.Flows.Subscribe(new(wanted, body.Errors), work.Caller, work.Http);
        if (subscription is null)
            return refused!;
        return TypedResults.Created(
            work.Address.Of(work.Http, $"{Path}/subscriptions/{subscription.Id}"),
            new One<FlowSubscriptionResponse>(FlowSubscriptionResponse.Of(subscription))
        );
    }

    /// <summary>The events by their names in the dialect; what is none is among the errors.</summary>
    private static List<string> Known(IReadOnlyList<string> names, string field, FieldErrors errors)
    {
        var events = new List<string>();
        foreach (var name in names)
            if (Trigger.Find(name) is { } trigger)
                events.Add(trigger.Event.Name);
            else
                errors.Add(field, $"There is no event {FieldErrors.Shorten(name)}; {Path}/events lists them.");
        return events;
    }

    private static Refused Missing(string name) => new(Refusal.NotFound("event", name));
}

/// <summary>What the routes work with by which flows subscribe.</summary>
internal sealed record FlowWork(
    Caller Caller,
    HttpContext Http,
    [FromServices] References References,
    [FromServices] FlowSubscriber Flows,
    [FromServices] PublicAddress Address
);
