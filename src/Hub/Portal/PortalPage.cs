using System.Globalization;
using Hub.Access;
using Hub.Errors;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hub.Portal;

/// <summary>A page as an answer. Browsers run the hub's own scripts on it and no other, frame it nowhere and keep nothing of it.</summary>
internal sealed class PortalPage : IResult
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    private readonly RazorComponentResult page;

    private PortalPage(RazorComponentResult page) => this.page = page;

    /// <param name="model">What it shows.</param>
    public static PortalPage Of<TPage>(object model, int status = StatusCodes.Status200OK)
        where TPage : PortalComponent =>
        new(
            new RazorComponentResult(
                typeof(TPage),
                new Dictionary<string, object?> { [nameof(PortalComponent.Model)] = model }
            )
            {
                StatusCode = status,
            }
        );

    /// <param name="problem">Why what was put in was not taken; absent where nothing was put in.</param>
    public static PortalPage Of<TPage>(object model, Problem? problem)
        where TPage : PortalComponent => Of<TPage>(model, problem?.Status ?? StatusCodes.Status200OK);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-cache, no-store";
        headers.ETag = default;
        // A page that broke while it was drawn has said this already; the page that says so in its place says it anew.
        headers.Remove("blazor-enhanced-nav");
        return page.ExecuteAsync(httpContext);
    }
}

/// <summary>What every page and every part of one has at hand.</summary>
public abstract class PortalComponent : ComponentBase
{
    /// <summary>What a page shows; pages alone have one, and know its type.</summary>
    [Parameter]
    public object? Model { get; set; }

    [CascadingParameter]
    public HttpContext Http { get; set; } = null!;

    /// <summary>Whether the session may do what the scope stands for: buttons that it may not press are not shown.</summary>
    protected bool May(string scope) => Caller.Of(Http)?.Allows(scope) is true;

    /// <summary>The same list with another value of this name: all else that was asked for stays, and it begins anew.</summary>
    protected string ListWith(string name, string value)
    {
        var asked = Http
            .Request.Query.Where(one => one.Key != name && one.Key != "page" && one.Value.ToString().Length > 0)
            .Select(static one => KeyValuePair.Create(one.Key, (string?)one.Value))
            .ToLookup(static one => one.Key == "per_page");
        return Http.Request.Path + QueryString.Create([.. asked[false], new(name, value), .. asked[true]]);
    }

    /// <summary>A number as people read it, as in 10,000.</summary>
    protected static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    protected static string T(string key, params object?[] values) => Texts.Of(key, values);
}
