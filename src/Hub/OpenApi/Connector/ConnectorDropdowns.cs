using System.Text.Json.Nodes;

namespace Hub.OpenApi.Connector;

/// <summary>Makers know no ids: each is chosen from a list of what people call the records, or says where it is shown.</summary>
internal static class ConnectorDropdowns
{
    /// <summary>What a record is called by, the first that it always has.</summary>
    private static readonly string[] TitleFields =
    [
        "name",
        "subject",
        "title",
        "label",
        "file_name",
        "body",
        "event",
        "summary",
        "email",
        "id",
    ];

    private static readonly string[] Keys = ["id", "version"];

    /// <summary>Where the records are listed that an id outside of a path means.</summary>
    private static readonly Dictionary<string, string> Lists = new()
    {
        ["department"] = "/departments",
        ["assignee"] = "/users",
        ["agent"] = "/users",
        ["owner"] = "/users",
        ["board"] = "/users",
        ["classification"] = "/classifications",
        ["queue"] = "/queues",
        ["requester"] = "/contacts",
        ["contact"] = "/contacts",
        ["company"] = "/companies",
        ["role"] = "/roles",
        ["calendar"] = "/sla/calendars",
        ["rotation"] = "/on-call/rotations",
        ["page_rotation"] = "/on-call/rotations",
        ["incident"] = "/incidents",
        ["category"] = "/knowledge-base/categories",
        ["template"] = "/templates",
        ["base"] = "/templates",
        ["ticket"] = "/tickets",
        ["merge_into"] = "/tickets",
        ["reply"] = "/tickets/{id}/replies",
        ["otherVersion"] = "/knowledge-base/{id}/versions",
    };

    /// <summary>Where those are shown that no list can be chosen from.</summary>
    private static readonly Dictionary<string, string> Shown = new()
    {
        ["status_id"] = "Get the workflow shows them.",
        ["target_id"] = "Get transitions of a ticket shows them.",
        ["attachment_ids"] = "Upload a file to a ticket returns them.",
        ["external_id"] = "It is an ID of your own.",
        ["replayId"] = "Replay past events to a webhook returns it.",
        ["event_id"] = "Every event brings it.",
    };

    public static void Put(JsonObject swagger)
    {
        var lists = swagger
            .Operations()
            .Where(one => one.Verb == "get" && ItemsOf(swagger, one) is not null)
            .ToDictionary(one => one.Path);
        foreach (var operation in swagger.Operations())
        foreach (var parameter in operation.Parameters)
            if ((string?)parameter["in"] == "body")
                PutFields(swagger, operation, parameter["schema"], lists, []);
            else
                Put(swagger, operation, parameter, (string)parameter["name"]!, lists);
    }

    private static void PutFields(
        JsonObject swagger,
        SwaggerOperation operation,
        JsonNode? schema,
        Dictionary<string, SwaggerOperation> lists,
        HashSet<string> seen
    )
    {
        if (Swagger.ReferenceOf(schema) is { } name)
        {
            if (seen.Add(name))
                PutFields(swagger, operation, swagger.Definitions()[name], lists, seen);
            return;
        }
        if (schema?["items"] is { } item)
            PutFields(swagger, operation, item, lists, seen);
        foreach (var (field, property) in schema?["properties"] as JsonObject ?? [])
        {
            if (Swagger.ReferenceOf(property) is null)
                Put(swagger, operation, property!.AsObject(), field, lists);
            PutFields(swagger, operation, property, lists, seen);
        }
    }

    private static void Put(
        JsonObject swagger,
        SwaggerOperation operation,
        JsonObject site,
        string name,
        Dictionary<string, SwaggerOperation> lists
    )
    {
        if (Shown.TryGetValue(name, out var where))
            Say(site, where);
        else if (ListOf(operation, site, name) is { } path && lists.TryGetValue(path, out var list))
            Choose(swagger, operation, (site["items"] as JsonObject) ?? site, list);
    }

    /// <summary>The path that lists what the id means.</summary>
    private static string? ListOf(SwaggerOperation operation, JsonObject site, string name)
    {
        var stem = Stem(name);
        if (stem is null)
            return null;
        if ((string?)site["in"] == "path" && !Lists.ContainsKey(stem) | stem is "ticket" or "reply")
            return operation.Path[..(operation.Path.IndexOf($"/{{{name}}}", StringComparison.Ordinal))];
        if (stem == "parent")
            return operation.Path.StartsWith("/tickets", StringComparison.Ordinal) ? "/tickets" : "/classifications";
        return Lists.GetValueOrDefault(stem);
    }

    /// <summary>What an id is of, as in department for department_id; nothing for what is no id.</summary>
    private static string? Stem(string name) =>
        name == "id" ? ""
        : name.EndsWith("_id", StringComparison.Ordinal) ? name[..^3]
        : name.EndsWith("_ids", StringComparison.Ordinal) ? name[..^4]
        : name.EndsWith("Id", StringComparison.Ordinal) ? name[..^2]
        : null;

    private static void Choose(JsonObject swagger, SwaggerOperation operation, JsonObject site, SwaggerOperation list)
    {
        var item = ItemsOf(swagger, list)!;
        var always = (item["required"] as JsonArray ?? []).Select(one => (string)one!).ToHashSet();
        var title = TitleFields.FirstOrDefault(always.Contains) ?? KeyOf(item)!;
        var given = list
            .Parameters.Where(static one => (string?)one["in"] == "path")
            .Select(static one => (string)one["name"]!)
            .Select(name => (name, (JsonNode?)null, (string?)name))
            .ToList();
        if (given.Any(one => operation.Parameters.All(own => (string?)own["name"] != one.name)))
            return;
        if (list.Parameters.Any(static one => (string?)one["name"] == "per_page"))
            given.Add(("per_page", 100, null));
        Dropdown.Put(site, list.Id, "data", title, KeyOf(item)!, given);
    }

    private static void Say(JsonObject site, string where)
    {
        var text = (string?)site["description"] ?? "";
        if (!text.Contains(where, StringComparison.Ordinal))
            site["description"] = $"{text} {where}".Trim();
    }

    /// <summary>What is on a page of the list, if it is one of records that have an id.</summary>
    private static JsonObject? ItemsOf(JsonObject swagger, SwaggerOperation operation)
    {
        var data = Resolve(swagger, operation.Json["responses"]?["200"]?["schema"])?["properties"]?["data"];
        var item = Resolve(swagger, data?["items"]);
        return KeyOf(item) is null ? null : item;
    }

    /// <summary>What paths name a record by.</summary>
    private static string? KeyOf(JsonObject? item) => Keys.FirstOrDefault(key => item?["properties"]?[key] is not null);

    private static JsonObject? Resolve(JsonObject swagger, JsonNode? schema) =>
        (Swagger.ReferenceOf(schema) is { } name ? swagger.Definitions()[name] : schema) as JsonObject;
}
