using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain;
using Hub.Domain.Alerts;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Tickets.Parts;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Tickets.Alerts;

/// <summary>Alerts that somebody raises on a ticket. What is told of expected dates and idle tickets is set in <c>Hub.Alerts</c>.</summary>
internal static partial class RaisedAlertsApi
{
    private const string Counter = "alert";

    private static readonly TicketParts<RaisedAlert> Alerts = TicketParts.Alerts;

    private static readonly ListQuery Lists = new(
        new ResourceNames(Counter, "alerts"),
        "id",
        [
            Filters.Flag("is_resolved", "Only those that are resolved, or only those that are open."),
            Filters.Search("q", "Only with this text in the title, whatever the case.", "title"),
        ],
        []
    );

    /// <param name="tickets">The routes of tickets.</param>
    public static void MapRaisedAlerts(this RouteGroupBuilder tickets)
    {
        tickets.AddJson(RaisedAlertsJson.Default);
        var alerts = tickets
            .MapGroup("/{id}/alerts")
            .WithTags("Alerts")
            .About("An alert is a warning that somebody raised on a ticket by hand.");
        var read = alerts.MapGroup("").RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        read.MapGet("", ListAlerts)
            .Answers<Many<RaisedAlertResponse>>()
            .Lists(
                Lists,
                nameof(ListAlerts),
                "List alerts of a ticket. Shows what was raised on it by hand, open or resolved, the oldest first.",
                "A page of alerts.",
                "Use it to list, show or get all alerts of a ticket, or to find those that are resolved or not, or by title; with an ID, use Get an alert instead."
            );
        read.MapGet("/{alertId}", GetAlert).Shows();
        var write = alerts.MapGroup("").RequireScope(Scope.TicketsWrite).LimitAs(Limit.Write);
        write.MapPost("", RaiseAlert).Idempotent(Counter).SetsETag().InFlows(Visibility.Ordinary);
        write.MapPost("/{alertId}/resolve", ResolveAlert).Changes();
        write.MapDelete("/{alertId}", DeleteAlert).TakesIfMatch();
    }

    private static Task<IResult> ListAlerts(long id, IStore store, HttpContext http) =>
        Alerts.List(Lists, id, RaisedAlertResponse.Of, store, http);

    /// <summary>Get an alert. Shows one that somebody raised on a ticket.</summary>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="alertId">The alert's id among all alerts.</param>
    /// <returns>The alert.</returns>
    internal static Task<Results<Ok<One<RaisedAlertResponse>>, StatusCodeHttpResult, Refused>> GetAlert(
        long id,
        long alertId,
        IStore store,
        HttpContext http
    ) => Alerts.Get(id, alertId, RaisedAlertResponse.Of, store, http);
}

[JsonSerializable(typeof(RaiseAlert))]
[JsonSerializable(typeof(One<RaisedAlertResponse>))]
[JsonSerializable(typeof(Many<RaisedAlertResponse>))]
internal sealed partial class RaisedAlertsJson : JsonSerializerContext;
