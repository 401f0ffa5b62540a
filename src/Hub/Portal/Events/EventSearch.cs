using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Hub.Access;
using Hub.Delivery.Dialects;
using Hub.Delivery.Events;
using Hub.Domain.Events;
using Hub.Domain.Records;
using Hub.Domain.Text;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Templates;
using Hub.Wire;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Portal.Events;

/// <summary>Which of the organization's last events to show.</summary>
internal sealed record EventsAsked
{
    /// <summary>By its name in the hub's own catalogue.</summary>
    [FromQuery(Name = "type")]
    public string? Type { get; init; }

    /// <summary>What it is about: a ticket's number or code, or another record's number.</summary>
    [FromQuery(Name = "record"), MaxLength(100)]
    public string? Record { get; init; }

    /// <summary>Not before this time; UTC where it does not say.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Not after this time.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public long? Page { get; init; }
}

/// <summary>Finds events among an organization's last ones; it reads no more than it has to, and never all of them.</summary>
internal sealed class EventSearch(IEventLog log)
{
    /// <summary>So many of the newest events are looked through.</summary>
    public const int Most = 5_000;

    private const string WithoutZone = "yyyy-MM-dd'T'HH:mm";

    /// <summary>What was written down later may have happened a little earlier.</summary>
    private static readonly TimeSpan Disorder = TimeSpan.FromMinutes(1);

    public async Task<FoundEvents> Find(
        EventsAsked asked,
        Caller caller,
        FieldErrors errors,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Read(asked.Page, null, errors);
        var (from, to) = (Time(asked.From, "from", errors), Time(asked.To, "to", errors));
        var found = new List<FoundEvent>();
        var (matched, scanned) = (0, 0);
        if (errors.Any)
            return new FoundEvents(found, paging.Page, HasMore: false, IsCut: false);
        await foreach (var happened in log.Newest(caller.Organization.Id, cancellation))
        {
            if (++scanned > Most || happened.At < from - Disorder)
                break;
            if (!Matches(happened) || !Previewing.MaySee(caller, happened))
                continue;
            if (++matched > paging.Page * paging.PerPage)
                return new FoundEvents(found, paging.Page, HasMore: true, IsCut: false);
            if (matched > (paging.Page - 1) * paging.PerPage)
                found.Add(FoundEvent.Of(happened));
        }
        return new FoundEvents(found, paging.Page, HasMore: false, IsCut: scanned > Most);

        bool Matches(HubEvent happened) =>
            (asked.Type is null || HubCatalogue.Of(happened)?.Name == asked.Type)
            && (from is null || happened.At >= from)
            && (to is null || happened.At <= to)
            && (asked.Record is null || IsAbout(happened, asked.Record));
    }

    private static bool IsAbout(HubEvent happened, string record) =>
        happened.About<Ticket>() is { } ticket && string.Equals(ticket.Code, record, StringComparison.OrdinalIgnoreCase)
        || long.TryParse(record, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && (EventTicket.IdOf(happened) == number || (happened.Subject?.Value as Record)?.Id == number);

    /// <summary>Pages ask for a time without a zone.</summary>
    private static DateTimeOffset? Time(string? text, string field, FieldErrors errors)
    {
        if (text is null)
            return null;
        if (
            DateTimeOffset.TryParseExact(
                text,
                WithoutZone,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            ) || IsoInstant.TryRead(text.Replace(' ', '+'), out time)
        )
            return time;
        errors.Add(field, $"Must be {IsoInstant.Expectation}.");
        return null;
    }
}

/// <param name="HasMore">Whether there is a next page.</param>
/// <param name="IsCut">Whether there are older events that were not looked through.</param>
internal sealed record FoundEvents(IReadOnlyList<FoundEvent> Events, int Page, bool HasMore, bool IsCut);

/// <summary>An event in a list.</summary>
/// <param name="Record">What it is about, in a few words; absent where it is about no record.</param>
/// <param name="Ticket">The number of its ticket.</param>
internal sealed record FoundEvent(Guid Id, string Type, DateTimeOffset At, string Actor, string? Record, long? Ticket)
{
    public static FoundEvent Of(HubEvent happened) =>
        new(
            happened.Id,
            HubCatalogue.Of(happened)!.Name,
            happened.At,
            happened.Actor.Name,
            LabelOf(happened),
            EventTicket.IdOf(happened)
        );

    private static string? LabelOf(HubEvent happened) =>
        happened.About<Ticket>() is { } ticket ? $"{ticket.Code}: {ticket.Subject}"
        : happened.Subject is not { } subject ? null
        : subject.Value is Record record ? $"{subject.Kind.Name.Replace('_', ' ')} {record.Id}"
        : subject.Kind.Name.Replace('_', ' ');
}
