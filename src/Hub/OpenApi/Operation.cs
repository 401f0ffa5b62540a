using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;

namespace Hub.OpenApi;

/// <summary>What a route says of itself in the documents.</summary>
/// <param name="Id">The operation's id: the name of an action in a flow.</param>
/// <param name="Text">What it does; the first sentence is its summary.</param>
/// <param name="Returns">What a successful answer is.</param>
internal sealed record Operation(string Id, string Text, string? Returns)
{
    /// <summary>The answers beyond those that follow from the route's shape, by status.</summary>
    public IReadOnlyDictionary<string, string> Responses { get; init; } = new Dictionary<string, string>();

    /// <summary>What the handler's own parameters mean, by name.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>When to use it, and what to use instead otherwise; absent where that follows from what it does.</summary>
    public string? Use { get; init; }

    /// <summary>Query parameters that the handler reads by itself.</summary>
    public Func<IEnumerable<OpenApiParameter>> Query { get; init; } = static () => [];

    /// <summary>As its metadata says; without any, as its handler is documented. Nothing for what is no operation.</summary>
    public static Operation? Of(ApiDescription route, XmlDocs docs) =>
        route.Metadata<Operation>()
        ?? (
            route.Handler() is { } handler
                ? new Operation(handler.Name, docs.Of(handler) ?? "", docs.ReturnsOf(handler))
                {
                    Responses = docs.ResponsesOf(handler),
                    Use = docs.RemarksOf(handler),
                }
                : null
        );
}
