using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hub.Connector.Rules;

/// <summary>T: what starts a flow.</summary>
internal static partial class TriggerRules
{
    public static readonly IReadOnlyList<Rule> All =
    [
        new("T01", Level.Must, "a trigger is single or batch, and a subscription is a POST", files =>
            from one in files.Operations
            where one.Trigger is not null
            where one.Trigger is not ("single" or "batch") || one.Verb is not ("get" or "post" or "put")
            select $"{one}"
        ),
        new("T02", Level.Must, "a subscription says beside its verb what comes, and that is not empty", files =>
            from one in files.Webhooks
            where one.Notification is not { Count: > 0 } schema || IsEmpty(files.Resolve(schema))
            select $"{one}"
        ),
        new("T03", Level.Must, "a path has one subscription", files =>
            Look.Repeated(files.Webhooks.Select(one => one.Path))
        ),
        new("T04", Level.Must, "a subscription has one callback address, a text in its body", files =>
            from one in files.Webhooks
            let found = Callbacks(one)
            where found.Count != 1 || (string?)found[0].Schema["type"] != "string"
            select $"{one}"
        ),
        new("T05", Level.Must, "the callback address is internal", files =>
            from one in files.Webhooks
            from callback in Callbacks(one)
            where !callback.IsHidden
            select callback.Place
        ),
        new("T06", Level.Must, "the callback address is required all the way", files =>
            from one in files.Webhooks
            from callback in Callbacks(one)
            where !callback.IsRequiredThroughout
            select callback.Place
        ),
        new("T19", Level.Should, "the body of a subscription is required", files =>
            files.Webhooks.Where(one => (bool?)one.BodyParameter?["required"] != true).Select(one => $"{one}")
        ),
        new("T07", Level.Must, "callback addresses stand in bodies alone", files =>
        {
            var inBodies = files
                .Operations.SelectMany(Callbacks)
                .Select(one => one.Own)
                .ToHashSet<object>(ReferenceEqualityComparer.Instance);
            return files
                .Objects.Where(one => one.Json["x-ms-notification-url"] is not null && !inBodies.Contains(one.Json))
                .Select(one => one.Place);
        }),
        new("T08", Level.Must, "what is subscribed can be unsubscribed", files =>
            files.Webhooks.Where(one => Unsubscribe(files, one) is null).Select(one => $"{one}")
        ),
        new("T09", Level.Should, "unsubscribing is internal", files =>
            files
                .Webhooks.Select(one => Unsubscribe(files, one))
                .Where(one => one is { IsVisible: true })
                .Select(one => $"{one}")
        ),
        new("T10", Level.Must, "unsubscribing needs nothing but its address", files =>
            from one in files.Webhooks.Select(one => Unsubscribe(files, one)).OfType<ConnectorOperation>().Distinct()
            from parameter in one.Parameters
            where (bool?)parameter["required"] == true && (string?)parameter["in"] != "path"
            select $"{one}: {parameter["name"]}"
        ),
        new("T11", Level.Should, "a subscription answers 201 and where it is", files =>
            files.Webhooks.Where(one => one.Responses["201"]?["headers"]?["Location"] is null).Select(one => $"{one}")
        ),
        new("T12", Level.Should, "a trigger is called When and says when it triggers", files =>
            from one in files.Visible
            where one.Trigger is not null
            where !one.Summary.StartsWith("When ", StringComparison.Ordinal) || !Triggers().IsMatch(one.Description)
            select $"{one}: {one.Summary}"
        ),
        new("T13", Level.Should, "a trigger says how to fire it", files =>
            from one in files.Visible
            where one.Trigger is not null && (string?)one.Json["x-ms-trigger-hint"] is not { Length: > 10 }
            select $"{one}"
        ),
        new("T14", Level.Must, "single triggers bring an object, batch triggers a list", files =>
            from one in files.Operations
            where one.Trigger is not null
            let schema = (one.IsWebhook ? one.Notification : one.Answer) is { } brought ? files.Resolve(brought) : []
            let isList = (string?)schema["type"] == "array"
                || (schema["properties"] as JsonObject ?? []).Any(field => (string?)field.Value!["type"] == "array")
            where one.Trigger == "batch" ? !isList : (string?)schema["type"] != "object"
            select $"{one}"
        ),
        new("T15", Level.Should, "what comes has titles and descriptions", files =>
            from one in files.Webhooks
            from field in files.FieldsOf(one.Notification, $"{one}")
            where field.Title is not { Length: > 0 } || field.Description is not { Length: > 0 }
            select field.Place
        ),
        new("T16", Level.Must, "a notification refers to a subscription", files =>
            from one in files.Operations
            where one.Json["x-ms-notification"] is not null
            where
                one.IsWebhook
                || files.Find((string?)one.Json["x-ms-notification"]!["operationId"]) is not { IsWebhook: true }
            select $"{one}"
        ),
        new("T17", Level.Must, "a simulation calls a real operation with real values", files =>
            from one in files.Operations
            where one.Json["x-ms-operation-context"]?["simulate"] is JsonObject
            let simulate = one.Json["x-ms-operation-context"]!["simulate"]!.AsObject()
            let called = files.Find((string?)simulate["operationId"])
            let given = (simulate["parameters"] as JsonObject ?? []).Select(value => value.Key).ToList()
            where
                called is null
                || given.Except(called.Takes.Select(value => value.Name)).Any()
                || called.Takes.Where(value => value.IsRequired).Select(value => value.Name).Except(given).Any()
            select $"{one}"
        ),
        new("T18", Level.Should, "a polling trigger has a policy", files =>
        {
            var polled = files
                .Policies.Where(one => (string?)one["templateId"] == "pollingtrigger")
                .SelectMany(one => Look.Texts(one["parameters"]!["x-ms-apimTemplate-operationName"]))
                .ToHashSet();
            return files
                .Operations.Where(one => one is { Trigger: not null, IsWebhook: false } && !polled.Contains(one.Id!))
                .Select(one => $"{one}");
        }),
    ];

    /// <summary>The DELETE whose path is a sibling's or the subscription's own with an id behind it.</summary>
    public static ConnectorOperation? Unsubscribe(ConnectorFiles files, ConnectorOperation webhook) =>
        files.Operations.FirstOrDefault(one =>
            one.Verb == "delete" && one.Path.EndsWith('}') && one.Path.Split('/')[1] == webhook.Path.Split('/')[1]
        );

    public static List<Field> Callbacks(ConnectorOperation operation) =>
        [.. operation.BodyFields.Where(one => (bool?)one.Own["x-ms-notification-url"] == true)];

    private static bool IsEmpty(JsonObject schema) =>
        (string?)schema["type"] == "array"
            ? schema["items"] is not JsonObject { Count: > 0 }
            : schema["properties"] is not JsonObject { Count: > 0 } && !FieldRules.IsDynamic(schema);

    [GeneratedRegex(@"\b[Tt]riggers when\b")]
    private static partial Regex Triggers();
}
