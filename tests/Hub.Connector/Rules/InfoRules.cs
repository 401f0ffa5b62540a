using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hub.Connector.Rules;

/// <summary>I: what the connector says of itself, and how it signs in.</summary>
internal static partial class InfoRules
{
    private static readonly string[] Categories =
    [
        "AI",
        "Business Management",
        "Business Intelligence",
        "Collaboration",
        "Commerce",
        "Communication",
        "Content and Files",
        "Finance",
        "Data",
        "Human Resources",
        "Internet of Things",
        "IT Operations",
        "Lifestyle and Entertainment",
        "Marketing",
        "Productivity",
        "Sales and CRM",
        "Security",
        "Social Media",
        "Website",
    ];

    private static readonly string[] Media =
    [
        "application/json",
        "application/xml",
        "text/xml",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/octet-stream",
    ];

    public static readonly IReadOnlyList<Rule> All =
    [
        new("I01", Level.Must, "the title has 1 to 30 characters, is English and names no product", files =>
            Look.Unless(
                Title(files) is { Length: <= 30 } title
                    && Plain().IsMatch(title)
                    && !Look.NamesProduct(title)
                    && !Generic().IsMatch(title),
                Title(files)
            )
        ),
        new("I02", Level.Must, "the description has 30 to 500 characters, is English and names no product", files =>
            Look.Unless(
                Text(files) is { Length: >= 30 and <= 500 } text && Look.IsEnglish(text) && !Look.NamesProduct(text),
                Text(files)
            )
        ),
        new(
            "I03",
            Level.Should,
            "the description does not say API, is not the title and ends with punctuation",
            files =>
                Look.Unless(
                    !Text(files).Contains("API", StringComparison.Ordinal)
                        && Text(files) != Title(files)
                        && Look.EndsInPunctuation(Text(files)),
                    Text(files)
                )
        ),
        new("I04", Level.Must, "the contact has a name, an address and an e-mail address", files =>
            Look.Unless(
                files.Definition["info"]?["contact"] is JsonObject contact
                    && !string.IsNullOrWhiteSpace((string?)contact["name"])
                    && Uri.IsWellFormedUriString((string?)contact["url"], UriKind.Absolute)
                    && Email().IsMatch((string?)contact["email"] ?? ""),
                "contact"
            )
        ),
        new("I05", Level.Must, "the metadata has website, privacy policy and one or two known categories", files =>
        {
            var metadata = (files.Definition["x-ms-connector-metadata"] as JsonArray ?? []).ToDictionary(
                one => (string)one!["propertyName"]!,
                one => (string)one!["propertyValue"]!
            );
            var chosen = metadata.GetValueOrDefault("Categories", "").Split(';');
            return
            [
                .. new[] { "Website", "Privacy policy" }.Where(name =>
                    !Uri.IsWellFormedUriString(metadata.GetValueOrDefault(name), UriKind.Absolute)
                ),
                .. chosen.Except(Categories),
                .. Look.Unless(chosen.Length is 1 or 2, "too many categories"),
            ];
        }),
        new("I06", Level.Must, "the host is a bare production host name", files =>
            Look.Unless(
                HostName().IsMatch((string?)files.Definition["host"] ?? "")
                    && !NoProduction().IsMatch((string)files.Definition["host"]!),
                $"{files.Definition["host"]}"
            )
        ),
        new("I07", Level.Must, "schemes holds http and https only, and something", files =>
            Schemes(files) is { Count: > 0 } schemes ? schemes.Except(["http", "https"]) : ["it is empty"]
        ),
        new("I08", Level.Should, "https only, and the base path begins with a slash and does not end with one", files =>
            [
                .. Schemes(files).Except(["https"]),
                .. Look.Unless(
                    (string?)files.Definition["basePath"] is { } path && (path == "/" || BasePath().IsMatch(path)),
                    $"{files.Definition["basePath"]}"
                ),
            ]
        ),
        new("I09", Level.Must, "bodies are of media types that the platform takes", files =>
            files
                .Operations.Select(one => one.Json["consumes"])
                .Append(files.Definition["consumes"])
                .SelectMany(Look.Texts)
                .Except(Media)
        ),
        new("I10", Level.Must, "every security requirement is defined and fits the connection parameters", files =>
        {
            var defined = files.Definition["securityDefinitions"] as JsonObject ?? [];
            var required = files
                .Objects.Where(one => one.Json["security"] is JsonArray)
                .SelectMany(one => one.Json["security"]!.AsArray())
                .SelectMany(one => one!.AsObject())
                .ToList();
            var kinds = files.ConnectionParameters.Select(one => (string)one.Json["type"]!).ToHashSet();
            return required
                .Where(one =>
                    defined[one.Key] is not JsonObject definition
                    || !kinds.Contains((string?)definition["type"] == "oauth2" ? "oauthSetting" : "securestring")
                    || Look.Texts(one.Value).Any(scope => definition["scopes"]?[scope] is null)
                )
                .Select(one => one.Key)
                .Concat(Look.Unless(required.Count > 0, "nothing is required"));
        }),
        new("I11", Level.Must, "the connection is tested by a read with literal values", files =>
        {
            if (files.Definition["x-ms-capabilities"]?["testConnection"] is not JsonObject test)
                return [];
            var given = (test["parameters"] as JsonObject ?? []).Select(one => one.Key).ToList();
            return files.Find((string?)test["operationId"]) is not { Verb: "get" } operation
                ? ["it is no read"]
                : given
                    .Except(operation.Takes.Select(one => one.Name))
                    .Concat(operation.Takes.Where(one => one.IsRequired).Select(one => one.Name).Except(given));
        }),
    ];

    private static string Title(ConnectorFiles files) => (string?)files.Definition["info"]?["title"] ?? "";

    private static string Text(ConnectorFiles files) => (string?)files.Definition["info"]?["description"] ?? "";

    private static List<string> Schemes(ConnectorFiles files) => [.. Look.Texts(files.Definition["schemes"])];

    [GeneratedRegex("^[A-Za-z0-9 ]*[A-Za-z0-9]$")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\b(API|Connector)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Generic();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    private static partial Regex Email();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$")]
    private static partial Regex HostName();

    [GeneratedRegex(@"(^|[.-])(staging|stage|dev|test|sandbox|localhost)([.-]|$)")]
    private static partial Regex NoProduction();

    [GeneratedRegex("^/.*[^/]$")]
    private static partial Regex BasePath();
}
