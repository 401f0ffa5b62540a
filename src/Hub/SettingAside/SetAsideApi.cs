using Hub.Access;
using Hub.Delivery.SettingAside;
using Hub.Domain.Queries;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.Exporting;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.SettingAside;

/// <summary>Something stored that the hub could not deal with, and passed over so that what is behind it goes on.</summary>
internal sealed record SetAsideResponse
{
    /// <summary>The item's id, a UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is: event, timer, document, delivery, message or subscriptions.</summary>
    /// <example>event</example>
    public required string Sort { get; init; }

    /// <summary>Where it is stored; it stays there.</summary>
    /// <example>ticket-1847/0198a3ef-fb10-7c42-8a6e-41d27f90c3b5</example>
    public required string Place { get; init; }

    /// <summary>What was wrong with it.</summary>
    public required string Problem { get; init; }

    /// <summary>When the hub first met it.</summary>
    public required DateTimeOffset At { get; init; }

    public static SetAsideResponse Of(SetAsideItem item) =>
        new()
        {
            Id = item.Id,
            Sort = item.Sort,
            Place = item.Place,
            Problem = item.Problem,
            At = item.At,
        };
}

/// <summary>What an operator should look at: stored items that were passed over.</summary>
internal static class SetAsideApi
{
    public static void MapSetAside(this IEndpointRouteBuilder api) =>
        api.MapGet("/set-aside", ListSetAside)
            .InFlows(Visibility.Internal)
            .WithTags("Operation")
            .RequireScope(Scope.AdminRead)
            .LimitAs(Limit.Read)
            .IsNotExported();

    /// <summary>
    /// List items set aside. Shows what is stored of the organization and could not be read or dealt with, the newest first;
    /// nothing else waits for it.
    /// </summary>
    /// <returns>A page of items; at most 1,000 are listed in all.</returns>
    internal static async Task<Results<Ok<Many<SetAsideResponse>>, Refused>> ListSetAside(
        Query<PageQuery> list,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var paging = Paging.Read(list.Value.Page, list.Value.PerPage, list.Errors);
        if (list.Errors.Any)
            return new Refused(list.Errors);
        var query = paging.Over(Filter.All, new Sort("at", Descending: true)) with
        {
            Partition = SetAsideItem.Partition,
        };
        var page = await store.Query(SetAsideItem.Document, caller.Organization.Id, query, cancellation);
        return paging.Answer(page, SetAsideResponse.Of);
    }
}
