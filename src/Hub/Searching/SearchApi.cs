using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Hub.Access;
using Hub.Domain.KnowledgeBase;
using Hub.Domain.People;
using Hub.Domain.Records.Tables;
using Hub.Domain.Tickets;
using Hub.Domain.Tokens;
using Hub.Errors;
using Hub.OpenApi;
using Hub.Ports.Store;
using Hub.RateLimits;
using Hub.Resources;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Searching;

/// <summary>What to search for.</summary>
internal sealed record SearchQuery
{
    /// <summary>
    /// Words, all of which a record must have, whatever their case and accents; one with a star behind it is the beginning of a word.
    /// </summary>
    /// <example>print* third floor</example>
    [FromQuery(Name = "q"), Required, MaxLength(SearchTerms.LongestQuery)]
    public string? Words { get; init; }

    /// <summary>Only these types, separated by commas: ticket, contact, company, agent, article; all that the token reads when absent.</summary>
    [FromQuery(Name = "types")]
    public string? Types { get; init; }

    /// <summary>The number of the page; the first is 1.</summary>
    [FromQuery(Name = "page"), Range(1, Paging.LastPage), DefaultValue(1)]
    public int? Page { get; init; }

    /// <summary>How many hits a page holds.</summary>
    [FromQuery(Name = "per_page"), Range(1, Paging.LargestPerPage), DefaultValue(Paging.DefaultPerPage)]
    public int? PerPage { get; init; }
}

/// <summary>A record that has the words.</summary>
/// <param name="Type">ticket, contact, company, agent or article.</param>
/// <param name="Id">Its number: where it is read at its own routes.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Snippet">The text around the first of the words.</param>
/// <param name="Field">The field that the snippet is of.</param>
internal sealed record SearchHit(string Type, long Id, string Title, string Snippet, string Field);

/// <summary>What search found.</summary>
/// <param name="Data">One page of hits: type after type, the newest of each first.</param>
/// <param name="Meta">Which page it is, and how many hits there are; of each type at most 1,000.</param>
internal sealed record SearchAnswer(IReadOnlyList<SearchHit> Data, PageMeta Meta);

/// <summary>Search over tickets, people and articles.</summary>
internal static class SearchApi
{
    /// <summary>In the order in which hits come.</summary>
    private static readonly IReadOnlyList<SearchedKind> Kinds =
    [
        new SearchedKind<Ticket>(
            "ticket",
            Scope.TicketsRead,
            TicketDocuments.Ticket,
            "id",
            one => one.Id,
            one => $"{one.Code} {one.Subject}"
        ),
        new SearchedKind<Contact>(
            "contact",
            Scope.UsersRead,
            ContactKind.Kind.Document,
            "id",
            one => one.Id,
            one => one.Name ?? one.Email
        ),
        new SearchedKind<TableRecord>(
            "company",
            Scope.UsersRead,
            BusinessRecords.Company.Kind.Document,
            "id",
            one => one.Id,
            one => one.Values.Text("name") ?? ""
        ),
        new SearchedKind<Agent>(
            "agent",
            Scope.UsersRead,
            PeopleDocuments.Agent,
            "number",
            one => one.Id,
            one => one.Name
        ),
        new SearchedKind<Article>(
            "article",
            Scope.KbRead,
            ArticleKinds.Article.Document,
            "id",
            one => one.Id,
            one => one.Title
        ),
    ];

    public static void MapSearch(this IEndpointRouteBuilder api)
    {
        api.AddJson(SearchJson.Default);
        api.MapGet("/search", Search)
            .WithTags("Search")
            .RequireScope(Scope.TicketsRead)
            .LimitAs(Limit.Read)
            .InFlows(Visibility.Advanced);
    }

    /// <summary>
    /// Search the helpdesk. Finds tickets, contacts, companies, agents and articles that have all of the words, as far as the
    /// token reads them.
    /// </summary>
    /// <remarks>
    /// Use it to search everything, or to find by words, text or keywords that are mentioned anywhere; to filter tickets by their
    /// fields, use List tickets instead.
    /// </remarks>
    /// <returns>A page of hits.</returns>
    internal static async Task<Results<Ok<SearchAnswer>, Refused>> Search(
        Query<SearchQuery> list,
        Caller caller,
        IStore store,
        CancellationToken cancellation
    )
    {
        var errors = list.Errors;
        var paging = Paging.Read(list.Value.Page, list.Value.PerPage, errors);
        var words = SearchTerms.Read(list.Value.Words, errors);
        var kinds = Named(list.Value.Types, errors);
        if (errors.Any)
            return new Refused(errors);
        if (list.Value.Types is not null && kinds.FirstOrDefault(kind => !caller.Allows(kind.Scope)) is { } hidden)
            return new RequiredScope(hidden.Scope).Refuse();

        var (skip, total) = ((paging.Page - 1L) * paging.PerPage, 0);
        var hits = new List<SearchHit>(paging.PerPage);
        foreach (var kind in kinds.Where(kind => caller.Allows(kind.Scope)))
        {
            var offset = (int)Math.Min(Math.Max(0, skip - total), int.MaxValue / 2);
            var found = await kind.Find(
                store,
                caller.Organization.Id,
                words,
                offset,
                paging.PerPage - hits.Count,
                cancellation
            );
            hits.AddRange(found.Hits);
            total += found.Total;
        }
        return TypedResults.Ok(new SearchAnswer(hits, new PageMeta(paging.Page, paging.PerPage, total)));
    }

    private static IReadOnlyList<SearchedKind> Named(string? types, FieldErrors errors)
    {
        if (types is null)
            return Kinds;
        var names = types.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var named = Kinds.Where(kind => names.Contains(kind.Type)).ToList();
        if (names.Length == 0 || names.Any(name => Kinds.All(kind => kind.Type != name)))
            errors.Add("types", $"Must name some of {string.Join(", ", Kinds.Select(kind => kind.Type))}.");
        return named;
    }
}

[JsonSerializable(typeof(SearchAnswer))]
internal sealed partial class SearchJson : JsonSerializerContext;
