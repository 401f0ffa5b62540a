using System.Text.Json.Nodes;
using Hub.Connector.Rules;

namespace Hub.Connector;

/// <summary>That the rules find what they are for: each in a connector that does not keep to it.</summary>
public sealed class BrokenTests
{
    private static readonly Lazy<ConnectorFiles> Files = new(ConnectorFiles.OfRepository);

    private static readonly Dictionary<string, Action<ConnectorFiles>> Breaks = new()
    {
        ["J01"] = files => Operation(files, "GetTicket")["parameters"]![0]!["in"] = "cookie",
        ["J02"] = files => files.Properties["colour"] = "blue",
        ["J05"] = files =>
            files.Definitions["Ticket"]!["properties"]!["subject"] = new JsonObject { ["$ref"] = "#/definitions/None" },
        ["J06"] = files => Reference(files)["description"] = "More.",
        ["J07"] = files => files.Definitions["Unused"] = new JsonObject { ["type"] = "object" },
        ["I01"] = files => files.Definition["info"]!["title"] = "Helpdesk API",
        ["I02"] = files => files.Definition["info"]!["description"] = "Short.",
        ["I03"] = files =>
            files.Definition["info"]!["description"] = "The API of a helpdesk with all that belongs to it",
        ["I04"] = files => files.Definition["info"]!["contact"]!["email"] = "nobody",
        ["I05"] = files => files.Definition["x-ms-connector-metadata"]![2]!["propertyValue"] = "Everything",
        ["I06"] = files => files.Definition["host"] = "staging.example.com",
        ["I07"] = files => files.Definition["schemes"] = new JsonArray("wss"),
        ["I08"] = files => files.Definition["basePath"] = "/api/v1/",
        ["I09"] = files => files.Definition["consumes"] = new JsonArray("image/png"),
        ["I10"] = files => files.Definition["security"]![0]!.AsObject()["other"] = new JsonArray(),
        ["I11"] = files => files.Definition["x-ms-capabilities"]!["testConnection"]!["operationId"] = "CreateTicket",
        ["P01"] = files => files.Properties["iconBrandColor"] = "#007ee5",
        ["P02"] = files => files.Properties.Remove("publisher"),
        ["P03"] = files => Parameter(files, 0).Remove("uiDefinition"),
        ["P04"] = files => Parameter(files, 1)["type"] = "string",
        ["P05"] = files =>
            files.Properties["connectionParameterSets"]!["values"]![1]!["parameters"]!["token"]!["oAuthSettings"]![
                "clientSecret"
            ] = "x",
        ["P06"] = files => files.Properties["connectionParameterSets"]!["values"]![1]!["name"] = "api-token",
        ["P07"] = files =>
            files.Properties["policyTemplateInstances"]![2]!["parameters"]!["x-ms-apimTemplate-operationName"]!
                .AsArray()
                .Add("None"),
        ["P08"] = files => Operation(files, "ListTickets")["x-ms-pageable"]!["nextLinkName"] = "next",
        ["P09"] = files => files.Properties["policyTemplateInstances"]!.AsArray().RemoveAt(2),
        ["O01"] = files => Operation(files, "GetTicket")["operationId"] = "ListTickets",
        ["O02"] = files => Operation(files, "GetTicket")["operationId"] = "getTicket",
        ["O03"] = files => Operation(files, "GetTicket")["summary"] = "Get a ticket.",
        ["O04"] = files => Operation(files, "GetTicket")["summary"] = "List tickets",
        ["O05"] = files => Operation(files, "GetTicket")["description"] = "",
        ["O34"] = files => Operation(files, "GetTicket")["description"] = "Get a ticket.",
        ["O06"] = files => Operation(files, "GetTicket")["description"] = "shows one ticket by its number",
        ["O07"] = files => Operation(files, "GetTicket")["description"] = "Shows a ticket in Power Automate.",
        ["O08"] = files => Operation(files, "GetTicket")["responses"]!.AsObject().Remove("200"),
        ["O09"] = files =>
            files.Definition["responses"]!["Refused404"]!["schema"] = new JsonObject { ["type"] = "object" },
        ["O10"] = files => Operation(files, "GetTicket")["responses"]!["200"]!.AsObject().Remove("schema"),
        ["O11"] = files =>
            Operation(files, "UpdateTicket")["responses"]!["200"]!["schema"] = new JsonObject { ["type"] = "object" },
        ["O12"] = files => Operation(files, "GetTicket")["responses"]!.AsObject().Remove("404"),
        ["O13"] = files => files.Definitions["Ticket"]!["properties"]!["tags"]!.AsObject().Remove("items"),
        ["O14"] = files => Move(files, "/tickets/{id}", "/tickets/{number}"),
        ["O15"] = files =>
            files.Definition["paths"]!["/tickets/{other}"] = files.Definition["paths"]!["/tickets/{id}"]!.DeepClone(),
        ["O17"] = files =>
            Operation(files, "GetTicket")["parameters"]!
                .AsArray()
                .Add(Operation(files, "GetTicket")["parameters"]![0]!.DeepClone()),
        ["O18"] = files => Operation(files, "GetTicket")["parameters"]![0]!.AsObject().Remove("x-ms-summary"),
        ["O19"] = files =>
            files.Definitions["CreateTicket"]!["properties"]!["subject"]!.AsObject().Remove("description"),
        ["O20"] = files => files.Definitions["Ticket"]!["properties"]!["subject"]!.AsObject().Remove("x-ms-summary"),
        ["O21"] = files => files.Definitions["Ticket"]!["properties"]!["subject"]!["x-ms-summary"] = "the subject",
        ["O22"] = files => Operation(files, "GetTicket")["parameters"]![0]!["x-ms-visibility"] = "internal",
        ["O23"] = files =>
            files.Definitions["CreateTicket"]!["properties"]!["priority"] = new JsonObject
            {
                ["type"] = "string",
                ["default"] = "low",
                ["x-ms-visibility"] = "internal",
            },
        ["O24"] = files => files.Definitions["CreateTicket"]!["properties"]!["priority"]!["enum"] = new JsonArray(),
        ["O25"] = files => files.Definitions["Ticket"]!["properties"]!["subject"]!["format"] = "binary",
        ["O27"] = files =>
            files.Definitions["TicketAnswer"]!["properties"]!["data"] = new JsonObject
            {
                ["$ref"] = "#/definitions/TicketAnswer",
            },
        ["O28"] = files => Operation(files, "GetTicket")["x-ms-api-annotation"] = new JsonObject(),
        ["O29"] = files => Operation(files, "GetTicket")["deprecated"] = true,
        ["O30"] = files => Operation(files, "GetTicket")["parameters"]![0]!.AsObject().Remove("x-ms-url-encoding"),
        ["O31"] = files => files.Definitions["Ticket"]!["x-nullable"] = true,
        ["O32"] = files => Operation(files, "GetTicket")["x-ms-visibility"] = "hidden",
        ["O33"] = files => Operation(files, "GetTicket")["description"] = "Shows  a ticket.",
        ["O35"] = files => files.Definitions["Ticket"]!["properties"]!["more"] = new JsonObject { ["type"] = "object" },
        ["T01"] = files => Operation(files, Created)["x-ms-trigger"] = "many",
        ["T02"] = files => Path(files, Created).Remove("x-ms-notification-content"),
        ["T04"] = files => Callback(files).Remove("x-ms-notification-url"),
        ["T05"] = files => Callback(files).Remove("x-ms-visibility"),
        ["T06"] = files => files.Definitions["SubscribeFlow"]!["required"] = new JsonArray(),
        ["T07"] = files => files.Definitions["Ticket"]!["properties"]!["subject"]!["x-ms-notification-url"] = true,
        ["T08"] = files => files.Definition["paths"]!["/triggers/subscriptions/{id}"]!.AsObject().Remove("delete"),
        ["T09"] = files => Operation(files, "UnsubscribeFlow").Remove("x-ms-visibility"),
        ["T10"] = files =>
            Operation(files, "UnsubscribeFlow")["parameters"]!
                .AsArray()
                .Add(
                    new JsonObject
                    {
                        ["in"] = "header",
                        ["name"] = "If-Match",
                        ["required"] = true,
                    }
                ),
        ["T11"] = files => Operation(files, Created)["responses"]!["201"]!.AsObject().Remove("headers"),
        ["T12"] = files => Operation(files, Created)["summary"] = "Ticket created",
        ["T13"] = files => Operation(files, Created).Remove("x-ms-trigger-hint"),
        ["T14"] = files => Operation(files, "WhenEventsHappenList")["x-ms-trigger"] = "single",
        ["T15"] = files =>
            files.Definitions["TicketEvent"]!["properties"]!["subject"]!.AsObject().Remove("description"),
        ["T16"] = files =>
            Operation(files, Created)["x-ms-notification"] = new JsonObject { ["operationId"] = Created },
        ["T17"] = files =>
            Operation(files, Created)["x-ms-operation-context"]!["simulate"]!["parameters"] = new JsonObject(),
        ["T18"] = files => files.Properties["policyTemplateInstances"]!.AsArray().RemoveAt(3),
        ["T19"] = files => Operation(files, Created)["parameters"]![0]!["required"] = false,
        ["D01"] = files => Dropdown(files)["operationId"] = "None",
        ["D02"] = files => Dropdown(files)["value-collection"] = "meta",
        ["D03"] = files => Dropdown(files)["value-title"] = "nickname",
        ["D04"] = files =>
            Path(files, "WhenAnyEventHappens")["x-ms-notification-content"]!["schema"]!["x-ms-dynamic-schema"]![
                "value-path"
            ] = "schema",
        ["D05"] = files => Dropdown(files)["parameters"]!["colour"] = "red",
        ["D06"] = files => Dropdown(files)["parameters"]!["page"] = new JsonObject { ["parameter"] = "nothing" },
        ["D08"] = files => Operation(files, Created)["parameters"]![0]!["x-ms-dynamic-values"] = new JsonObject(),
        ["D10"] = files => Dropdown(files)["value-path"] = "uuid",
        ["D11"] = files => Dropdown(files)["operationId"] = "CreateTicket",
        ["B03"] = files => Operation(files, "GetTicket")["parameters"]![0]!.AsObject().Remove("x-ms-dynamic-list"),
        ["B04"] = files => Operation(files, Created).Remove("x-ms-operation-context"),
        ["B06"] = files =>
        {
            Operation(files, "GetTicket")["parameters"]![0]!.AsObject().Remove("x-ms-dynamic-values");
        },
        ["B09"] = files => Operation(files, "GetTicket")["responses"]!.AsObject().Remove("429"),
        ["B10"] = files =>
            files.Definitions["Ticket"]!["properties"]!["priority"]!.AsObject().Remove("x-ms-enum-values"),
    };

    private const string Created = "WhenATicketIsCreated";

    public static TheoryData<string> Ids => [.. Breaks.Keys];

    [Theory, MemberData(nameof(Ids))]
    public void What_a_rule_is_for_it_finds(string id) =>
        Assert.NotEmpty(Rule.All.Single(one => one.Id == id).Findings(Files.Value.With(Breaks[id])));

    private static JsonObject Operation(ConnectorFiles files, string id) => Of(files, id).Json;

    private static JsonObject Path(ConnectorFiles files, string id) => Of(files, id).Item;

    private static (JsonObject Item, JsonObject Json) Of(ConnectorFiles files, string id) =>
        (
            from path in files.Definition["paths"]!.AsObject()
            from verb in path.Value!.AsObject()
            where (string?)(verb.Value as JsonObject)?["operationId"] == id
            select (path.Value!.AsObject(), verb.Value!.AsObject())
        ).First();

    private static JsonObject Reference(ConnectorFiles files) =>
        Operation(files, "GetTicket")["responses"]!["200"]!["schema"]!.AsObject();

    private static JsonObject Callback(ConnectorFiles files) =>
        files.Definitions["SubscribeFlow"]!["properties"]!["callback_url"]!.AsObject();

    private static JsonObject Dropdown(ConnectorFiles files) =>
        Operation(files, "GetTicket")["parameters"]![0]!["x-ms-dynamic-values"]!.AsObject();

    /// <summary>Of the first way to sign in.</summary>
    private static JsonObject Parameter(ConnectorFiles files, int at) =>
        files.Properties["connectionParameterSets"]!["values"]![0]!["parameters"]!
            .AsObject()
            .ElementAt(at)
            .Value!.AsObject();

    private static void Move(ConnectorFiles files, string from, string to)
    {
        var paths = files.Definition["paths"]!.AsObject();
        var item = paths[from]!.DeepClone();
        paths.Remove(from);
        paths[to] = item;
    }
}
