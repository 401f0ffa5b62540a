using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Exporting;
using Hub.OpenApi;
using Hub.RateLimits;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Webhooks;

/// <summary>What a webhook can be told of, in every dialect.</summary>
internal static class WebhookEventsApi
{
    public static void MapWebhookEvents(this IEndpointRouteBuilder api) =>
        api.MapGet("/webhook-events", ListWebhookEvents)
            .InFlows(Visibility.Internal)
            .WithTags("Webhooks")
            .RequireScope(Scope.TicketsRead)
            .LimitAs(Limit.Read)
            .IsNotExported();

    /// <summary>
    /// List webhook events. Shows each event that a webhook may name, with a sample of its payload and the JSON Schema
    /// that every payload of it fits.
    /// </summary>
    /// <returns>A page of events, dialect by dialect.</returns>
    internal static Results<Ok<Many<WebhookEventResponse>>, Refused> ListWebhookEvents(
        Query<ListWebhookEvents> list,
        DialectCatalogue dialects
    )
    {
        var errors = list.Errors;
        var (paging, chosen) = list.Value.Read(dialects, errors);
        if (errors.Any)
            return new Refused(errors);
        var events = chosen.SelectMany(dialect => dialect.Events.Select(one => (dialect, one))).ToList();
        return TypedResults.Ok(paging.Of(events, static entry => WebhookEventResponse.Of(entry.dialect, entry.one)));
    }
}
