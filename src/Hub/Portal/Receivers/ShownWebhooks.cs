using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Delivery.Tallies;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Errors;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Portal.Receivers;

/// <summary>Which webhooks a page shows: as the API lists them, also by where they go and in the order of their last delivery.</summary>
internal sealed record ShownWebhooks : ListWebhooks
{
    private const string ByLast = "last_delivery";

    /// <summary>Where it goes: a dialect or a target.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    [
        FromQuery(Name = "sort"),
        AllowedValues(
            "created_at",
            "-created_at",
            "name",
            "-name",
            "dialect",
            "-dialect",
            "status",
            "-status",
            ByLast,
            $"-{ByLast}"
        ),
        DefaultValue(Newest)
    ]
    public override string? Sort { get; init; }

    public bool IsNarrowed =>
        Status is not null || To is not null || Dialect is not null || Event is not null || Active is not null;

    public override (Paging Paging, Filter Filter) Read(FieldErrors errors)
    {
        var (paging, filter) = base.Read(errors);
        return (paging, To is null ? filter : new Filter.And([filter, Filter.Equal("goes_to", FieldValue.Text(To))]));
    }

    public async Task<Results<Ok<Many<WebhookResponse>>, Refused>> Find(
        FieldErrors errors,
        TallyBook tallies,
        WebhookWork work
    )
    {
        if (Sort?.TrimStart('-') != ByLast)
            return await WebhooksApi.ListWebhooks(new Query<ListWebhooks>(this, errors), work);
        var (paging, filter) = Read(errors);
        if (errors.Any)
            return new Refused(errors);
        var order = new LastDeliveries(work.Authority.Narrow(filter, work.Caller), Sort.StartsWith('-'), tallies, work);
        return await WebhooksApi.Show(paging, await order.Read(paging), work);
    }
}
