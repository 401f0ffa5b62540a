using Hub.Access;
using Hub.Delivery.Deliveries;
using Hub.Delivery.Dialects;
using Hub.Delivery.Relaying;
using Hub.Domain;
using Hub.Domain.Events;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Templates;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Portal.Events;

/// <summary>What can happen, in the words of every dialect; what happened last, and who was told of it.</summary>
internal static class EventPages
{
    public const string Path = $"{PortalSetup.Root}/events";

    public static void MapEvents(this RouteGroupBuilder app)
    {
        var events = app.MapGroup("/events").OfResource("event").RequirePage(Scope.TicketsRead).LimitAs(Limit.Read);
        events.MapGet("", ShowEvents);
        events.MapGet("/{id}", ShowEvent);
        events.MapGet("/catalogue", ShowCatalogue);
        events.MapGet("/catalogue/{dialect}/{**name}", ShowDefinition);
    }

    internal static async Task<Results<PortalPage, Refused>> ShowEvents(
        Query<EventsAsked> asked,
        Caller caller,
        EventSearch search,
        CancellationToken cancellation
    )
    {
        var found = await search.Find(asked.Value, caller, asked.Errors, cancellation);
        return asked.Errors.Any
            ? new Refused(asked.Errors)
            : PortalPage.Of<EventListPage>(new EventListView(asked.Value, found, NamesFor(caller)));
    }

    internal static async Task<Results<PortalPage, Refused>> ShowEvent(
        Guid id,
        Query<EventAsked> asked,
        DialectCatalogue dialects,
        Previewing previews,
        [AsParameters] WebhookWork work
    )
    {
        var paging = Paging.Read(asked.Value.Page, Paging.LargestPerPage, asked.Errors);
        if (asked.Errors.Any)
            return new Refused(asked.Errors);
        if (
            await work.Log.Find(work.Organization, id, work.Cancellation) is not { } happened
            || !Previewing.MaySee(work.Caller, happened)
        )
            return new Refused(Refusal.NotFound("event", id));
        var telling = dialects.All.Where(one => one.DefinitionOf(happened) is not null).ToList();
        var dialect = telling.Find(one => one.Name == asked.Value.Dialect) ?? telling[0];
        var body = await previews.Show(happened, dialect, Guid.Empty, Guid.Empty, work.Cancellation);
        var webhooks = await WebhooksApi.Page(
            paging,
            Filter.All,
            work.Caller,
            work.Authority,
            work.Store,
            work.Cancellation
        );
        var told = await Task.WhenAll(
            webhooks.Items.Select(async one => new Told(
                one.Value.Id,
                one.Value.Name ?? work.Show(one.Value).Url,
                await work.Deliveries.Get(
                    work.Organization,
                    one.Value.Id,
                    FanOut.IdOf(happened, one.Value.Id),
                    work.Cancellation
                )
                    is { } delivery
                    ? DeliveryResponse.Of(delivery)
                    : null
            ))
        );
        return PortalPage.Of<EventPage>(
            new EventView(
                FoundEvent.Of(happened),
                [.. telling.Select(static one => one.Name)],
                dialect.Name,
                body.Bytes!,
                [.. told.Where(static one => one.Delivery is not null)],
                new PageMeta(paging.Page, paging.PerPage, webhooks.Total ?? 0)
            )
        );
    }

    internal static Results<PortalPage, Refused> ShowCatalogue(Query<ListWebhookEvents> list, DialectCatalogue dialects)
    {
        var answer = WebhookEventsApi.ListWebhookEvents(list, dialects);
        return answer.Result is Ok<Many<WebhookEventResponse>> { Value: { } page }
            ? PortalPage.Of<CataloguePage>(
                new CatalogueView(list.Value, [.. dialects.All.Select(static one => one.Name)], page)
            )
            : (Refused)answer.Result;
    }

    internal static Results<PortalPage, Refused> ShowDefinition(
        string dialect,
        string name,
        DialectCatalogue dialects
    ) =>
        dialects.Find(dialect) is { } spoken && spoken.Find(name) is { } one
            ? PortalPage.Of<DefinitionPage>(
                new DefinitionView(spoken, WebhookEventResponse.Of(spoken, one), spoken.SampleHeadersOf(one))
            )
            : new Refused(Refusal.NotFound("event", FieldErrors.Shorten(name)));

    private static List<string> NamesFor(Caller caller) =>
        [.. HubCatalogue.All.Where(one => caller.Allows(one.Scope)).Select(static one => one.Name)];
}

/// <summary>How an event is shown.</summary>
internal sealed record EventAsked
{
    /// <summary>In the words of this dialect; the first that tells of it when left out.</summary>
    [FromQuery(Name = "dialect")]
    public string? Dialect { get; init; }

    /// <summary>Which hundred of the webhooks is looked through for those that were told.</summary>
    [FromQuery(Name = "page")]
    public long? Page { get; init; }
}

/// <summary>A page of events, what was asked for, and what can be.</summary>
internal sealed record EventListView(EventsAsked Asked, FoundEvents Found, IReadOnlyList<string> Types);

/// <summary>A webhook, and the delivery of an event to it.</summary>
internal sealed record Told(Guid Webhook, string Name, DeliveryResponse? Delivery);

/// <summary>An event and who was told.</summary>
/// <param name="Dialects">Those that tell of it.</param>
/// <param name="Dialect">That which the body is in.</param>
/// <param name="LookedThrough">Which of the webhooks.</param>
internal sealed record EventView(
    FoundEvent Event,
    IReadOnlyList<string> Dialects,
    string Dialect,
    string Body,
    IReadOnlyList<Told> Told,
    PageMeta LookedThrough
);

/// <summary>A page of a catalogue.</summary>
internal sealed record CatalogueView(
    ListWebhookEvents Asked,
    IReadOnlyList<string> Dialects,
    Many<WebhookEventResponse> Page
);

/// <summary>An event of a catalogue, with the headers of its sample.</summary>
internal sealed record DefinitionView(
    Dialect Dialect,
    WebhookEventResponse Event,
    IReadOnlyList<(string Name, string Value)> Headers
);
