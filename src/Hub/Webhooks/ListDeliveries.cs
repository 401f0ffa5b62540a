using Hub.Delivery.Deliveries;
using Hub.Delivery.Ports;
using Hub.Errors;
using Hub.Wire;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Webhooks;

/// <summary>Which deliveries to list.</summary>
internal sealed record ListDeliveries
{
    /// <summary>pending, success, retrying, failed or dropped.</summary>
    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    /// <summary>Only deliveries of this event.</summary>
    [FromQuery(Name = "event")]
    public string? Event { get; init; }

    /// <summary>Only deliveries from this time on.</summary>
    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    /// <summary>Only deliveries before this time.</summary>
    [FromQuery(Name = "to")]
    public DateTimeOffset? To { get; init; }

    /// <summary>The page, from 1.</summary>
    [FromQuery(Name = "page")]
    public int? Page { get; init; }

    /// <summary>Deliveries per page, 1 to 100; 25 when left out.</summary>
    [FromQuery(Name = "per_page")]
    public int? PerPage { get; init; }

    public (Paging Paging, DeliveryQuery Query) Read(FieldErrors errors)
    {
        var paging = Paging.Read(Page, PerPage, errors);
        var status = default(DeliveryStatus?);
        if (Status is not null)
        {
            status = Enum.GetValues<DeliveryStatus>()
                .Cast<DeliveryStatus?>()
                .FirstOrDefault(one => NameOf(one) == Status);
            if (status is null)
                errors.Add(
                    "status",
                    $"Must be one of: {string.Join(", ", Enum.GetValues<DeliveryStatus>().Select(one => NameOf(one)))}."
                );
        }
        var query = new DeliveryQuery
        {
            Status = status,
            Event = Event,
            From = From,
            To = To,
            Limit = paging.PerPage,
            Offset = (paging.Page - 1) * paging.PerPage,
        };
        return (paging, query);
    }

    private static string? NameOf(DeliveryStatus? status) => status?.ToString().ToLowerInvariant();
}
