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
        reads.MapGet("", FlowSubscriptionsApi.ListFlowSubscriptions);
        reads.MapGet("/subscriptions/{id}", FlowSubscriptionsApi.GetFlowSubscription);
        reads.MapGet("/events", ListTriggers);
        reads.MapGet("/events/{name}", GetTrigger);
        reads.MapGet("/samples/{name}", GetTriggerSample);
        reads.MapGet("/{name}/recent", ListRecentEvents);

        var writes = triggers.MapGroup("").RequireScope(Scope.TicketsWrite).LimitAs(Limit.Write);
        writes.MapPost("/{name}", FlowSubscriptionsApi.SubscribeFlow).MakesSubscriptions();
        writes.MapPost("/any", FlowSubscriptionsApi.SubscribeFlowToAny).MakesSubscriptions();
        writes.MapPost("/lists", FlowSubscriptionsApi.SubscribeFlowToLists).MakesSubscriptions();
        writes.MapDelete("/subscriptions/{id}", FlowSubscriptionsApi.UnsubscribeFlow);
        writes.MapPost("/unsubscribe", FlowSubscriptionsApi.UnsubscribeFlowByCallback);
    }

    public static void AddTriggers(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<FlowSubscriber>();

    private static RouteHandlerBuilder MakesSubscriptions(this RouteHandlerBuilder create) =>
        create.Idempotent(Subscription.Counter).WithMetadata(WebhookWriter.Limited);

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

    internal static Refused Missing(string name) => new(Refusal.NotFound("event", name));
}
