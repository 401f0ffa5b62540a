using Hub.Delivery.Deliveries;
using Hub.Domain.Text;
using Hub.Errors;
using Hub.Webhooks;
using Hub.Wire;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Portal.Receivers;

/// <summary>Which deliveries a page shows: as in the API, with times as browsers' fields write them.</summary>
internal sealed record ShownDeliveries
{
    public const int PerPage = 25;

    /// <summary>How often what is new is looked for, in seconds; a filter may have to look at many for the few that it shows.</summary>
    private const int Often = 3;
    private const int Seldom = 15;

    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    [FromQuery(Name = "event")]
    public string? Event { get; init; }

    [FromQuery(Name = "ticket_id")]
    public long? TicketId { get; init; }

    [FromQuery(Name = "from")]
    public string? From { get; init; }

    [FromQuery(Name = "to")]
    public string? To { get; init; }

    [FromQuery(Name = "page")]
    public int? Page { get; init; }

    public bool IsNarrowed => (Status ?? Event ?? From ?? To) is not null || TicketId is not null;

    /// <summary>Of the first page alone: what is older does not change.</summary>
    public int? RenewedEvery =>
        (Page ?? 1) != 1 ? null
        : IsNarrowed ? Seldom
        : Often;

    /// <summary>One more than a page holds tells whether there is another.</summary>
    public DeliveryQuery Read(FieldErrors errors)
    {
        var list = new ListDeliveries
        {
            Status = Status,
            Event = Event,
            TicketId = TicketId,
            From = Time("from", From, errors),
            To = Time("to", To, errors),
            Page = Page,
            PerPage = PerPage,
        };
        return list.Read(errors).Query with { Limit = PerPage + 1, Count = false };
    }

    /// <summary>Fields for times say no zone: the page says that it is UTC.</summary>
    public static DateTimeOffset? Time(string field, string? text, FieldErrors errors)
    {
        if (text is null)
            return null;
        foreach (var ending in (string[])["", "Z", ":00Z"])
            if (IsoInstant.TryRead(text + ending, out var time))
                return time;
        errors.Add(field, $"Must be {IsoInstant.Expectation}.");
        return null;
    }
}
