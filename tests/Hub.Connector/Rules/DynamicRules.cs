using System.Text.Json.Nodes;

namespace Hub.Connector.Rules;

/// <summary>A dropdown or schema that another operation is asked for.</summary>
/// <param name="Site">What stands where it is declared.</param>
internal sealed record DynamicCall(
    ConnectorOperation In,
    string Place,
    string Form,
    JsonObject Json,
    JsonObject Site,
    Field? Field
)
{
    public bool IsList => Form is "x-ms-dynamic-values" or "x-ms-dynamic-list";

    public bool IsModern => Form is "x-ms-dynamic-list" or "x-ms-dynamic-properties";

    public string? Called => (string?)Json["operationId"];

    public JsonObject Arguments => Json["parameters"] as JsonObject ?? [];

    /// <summary>The values of its own operation that it passes on: names of parameters, or paths into the body.</summary>
    public IEnumerable<string> Passed =>
        Arguments
            .Select(one => (string?)(one.Value as JsonObject)?[IsModern ? "parameterReference" : "parameter"])
            .OfType<string>();

    public static IEnumerable<DynamicCall> All(ConnectorFiles files) =>
        files.Operations.SelectMany(one => Of(files, one)).DistinctBy(one => (one.Json, one.In.Id));

    private static IEnumerable<DynamicCall> Of(ConnectorFiles files, ConnectorOperation operation)
    {
        foreach (var parameter in operation.Parameters.Where(one => (string?)one["in"] != "body"))
        foreach (var call in At(operation, $"{operation}: {parameter["name"]}", parameter, null))
            yield return call;
        var fields = operation.BodyFields.Concat(files.FieldsOf(operation.Answer, $"{operation}/answer"));
        if (operation.IsWebhook)
            fields = fields.Concat(files.FieldsOf(operation.Notification, $"{operation}/notification"));
        foreach (var field in fields)
        foreach (var call in At(operation, field.Place, field.Own, field))
            yield return call;
        foreach (
            var root in new[] { operation.Body, operation.Answer, operation.IsWebhook ? operation.Notification : null }
        )
            if (root is not null)
                foreach (var call in At(operation, $"{operation}", files.Resolve(root), null))
                    yield return call;
    }

    private static IEnumerable<DynamicCall> At(
        ConnectorOperation operation,
        string place,
        JsonObject site,
        Field? field
    ) =>
        from form in new[]
        {
            "x-ms-dynamic-values",
            "x-ms-dynamic-list",
            "x-ms-dynamic-schema",
            "x-ms-dynamic-properties",
        }
        from holder in new[] { site, site["items"] as JsonObject }
        where holder?[form] is JsonObject
        select new DynamicCall(operation, place, form, holder[form]!.AsObject(), holder, field);
}

/// <summary>D: dropdowns and schemas that other operations are asked for.</summary>
internal static class DynamicRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        new("D01", Level.Must, "what is called exists", files =>
            Calls(files).Where(one => files.Find(one.Called) is null).Select(one => $"{one.Place}: {one.Called}")
        ),
        new("D02", Level.Must, "a dropdown reads a list", files =>
            Calls(files)
                .Where(one => one.IsList && (string?)Collection(files, one)?["type"] != "array")
                .Select(one => one.Place)
        ),
        new("D03", Level.Must, "a dropdown shows what the items have", files =>
            from one in Calls(files)
            where one.IsList
            let item = Collection(files, one)?["items"] as JsonObject
            from path in one.IsModern ? new[] { "itemTitlePath", "itemValuePath" } : ["value-title", "value-path"]
            where files.Follow(item, (string?)one.Json[path] ?? "") is null
            select $"{one.Place}: {one.Json[path]}"
        ),
        new("D04", Level.Must, "a dynamic schema reads what the answer has", files =>
            from one in Calls(files)
            where !one.IsList
            let path = (string?)one.Json[one.IsModern ? "itemValuePath" : "value-path"]
            where path is not null && files.Follow(files.Find(one.Called)?.Answer, path) is null
            select $"{one.Place}: {path}"
        ),
        new("D05", Level.Must, "a call gives what the called operation takes, and all that it requires", files =>
            from one in Calls(files)
            let called = files.Find(one.Called)
            where called is not null
            let given = one.Arguments.Select(value => value.Key).ToList()
            where
                given.Except(called.Takes.Select(value => value.Name)).Any()
                || called.Takes.Where(value => value.IsRequired).Select(value => value.Name).Except(given).Any()
            select $"{one.Place}: {one.Called}"
        ),
        new("D06", Level.Must, "a call passes on values that its operation has", files =>
            from one in Calls(files)
            from name in one.Passed
            where !Has(one, name)
            select $"{one.Place}: {name}"
        ),
        new("D07", Level.Must, "a call passes on nothing internal", files =>
            from one in Calls(files)
            from name in one.Passed
            where
                one.In.Parameters.Any(value =>
                    (string?)value["name"] == name && (string?)value["x-ms-visibility"] == "internal"
                )
                || one.In.BodyFields.Any(value =>
                    value.IsHidden && value.Place.EndsWith($"/{name}", StringComparison.Ordinal)
                )
            select $"{one.Place}: {name}"
        ),
        new("D08", Level.Must, "dynamic parts sit in schemas and not on body parameters", files =>
            from one in files.Operations
            where
                one.BodyParameter?.Any(value => value.Key.StartsWith("x-ms-dynamic", StringComparison.Ordinal)) == true
            select $"{one}"
        ),
        new("D09", Level.Should, "what passes on a field of the body has its modern form", files =>
            from one in Calls(files)
            where !one.IsModern && one.Passed.Any(name => one.In.BodyFields.Any(field => field.Name == name))
            where !one.Site.ContainsKey(Modern(one.Form))
            select one.Place
        ),
        new("D10", Level.Must, "both forms of a dynamic part agree", files =>
            from one in Calls(files)
            where !one.IsModern && one.Site[Modern(one.Form)] is JsonObject
            let other = one.Site[Modern(one.Form)]!.AsObject()
            where
                (string?)other["operationId"] != one.Called
                || (string?)other["itemsPath"] != (string?)one.Json["value-collection"]
                || (string?)other["itemValuePath"] != (string?)one.Json["value-path"]
                || (string?)other["itemTitlePath"] != (string?)one.Json["value-title"]
                || !(other["parameters"] as JsonObject ?? [])
                    .Select(value => value.Key)
                    .Order()
                    .SequenceEqual(one.Arguments.Select(value => value.Key).Order())
            select one.Place
        ),
        new("D11", Level.Should, "calls are reads", files =>
            Calls(files)
                .Where(one =>
                    files.Find(one.Called) is { Verb: not "get" } called
                    && (bool?)called.Json["x-ms-safe-operation"] != true
                )
                .Select(one => $"{one.Place}: {one.Called}")
        ),
        new("D12", Level.Must, "operations of the file picker exist", files =>
            Hub.Tests.OpenApi.Document.Objects(files.Definition["x-ms-capabilities"]?["file-picker"])
                .Where(one => (string?)one.Json["operationId"] is { } id && files.Find(id) is null)
                .Select(one => one.Place)
        ),
    ];

    public static string Modern(string form) =>
        form == "x-ms-dynamic-values" ? "x-ms-dynamic-list" : "x-ms-dynamic-properties";

    private static IEnumerable<DynamicCall> Calls(ConnectorFiles files) => DynamicCall.All(files);

    private static JsonObject? Collection(ConnectorFiles files, DynamicCall one)
    {
        var answer = files.Find(one.Called)?.Answer;
        return (string?)one.Json[one.IsModern ? "itemsPath" : "value-collection"] is { } path
                ? files.Follow(answer, path)
            : answer is null ? null
            : files.Resolve(answer);
    }

    /// <summary>The modern form names where a value stands, the older one only what it is called.</summary>
    private static bool Has(DynamicCall call, string name) =>
        call.In.Parameters.Any(one => (string?)one["name"] == name)
        || call.In.BodyFields.Any(one =>
            call.IsModern
                ? one.Place.EndsWith($"/{name}", StringComparison.Ordinal)
                    && name.StartsWith("body/", StringComparison.Ordinal)
                : one.Name == name
        );
}
