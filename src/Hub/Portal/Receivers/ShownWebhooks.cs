using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Hub.Delivery.Deliveries;
using Hub.Domain.Documents;
using Hub.Domain.Queries;
using Hub.Domain.Subscriptions;
using Hub.Errors;
using Hub.Webhooks;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Portal.Receivers;

/// <summary>
/// Which webhooks a page shows: as the API lists them, or by what the API does not know them by. A webhook's name and its last
/// delivery are in no index: for these the newest are read, and put in order here.
/// </summary>
internal sealed record ShownWebhooks : ListWebhooks
{
    /// <summary>So many of the newest are read to be put in order.</summary>
    public const int Most = 1_000;

    public const string ByName = "name";
    public const string ByLast = "last_delivery";

    /// <summary>Where it goes: a dialect or a target.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    [
        FromQuery(Name = "sort"),
        AllowedValues(
            "created_at",
            "-created_at",
            "dialect",
            "-dialect",
            "status",
            "-status",
            "name",
            "-name",
            "last_delivery",
            "-last_delivery"
        ),
        DefaultValue(Newest)
    ]
    public override string? Sort { get; init; }

    public bool IsNarrowed =>
        Status is not null || To is not null || Dialect is not null || Event is not null || Active is not null;

    private bool IsOwnOrder => Sort?.TrimStart('-') is ByName or ByLast;

    private ListWebhooks AsTheApi => IsOwnOrder ? this with { Sort = null } : this;

    /// <returns>The page, and whether there are more than were looked through; or why there is none.</returns>
    public async Task<(Many<WebhookResponse>? Page, bool IsCut, Refused? Refused)> Find(
        FieldErrors errors,
        WebhookWork work
    )
    {
        if (To is null && !IsOwnOrder)
        {
            var answer = await WebhooksApi.ListWebhooks(new Query<ListWebhooks>(AsTheApi, errors), work);
            return answer.Result is Ok<Many<WebhookResponse>> { Value: { } listed }
                ? (listed, false, null)
                : (null, false, (Refused)answer.Result);
        }
        var (paging, filter) = AsTheApi.Read(errors);
        var order = AsTheApi.ReadSort(errors);
        if (errors.Any)
            return (null, false, new Refused(errors));
        var (all, isCut) = await NewestOf(filter, order, work);
        var lasts = await LastAttemptsOf(Sort?.TrimStart('-') == ByLast ? all : [], work);
        if (IsOwnOrder)
            all = InOrder(all, lasts);
        var page = paging.Of(all);
        if (lasts.Count == 0)
            lasts = await LastAttemptsOf(page.Data, work);
        return (
            page with
            {
                Data =
                [
                    .. page.Data.Select(one =>
                        lasts.GetValueOrDefault(one.Id) is { } last
                            ? one with
                            {
                                LastResponseCode = last.StatusCode,
                                LastAttemptAt = last.At,
                            }
                            : one
                    ),
                ],
            },
            isCut,
            null
        );
    }

    private async Task<(IReadOnlyList<WebhookResponse> Found, bool IsCut)> NewestOf(
        Filter filter,
        Sort order,
        WebhookWork work
    )
    {
        if (work.Authority.Narrow(work.Caller) is { } visible)
            filter = Filter.AllOf([filter, visible]);
        var query = new Query
        {
            Partition = Subscription.Partition,
            Filter = filter,
            Sort = [order],
            Limit = Most + 1,
        };
        var found = await work.Store.Query(Subscription.Document, work.Organization, query, work.Cancellation);
        return (
            [
                .. found
                    .Items.Take(Most)
                    .Where(one => To is null || (one.Value.Target ?? one.Value.Dialect) == To)
                    .Select(one => work.Show(one.Value)),
            ],
            found.Items.Count > Most
        );
    }

    private List<WebhookResponse> InOrder(IReadOnlyList<WebhookResponse> all, IReadOnlyDictionary<Guid, Attempt> lasts)
    {
        // What was never sent to comes last, whichever way.
        var sorted =
            Sort!.TrimStart('-') == ByName
                ? all.OrderBy(static one => one.Name ?? one.Url, StringComparer.OrdinalIgnoreCase).ToList()
                : [.. all.Where(one => lasts.ContainsKey(one.Id)).OrderBy(one => lasts[one.Id].At)];
        if (Sort.StartsWith('-'))
            sorted.Reverse();
        return [.. sorted, .. all.ExceptBy(sorted.Select(static one => one.Id), static one => one.Id)];
    }

    private static Task<IReadOnlyDictionary<Guid, Attempt>> LastAttemptsOf(
        IEnumerable<WebhookResponse> of,
        WebhookWork work
    ) => LastAttempts.Of(of.Select(static one => one.Id), work.Organization, work.Deliveries, work.Cancellation);
}
