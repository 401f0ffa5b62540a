using Microsoft.AspNetCore.Http.Extensions;

namespace Hub.Wire;

/// <summary>Tells clients that follow links where a list goes on; flow platforms read pages no other way.</summary>
internal static class PageLinks
{
    /// <summary>What the platforms call it; everything else on the wire is snake_case.</summary>
    public const string Member = "nextLink";

    private const string Page = "page";

    public static RouteGroupBuilder LinksPages(this RouteGroupBuilder routes) =>
        routes.AddEndpointFilter(
            static async (context, next) =>
            {
                var answer = await next(context);
                var result = answer is INestedHttpResult nested ? nested.Result : answer;
                if (result is IValueHttpResult { Value: IPage { Meta: var meta } page })
                    if ((long)meta.CurrentPage * meta.PerPage < meta.Total)
                        page.NextLink = After(meta.CurrentPage, context.HttpContext);
                return answer;
            }
        );

    /// <summary>The same question for the page after this one.</summary>
    private static string After(int current, HttpContext http)
    {
        var request = http.Request;
        var query = new QueryBuilder(
            request
                .Query.Where(static one => !Page.Equals(one.Key, StringComparison.OrdinalIgnoreCase))
                .SelectMany(static one => one.Value.Select(value => KeyValuePair.Create(one.Key, value ?? "")))
        )
        {
            { Page, $"{current + 1}" },
        };
        var address = http.RequestServices.GetRequiredService<PublicAddress>();
        return address.Of(http, $"{request.PathBase}{request.Path}{query}");
    }
}

/// <summary>A page of a list, whatever is on it.</summary>
internal interface IPage
{
    PageMeta Meta { get; }

    string? NextLink { set; }
}
