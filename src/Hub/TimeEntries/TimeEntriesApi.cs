using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain;
using Hub.Domain.TimeEntries;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Idempotency;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Tickets;
using Hub.Tickets.Parts;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.TimeEntries;

/// <summary>Time that was worked on a ticket.</summary>
internal static partial class TimeEntriesApi
{
    private const string Counter = "time_entry";

    private static readonly TicketParts<TimeEntry> Entries = TicketParts.TimeEntries;

    private static readonly ListQuery Lists = new(
        new ResourceNames(Counter, "time-entries"),
        "id",
        [
            Filters.Ids("agent_id", "Only of one of these agents."),
            Filters.Flag("billable", "Only what the customer pays for, or only what they do not."),
            Filters.Since("started_since", "started_at", "Only work that began at this time or later."),
            Filters.Before("started_before", "started_at", "Only work that began before this time."),
        ],
        ["started_at", "minutes"]
    );

    /// <param name="tickets">The routes of tickets.</param>
    public static void MapTimeEntries(this RouteGroupBuilder tickets)
    {
        tickets.AddJson(TimeEntriesJson.Default);
        var entries = tickets
            .MapGroup("/{id}/time-entries")
            .WithTags("Time entries")
            .About("A time entry is the working time that somebody spent on a ticket.");
        var read = entries.MapGroup("").RequireScope(Scope.TicketsRead).LimitAs(Limit.Read);
        read.MapGet("", ListTimeEntries)
            .Answers<Many<TimeEntryResponse>>()
            .Lists(
                Lists,
                nameof(ListTimeEntries),
                "List time entries of a ticket. Shows the time that was worked on it, by default in the order of logging.",
                "A page of time entries.",
                "Use it to list, show or get the time spent and the hours worked on a ticket, or the time entries of a certain agent, billable or not, since or before a day; with an ID, use Get a time entry instead."
            );
        read.MapGet("/{timeEntryId}", GetTimeEntry).Shows();

        var write = entries.MapGroup("").RequireScope(Scope.TicketsWrite).LimitAs(Limit.Write);
        write.MapPost("", CreateTimeEntry).Idempotent(Counter).SetsETag().InFlows(Visibility.Ordinary);
        write.MapPatch("/{timeEntryId}", UpdateTimeEntry).Changes();
        write.MapDelete("/{timeEntryId}", DeleteTimeEntry).TakesIfMatch();
    }

    private static Task<IResult> ListTimeEntries(long id, IStore store, HttpContext http) =>
        Entries.List(Lists, id, TimeEntryResponse.Of, store, http);

    /// <summary>Get a time entry. Shows time that was worked on a ticket.</summary>
    /// <param name="id">The ticket: its number, its code (as in ACME-42) or its uuid.</param>
    /// <param name="timeEntryId">The entry's id among all time entries.</param>
    /// <returns>The time entry.</returns>
    internal static Task<Results<Ok<One<TimeEntryResponse>>, StatusCodeHttpResult, Refused>> GetTimeEntry(
        long id,
        long timeEntryId,
        IStore store,
        HttpContext http
    ) => Entries.Get(id, timeEntryId, TimeEntryResponse.Of, store, http);
}

[JsonSerializable(typeof(CreateTimeEntry))]
[JsonSerializable(typeof(UpdateTimeEntry))]
[JsonSerializable(typeof(One<TimeEntryResponse>))]
[JsonSerializable(typeof(Many<TimeEntryResponse>))]
internal sealed partial class TimeEntriesJson : JsonSerializerContext;
