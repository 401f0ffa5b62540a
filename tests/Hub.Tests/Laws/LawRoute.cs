using System.Text.Json.Nodes;
using Hub.Tests.Hosting;
using Hub.Tests.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Laws;

/// <summary>A route that the host has, with what the document says of it.</summary>
/// <param name="Path">As the document writes it, as in <c>/api/v1/tickets/{id}</c>.</param>
internal sealed record LawRoute(HttpMethod Method, string Path, Operation Told)
{
    /// <summary>
    /// Whatever is read without an id is a list, unless its answer is said to be one thing, as settings are, or no JSON.
    /// </summary>
    public bool IsList =>
        Method == HttpMethod.Get
        && !Path.EndsWith('}')
        && Told.Json["responses"]?["200"]?["content"]?["application/json"] is not null
        && AnswerName?.EndsWith("Answer", StringComparison.Ordinal) is not true;

    public bool Creates => Told.Responses.ContainsKey("201");

    /// <summary>What the list is that a new one would be on, or that this one is on.</summary>
    public string Collection => Path.EndsWith('}') ? Path[..Path.LastIndexOf('/')] : Path;

    public string? BodyName =>
        ((string?)Told.Json["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"])?.Split('/')[^1];

    /// <summary>Whether its body is a file and nothing else.</summary>
    public bool TakesFile =>
        Told.Json["requestBody"]?["content"] is JsonObject { Count: 1 } content
        && content.ContainsKey("application/octet-stream");

    private string? AnswerName =>
        (string?)Told.Json["responses"]?["200"]?["content"]?["application/json"]?["schema"]?["$ref"];

    public bool Takes(string header) =>
        Told.Parameters.Any(one => (string)one["in"]! == "header" && (string)one["name"]! == header);

    public JsonObject? Query(string name) =>
        Told.Parameters.SingleOrDefault(one => (string)one["in"]! == "query" && (string)one["name"]! == name);

    /// <summary>Whether its successful answers are said to have the header.</summary>
    public bool Answers(string header) =>
        Told.Responses.Any(one => one.Key[0] == '2' && one.Value!["headers"]?[header] is not null);

    public override string ToString() => $"{Method} {Path}";

    /// <summary>Every route of the API as the host maps it; one that no document describes is an error.</summary>
    public static IReadOnlyList<LawRoute> All(IServiceProvider host, JsonObject document)
    {
        var told = document.Operations().ToDictionary(one => $"{one.Verb.ToUpperInvariant()} {one.Path}");
        return
        [
            .. from route in host.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let path = "/" + route.RoutePattern.RawText!.Trim('/')
            where path.StartsWith("/api/", StringComparison.Ordinal) && !ApiRoutes.IsDocument(route)
            from method in route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
            select new LawRoute(new HttpMethod(method), path, told[$"{method} {path}"]),
        ];
    }
}
