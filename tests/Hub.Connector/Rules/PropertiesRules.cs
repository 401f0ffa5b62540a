using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hub.Connector.Rules;

/// <summary>P: the properties file.</summary>
internal static partial class PropertiesRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        new("P01", Level.Must, "the brand colour is #rrggbb and neither the default blue nor white", files =>
            Look.Unless(
                (string?)files.Properties["iconBrandColor"] is { } colour
                    && Colour().IsMatch(colour)
                    && colour is not ("#007ee5" or "#ffffff"),
                $"{files.Properties["iconBrandColor"]}"
            )
        ),
        new("P02", Level.Must, "publisher and stack owner are there", files =>
            new[] { "publisher", "stackOwner" }.Where(name =>
                string.IsNullOrWhiteSpace((string?)files.Properties[name])
            )
        ),
        new("P03", Level.Must, "every connection parameter has a name and a text", files =>
            files
                .ConnectionParameters.Where(one =>
                    one.Json["uiDefinition"]?["displayName"] is null
                    || (one.Json["uiDefinition"]!["description"] ?? one.Json["uiDefinition"]!["tooltip"]) is null
                )
                .Select(one => one.Name)
        ),
        new("P04", Level.Must, "secrets are secure and not shown", files =>
            files
                .ConnectionParameters.Where(one => Secret().IsMatch(one.Name))
                .Where(one =>
                    (string?)one.Json["type"] is not ("securestring" or "oauthSetting")
                    || (bool?)one.Json["uiDefinition"]?["constraints"]?["clearText"] == true
                )
                .Select(one => one.Name)
        ),
        new("P05", Level.Must, "no client secret is shipped, and sign-in comes back through the platform", files =>
            [
                .. Hub
                    .Tests.OpenApi.Document.Objects(files.Properties)
                    .Where(one => !string.IsNullOrEmpty((string?)(one.Json["clientSecret"] as JsonValue)))
                    .Select(one => one.Place),
                .. files
                    .ConnectionParameters.Select(one => one.Json["oAuthSettings"])
                    .OfType<JsonObject>()
                    .Select(one => (string?)one["redirectUrl"] ?? "")
                    .Where(url =>
                        !url.StartsWith("https://global.consent.azure-apim.net/redirect", StringComparison.Ordinal)
                    ),
            ]
        ),
        new("P06", Level.Must, "ways to sign in have names of their own, texts and parameters", files =>
        {
            var sets = (files.Properties["connectionParameterSets"]?["values"] as JsonArray ?? []).ToList();
            return Look.Repeated(sets.Select(one => (string)one!["name"]!))
                .Concat(
                    sets.Where(one =>
                            one!["uiDefinition"]?["displayName"] is null
                            || one["uiDefinition"]!["description"] is null
                            || one["parameters"] is not JsonObject { Count: > 0 }
                        )
                        .Select(one => (string)one!["name"]!)
                );
        }),
        new("P07", Level.Must, "policies name operations and connection parameters that exist", files =>
        {
            var parameters = files.ConnectionParameters.Select(one => one.Name).ToHashSet();
            return files.Policies.SelectMany(one =>
                Look.Texts(one["parameters"]?["x-ms-apimTemplate-operationName"])
                    .Where(name => files.Find(name) is null)
                    .Concat(
                        Parameter()
                            .Matches(one.ToJsonString(Plainly))
                            .Select(match => match.Groups[1].Value)
                            .Where(name => !parameters.Contains(name))
                    )
            );
        }),
        new("P08", Level.Must, "a paged operation names a link that its answer has", files =>
            from one in files.Operations
            where one.Json["x-ms-pageable"] is not null
            let name = (string?)one.Json["x-ms-pageable"]!["nextLinkName"] ?? ""
            where
                name is not ("nextLink" or "@odata.nextLink")
                || one.Answer is null
                || files.Resolve(one.Answer)["properties"]?[name] is null
            select one.ToString()
        ),
        new(
            "P09",
            Level.Should,
            "a policy sends the next page of every paged operation through the connection",
            files =>
            {
                var covered = files
                    .Policies.Where(one => (string?)one["templateId"] == "updatenextlink")
                    .SelectMany(one => Look.Texts(one["parameters"]!["x-ms-apimTemplate-operationName"]))
                    .ToHashSet();
                return files
                    .Operations.Where(one => one.Json["x-ms-pageable"] is not null && !covered.Contains(one.Id!))
                    .Select(one => one.ToString());
            }
        ),
    ];

    private static readonly System.Text.Json.JsonSerializerOptions Plainly = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [GeneratedRegex("^#[0-9a-f]{6}$")]
    private static partial Regex Colour();

    [GeneratedRegex("token|secret|password|key", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"connectionParameters\('(\w+)'")]
    private static partial Regex Parameter();
}
