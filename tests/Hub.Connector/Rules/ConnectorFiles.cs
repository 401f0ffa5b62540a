using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Tests.OpenApi;

namespace Hub.Connector.Rules;

/// <summary>A connector as it is handed in: two files, and a folder with what is shipped beside them.</summary>
internal sealed record ConnectorFiles(string DefinitionText, string PropertiesText, DirectoryInfo Folder)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = true };

    public JsonObject Definition { get; private init; } = Parse(DefinitionText);

    public JsonObject Properties { get; private init; } = Parse(PropertiesText)["properties"]!.AsObject();

    public static ConnectorFiles OfRepository() =>
        new(
            File.ReadAllText(Path.Combine(Document.Root, "apiDefinition.swagger.json")),
            File.ReadAllText(Path.Combine(Document.Root, "apiProperties.json")),
            new DirectoryInfo(Path.Combine(Document.Root, "connector"))
        );

    /// <summary>The same with something else in it: to see that a rule finds it.</summary>
    public ConnectorFiles With(Action<ConnectorFiles> change)
    {
        var other = this with
        {
            Definition = Definition.DeepClone().AsObject(),
            Properties = Properties.DeepClone().AsObject(),
        };
        change(other);
        return other;
    }

    private List<ConnectorOperation>? operations;

    public IReadOnlyList<ConnectorOperation> Operations => operations ??= [.. Read()];

    public IEnumerable<ConnectorOperation> Visible => Operations.Where(static one => one.IsVisible);

    public IEnumerable<ConnectorOperation> Webhooks => Operations.Where(static one => one.IsWebhook);

    public ConnectorOperation? Find(string? id) => Operations.FirstOrDefault(one => one.Id == id);

    public JsonObject Definitions => Definition["definitions"] as JsonObject ?? [];

    /// <summary>Every connection parameter of every way to sign in.</summary>
    public IEnumerable<(string Set, string Name, JsonObject Json)> ConnectionParameters =>
        (Properties["connectionParameterSets"]?["values"] as JsonArray ?? []).SelectMany(set =>
            set!["parameters"]!.AsObject().Select(one => ((string)set["name"]!, one.Key, one.Value!.AsObject()))
        );

    public IEnumerable<JsonObject> Policies =>
        (Properties["policyTemplateInstances"] as JsonArray ?? []).Select(one => one!.AsObject());

    /// <summary>What a reference stands for, or the schema itself.</summary>
    public JsonObject Resolve(JsonObject schema) =>
        (string?)schema["$ref"] is { } reference
            ? Definitions[reference[(reference.LastIndexOf('/') + 1)..]]?.AsObject() ?? []
            : schema;

    /// <summary>What a path of names leads to in values of the schema.</summary>
    public JsonObject? Follow(JsonObject? schema, string path)
    {
        foreach (var name in path.Split('/', '.'))
            schema = schema is null ? null : Resolve(schema)["properties"]?[name] as JsonObject;
        return schema is null ? null : Resolve(schema);
    }

    /// <summary>The properties of values of the schema, at any depth, each definition once.</summary>
    public IEnumerable<Field> FieldsOf(JsonObject? schema, string place, bool isRequired = true, bool isHidden = false)
    {
        var seen = new HashSet<JsonObject>(ReferenceEqualityComparer.Instance);
        return schema is null ? [] : Below(schema, place, isRequired, isHidden);

        IEnumerable<Field> Below(JsonObject one, string at, bool allRequired, bool hidden)
        {
            var resolved = Resolve(one);
            if (!seen.Add(resolved))
                yield break;
            var required = (resolved["required"] as JsonArray ?? []).Select(name => (string)name!).ToHashSet();
            foreach (var (name, value) in resolved["properties"] as JsonObject ?? [])
            {
                var child = value!.AsObject();
                var field = new Field(
                    $"{at}/{name}",
                    name,
                    child,
                    Resolve(child),
                    required.Contains(name),
                    allRequired && required.Contains(name),
                    hidden || (string?)child["x-ms-visibility"] == "internal"
                );
                yield return field;
                foreach (var further in Below(child, field.Place, field.IsRequiredThroughout, field.IsHidden))
                    yield return further;
            }
            if (resolved["items"] is JsonObject item)
                foreach (var further in Below(item, $"{at}/items", false, hidden))
                    yield return further;
        }
    }

    /// <summary>What a parameter or a response is that may stand somewhere else.</summary>
    public JsonObject Found(JsonObject one) =>
        (string?)(one["$ref"] as JsonValue) is { } reference
            ? reference.Split('/')[1..].Aggregate((JsonNode?)Definition, static (at, name) => at?[name]) as JsonObject
                ?? one
            : one;

    /// <summary>Every object of the definition, with where it stands.</summary>
    public IEnumerable<(string Place, JsonObject Json)> Objects => Document.Objects(Definition);

    /// <summary>Objects that are schemas: they have a type that is a text.</summary>
    public IEnumerable<(string Place, JsonObject Json)> Schemas =>
        Objects.Where(static one => one.Json["type"] is JsonValue type && type.TryGetValue<string>(out _));

    private IEnumerable<ConnectorOperation> Read() =>
        from path in Definition["paths"]!.AsObject()
        from verb in path.Value!.AsObject()
        where !verb.Key.StartsWith("x-", StringComparison.Ordinal) && verb.Value is JsonObject
        select new ConnectorOperation(this, path.Key, verb.Key, path.Value!.AsObject(), verb.Value!.AsObject());

    private static JsonObject Parse(string text) => JsonNode.Parse(text, nodeOptions: null, Strict)!.AsObject();
}

/// <summary>A property of a body or an answer.</summary>
/// <param name="Own">What stands where it is declared.</param>
/// <param name="Schema">What its values are.</param>
/// <param name="IsRequiredThroughout">Whether all that it stands in are required too.</param>
/// <param name="IsHidden">Whether it, or something it stands in, is internal.</param>
internal sealed record Field(
    string Place,
    string Name,
    JsonObject Own,
    JsonObject Schema,
    bool IsRequired,
    bool IsRequiredThroughout,
    bool IsHidden
)
{
    public string? Title =>
        (string?)Own["x-ms-summary"]
        ?? (string?)Own["title"]
        ?? (string?)Schema["x-ms-summary"]
        ?? (string?)Schema["title"];

    public string? Description => (string?)Own["description"] ?? (string?)Schema["description"];
}

/// <summary>An operation of the connector.</summary>
internal sealed record ConnectorOperation(
    ConnectorFiles Files,
    string Path,
    string Verb,
    JsonObject PathItem,
    JsonObject Json
)
{
    public string? Id => (string?)Json["operationId"];

    public string Summary => (string?)Json["summary"] ?? "";

    public string Description => (string?)Json["description"] ?? "";

    public bool IsVisible => Visibility != "internal";

    public string? Visibility => (string?)Json["x-ms-visibility"];

    public string? Trigger => (string?)Json["x-ms-trigger"];

    public bool IsWebhook => Trigger is not null && Verb != "get";

    public IEnumerable<JsonObject> Parameters =>
        (Json["parameters"] as JsonArray ?? []).Select(one => Files.Found(one!.AsObject()));

    public JsonObject? BodyParameter => Parameters.FirstOrDefault(static one => (string?)one["in"] == "body");

    public JsonObject? Body => BodyParameter?["schema"] as JsonObject;

    /// <summary>Whether its body is a file, and no fields.</summary>
    public bool TakesFile => (string?)Body?["format"] == "binary";

    public IEnumerable<Field> BodyFields =>
        Files.FieldsOf(Body, $"{this}/body", (bool?)BodyParameter?["required"] == true);

    public JsonObject Responses =>
        new(
            (Json["responses"] as JsonObject ?? []).Select(one =>
                KeyValuePair.Create(one.Key, (JsonNode?)Files.Found(one.Value!.AsObject()).DeepClone())
            )
        );

    public IEnumerable<(string Status, JsonObject Json)> Successes =>
        Responses.Where(static one => one.Key.StartsWith('2')).Select(static one => (one.Key, one.Value!.AsObject()));

    public JsonObject? Answer => Successes.Select(static one => one.Json["schema"] as JsonObject).FirstOrDefault();

    public JsonObject? Notification => PathItem["x-ms-notification-content"]?["schema"] as JsonObject;

    /// <summary>The values that a dynamic call of it may take: its parameters, and the fields of its body.</summary>
    public IEnumerable<(string Name, bool IsRequired)> Takes =>
        Parameters
            .Where(static one => (string?)one["in"] != "body")
            .Select(static one => ((string)one["name"]!, (bool?)one["required"] == true));

    public override string ToString() => Id ?? $"{Verb} {Path}";
}
