using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Delivery.Deliveries;
using Hub.Domain.Tickets;
using Hub.Errors;
using Hub.Wire;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Webhooks;

/// <summary>Which deliveries to list.</summary>
internal sealed record ListDeliveries
{
    /// <summary>Only deliveries that stand there.</summary>
    [FromQuery(Name = "status"), AllowedValues("pending", "success", "retrying", "failed", "dropped")]
    public string? Status { get; init; }

    /// <summary>Only deliveries of this event, by its name in the dialect of the webhook.</summary>
    [FromQuery(Name = "event")]
    public string? Event { get; init; }

    /// <summary>Only deliveries of what happened to this ticket, by its number.</summary>
    [FromQuery(Name = "ticket_id")]
    public long? TicketId { get; init; }

    /// <summary>Only deliveries made at or after this time, in ISO 8601.</summary>
    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    /// <summary>Only deliveries made before this time, in ISO 8601.</summary>
    [FromQuery(Name = "to")]
    public DateTimeOffset? To { get; init; }

    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public int? Page { get; init; }

    /// <summary>How many deliveries a page holds.</summary>
    [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
    public int? PerPage { get; init; }

    public (Paging Paging, DeliveryQuery Query) Read(FieldErrors errors)
    {
        var paging = Paging.Read(Page, PerPage, errors);
        var query = new DeliveryQuery
        {
            Status = Status is null ? null : Enum.Parse<DeliveryStatus>(Status, ignoreCase: true),
            Event = Event,
            Partition = TicketId is { } ticket ? Ticket.PartitionOf(ticket) : null,
            From = From,
            To = To,
            Limit = paging.PerPage,
            Offset = (paging.Page - 1) * paging.PerPage,
        };
        return (paging, query);
    }
}
