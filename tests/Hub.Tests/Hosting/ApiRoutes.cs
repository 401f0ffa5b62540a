using System.Text.RegularExpressions;
using Hub.Access;
using Hub.Access.Operator;
using Microsoft.AspNetCore.Routing;

namespace Hub.Tests.Hosting;

/// <summary>A route of the REST API, as the host maps it.</summary>
internal sealed partial record ApiRoute(string Method, string Path, bool IsGuarded)
{
    public IReadOnlyList<string> Parameters => [.. Parameter().Matches(Path).Select(one => one.Groups[1].Value)];

    /// <summary>The path with a value for each of its parameters.</summary>
    public string With(Func<string, string> value) => Parameter().Replace(Path, one => value(one.Groups[1].Value));

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}

internal static class ApiRoutes
{
    /// <summary>Those of organizations.</summary>
    public static IReadOnlyList<ApiRoute> All() => Where(route => !IsOperators(route));

    /// <summary>Those of whoever runs the hub.</summary>
    public static IReadOnlyList<ApiRoute> OfOperator() => Where(IsOperators);

    /// <summary>Whether it gives out a document, to anybody; the test of open routes has each of them by name.</summary>
    public static bool IsDocument(RouteEndpoint route) =>
        route.Metadata.GetMetadata<OpenRoute>() is not null && route.Metadata.GetMetadata<RequiredScope>() is null;

    private static bool IsOperators(RouteEndpoint route) => route.Metadata.GetMetadata<RequiredOperator>() is not null;

    private static IReadOnlyList<ApiRoute> Where(Func<RouteEndpoint, bool> concerned)
    {
        var folder = HubHost.NewFolder();
        var app = HubHost.Create(folder, null);
        Directory.Delete(folder, recursive: true);
        return
        [
            .. ((IEndpointRouteBuilder)app)
                .DataSources.SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(route => route.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
                .Where(route => concerned(route) && !IsDocument(route))
                .SelectMany(Read),
        ];
    }

    private static IEnumerable<ApiRoute> Read(RouteEndpoint route) =>
        route
            .Metadata.GetMetadata<HttpMethodMetadata>()!
            .HttpMethods.Select(method => new ApiRoute(
                method,
                route.RoutePattern.RawText!.TrimEnd('/'),
                route.Metadata.GetMetadata<RequiredScope>() is not null
            ));
}
