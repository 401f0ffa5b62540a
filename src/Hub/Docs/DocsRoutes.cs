using System.Collections.Concurrent;
using Hub.Access;
using Hub.Errors;

namespace Hub.Docs;

/// <summary>The manual, beside the page that shows the API.</summary>
internal static class DocsRoutes
{
    private const string Why = "A manual, the same for everybody.";

    public static void AddDocs(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<Manual>();

    public static void MapDocs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/docs/{page}", Read).ExcludeFromDescription().OpenToAll(Why);
        routes.MapGet("/docs/figures/{figure}", ReadFigure).ExcludeFromDescription().OpenToAll(Why);
    }

    /// <summary>Where the page of the manual is.</summary>
    public static string PathOf(string page) => $"/docs/{page}";

    internal static IResult Read(string page, Manual manual, HttpContext http) =>
        manual.Find(page) is { } file ? file.To(http) : TypedResults.NotFound();

    internal static IResult ReadFigure(string figure, Manual manual, HttpContext http) =>
        Read(ManualPages.Figures + figure, manual, http);
}

/// <summary>The pages and their style sheet, each made when it is first asked for.</summary>
internal sealed class Manual(EndpointDataSource routes)
{
    private const string StyleSheet = "page.css";

    private readonly ConcurrentDictionary<string, RenderedFile> rendered = new();

    public RenderedFile? Find(string name) =>
        name == StyleSheet ? rendered.GetOrAdd(name, ReadStyleSheet)
        : ManualPages.HasFigure(name)
            ? rendered.GetOrAdd(name, static one => RenderedFile.OfText(ManualPages.Read(one), "image/svg+xml"))
        : ManualPages.Titles.FirstOrDefault(one => one.Name == name).Title is { } title
            ? rendered.GetOrAdd(name, _ => Page.Of(title, BodyOf(name)))
        : null;

    private string BodyOf(string name) =>
        DocsRoutes.PathOf(name) == ProblemCatalogue.Path ? ErrorsPage.Render(routes) : ManualPages.Render(name);

    private static RenderedFile ReadStyleSheet(string name) =>
        RenderedFile.OfText(ManualPages.Read(name), "text/css; charset=utf-8");
}
