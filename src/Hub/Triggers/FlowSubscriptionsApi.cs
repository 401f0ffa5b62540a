using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Domain;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Records;
using Hub.Resources;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Bodies;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Triggers;

/// <summary>What the handlers that subscribe flows work with.</summary>
internal sealed record FlowServices(
    Caller Caller,
    References References,
    FlowSubscriber Flows,
    PublicAddress Address,
    HttpContext Http
);

/// <summary>Subscriptions of flows: they come when a flow is turned on, and go when it is off.</summary>
internal static class FlowSubscriptionsApi
{
    /// <summary>List subscriptions of flows. Shows what flows are told of, the newest first.</summary>
    /// <returns>A page of subscriptions.</returns>
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

    /// <summary>
    /// Subscribe a flow to an event. The same callback, event and filters again is the same subscription, however often it is asked
    /// for. Nothing is sent to the callback but events.
    /// </summary>
    /// <param name="name">The event, as in ticket-created.</param>
    /// <returns>The subscription; Location says where to end it.</returns>
    internal static Task<Results<Created<One<FlowSubscriptionResponse>>, Refused>> SubscribeFlow(
        string name,
        Body<SubscribeFlow> body,
        [AsParameters] FlowServices services
    ) =>
        Trigger.Find(name) is { } trigger
            ? Subscribe(body, [trigger.Event.Name], body.Value.Filters, TriggersApi.Dialects[0], services)
            : Task.FromResult<Results<Created<One<FlowSubscriptionResponse>>, Refused>>(TriggersApi.Missing(name));

    /// <summary>
    /// Subscribe a flow to any event. Which event it is, and what narrows it, the request says; otherwise the same as subscribing to
    /// one event.
    /// </summary>
    /// <returns>The subscription; Location says where to end it.</returns>
    internal static Task<Results<Created<One<FlowSubscriptionResponse>>, Refused>> SubscribeFlowToAny(
        Body<SubscribeFlowToAny> body,
        [AsParameters] FlowServices services
    ) =>
        Subscribe(
            body,
            Known(body.Value.Event is { } name ? [name] : [], "event", body.Errors),
            body.Value.Filters,
            TriggersApi.Dialects[0],
            services
        );

    /// <summary>
    /// Subscribe a flow to lists of events. What happens at about the same time comes together, at most 100 events in a list.
    /// </summary>
    /// <returns>The subscription; Location says where to end it.</returns>
    internal static Task<Results<Created<One<FlowSubscriptionResponse>>, Refused>> SubscribeFlowToLists(
        Body<SubscribeFlowToLists> body,
        [AsParameters] FlowServices services
    ) =>
        Subscribe(
            body,
            body.Value.Events is ["*"] ? ["*"] : Known(body.Value.Events ?? [], "events", body.Errors),
            body.Value.Filters,
            TriggersApi.Dialects[1],
            services
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
        FlowServices services
    )
        where T : FlowSubscription
    {
        await services.References.Check(body, services.Caller.Organization.Id, services.Http.RequestAborted);
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
        var (subscription, refused) = await services.Flows.Subscribe(
            new(wanted, body.Errors),
            services.Caller,
            services.Http
        );
        if (subscription is null)
            return refused!;
        return TypedResults.Created(
            services.Address.Of(services.Http, $"{TriggersApi.Path}/subscriptions/{subscription.Id}"),
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
                errors.Add(
                    field,
                    $"There is no event {FieldErrors.Shorten(name)}; {TriggersApi.Path}/events lists them."
                );
        return events;
    }
}
