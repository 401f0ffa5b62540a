using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hub.Connector.Rules;

/// <summary>B: what nobody asks for and makers are glad of.</summary>
internal static partial class BestRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        new("B01", Level.Best, "a connection can be tested", files =>
            Look.Unless(files.Definition["x-ms-capabilities"]?["testConnection"] is not null, "it cannot")
        ),
        new("B02", Level.Best, "there are two ways to sign in", files =>
            Look.Unless(files.ConnectionParameters.Select(one => one.Set).Distinct().Count() > 1, "there are not")
        ),
        new("B03", Level.Best, "every dropdown and schema has both forms", files =>
            from one in DynamicCall.All(files)
            where
                !one.IsModern
                    ? !one.Site.ContainsKey(DynamicRules.Modern(one.Form))
                    : !one.Site.Any(other =>
                        other.Key.StartsWith("x-ms-dynamic", StringComparison.Ordinal)
                        && DynamicRules.Modern(other.Key) == one.Form
                        && other.Key != one.Form
                    )
            select one.Place
        ),
        new("B04", Level.Best, "every visible trigger can be simulated", files =>
            from one in files.Visible
            where one.Trigger is not null && one.Json["x-ms-operation-context"]?["simulate"] is null
            select $"{one}"
        ),
        new("B05", Level.Best, "one trigger covers every event, with a schema that follows the event", files =>
            Look.Unless(
                files.Webhooks.Any(one =>
                    one.Notification is { } schema && FieldRules.IsDynamic(files.Resolve(schema))
                ),
                "none does"
            )
        ),
        new("B06", Level.Best, "every id has a dropdown or says where it comes from", files =>
            [
                .. from one in files.Visible
                from parameter in one.Parameters
                where (string?)parameter["x-ms-visibility"] != "internal" && IsId((string)parameter["name"]!)
                where !IsExplained(parameter)
                select $"{one}: {parameter["name"]}",
                .. from one in files.Visible
                from field in one.BodyFields
                where !field.IsHidden && IsId(field.Name) && !IsExplained(field.Own)
                select field.Place,
            ]
        ),
        new("B07", Level.Best, "lists page", files =>
            from one in files.Visible
            where one is { Verb: "get", Trigger: null, Answer: not null }
            where (string?)files.Follow(one.Answer, "data")?["type"] == "array"
            where
                one.Json["x-ms-pageable"] is null
                && !one.Takes.Any(value => value.Name == "per_page")
                && !IsWhole().IsMatch(one.Description)
            select $"{one}"
        ),
        new("B08", Level.Best, "three sample flows, one of them begun by a subscription", files =>
            Look.Unless(
                SampleFlow.All(files).Count() >= 3
                    && SampleFlow
                        .All(files)
                        .Any(flow => flow.Steps.Any(step => (string?)step.Json["type"] == "OpenApiConnectionWebhook")),
                $"{SampleFlow.All(files).Count()}"
            )
        ),
        new("B09", Level.Best, "visible operations document refusals and their allowance", files =>
            from one in files.Visible
            where
                !one.Responses.ContainsKey("401")
                || !one.Responses.ContainsKey("403")
                || !one.Responses.ContainsKey("429")
            select $"{one}"
        ),
        new("B10", Level.Best, "choices have readable names", files =>
            from one in files.Schemas
            where one.Json["enum"] is JsonArray && one.Json["x-ms-enum-values"] is null
            select one.Place
        ),
        new("B11", Level.Best, "the icon is 230 by 230", files =>
            Look.Unless(Picture.Read(files) is { Width: 230, Height: 230 }, "it is not")
        ),
        new("B12", Level.Best, "both intro.md and readme.md are shipped", files =>
            new[] { "intro.md", "readme.md" }.Where(name => FileRules.Text(files, name) is null)
        ),
    ];

    private static bool IsId(string name) => Id().IsMatch(name);

    private static bool IsExplained(JsonObject site) =>
        site.ContainsKey("x-ms-dynamic-values")
        || (site["items"] as JsonObject)?.ContainsKey("x-ms-dynamic-values") == true
        || Source().IsMatch((string?)site["description"] ?? "");

    [GeneratedRegex("(^|_)ids?$|[a-z]Id$")]
    private static partial Regex Id();

    /// <summary>Which operation shows it, or what it is where it is the maker's own.</summary>
    [GeneratedRegex(
        "(List|Get|Create|Find|Search|Add|Upload|Replay|When) [a-z ]+|of your own|brings",
        RegexOptions.None
    )]
    private static partial Regex Source();

    [GeneratedRegex("all of them|at once", RegexOptions.IgnoreCase)]
    private static partial Regex IsWhole();
}
