using System.Text.Json.Nodes;

namespace Hub.OpenApi.Connector;

/// <summary>What the connector says of itself: name, host, publisher, how to sign in, how to test a connection.</summary>
internal static class ConnectorInfo
{
    private const string Scheme = "token";
    private const string WorkAccount = "work_account";

    public static void Put(JsonObject swagger, string? publicUrl)
    {
        var address = new Uri(publicUrl is { Length: > 0 } ? publicUrl : Publisher.ExampleUrl);
        var (paths, definitions) = (swagger["paths"], swagger["definitions"]);
        swagger.Clear();
        swagger["swagger"] = "2.0";
        swagger["info"] = Info();
        swagger["host"] = address.Authority;
        swagger["basePath"] = address.AbsolutePath.TrimEnd('/') + ConnectorDefinition.BasePath;
        swagger["schemes"] = new JsonArray(address.Scheme);
        swagger["consumes"] = new JsonArray("application/json");
        swagger["produces"] = new JsonArray("application/json");
        swagger["paths"] = paths;
        swagger["definitions"] = definitions;
        swagger["securityDefinitions"] = new JsonObject
        {
            [Scheme] = new JsonObject
            {
                ["type"] = "apiKey",
                ["in"] = "header",
                ["name"] = "Authorization",
            },
            [WorkAccount] = new JsonObject
            {
                ["type"] = "oauth2",
                ["flow"] = "accessCode",
                ["authorizationUrl"] = "https://login.microsoftonline.com/common/oauth2/authorize",
                ["tokenUrl"] = "https://login.microsoftonline.com/common/oauth2/token",
                ["scopes"] = new JsonObject(),
            },
        };
        swagger["security"] = new JsonArray(
            new JsonObject { [Scheme] = new JsonArray() },
            new JsonObject { [WorkAccount] = new JsonArray() }
        );
        swagger["x-ms-capabilities"] = new JsonObject
        {
            ["testConnection"] = new JsonObject
            {
                ["operationId"] = nameof(Tickets.TicketsApi.ListTickets),
                ["parameters"] = new JsonObject { ["per_page"] = 1 },
            },
        };
        swagger["x-ms-connector-metadata"] = new JsonArray(
            Metadata("Website", Publisher.ExampleUrl),
            Metadata("Privacy policy", $"{Publisher.ExampleUrl}/privacy"),
            Metadata("Categories", "Productivity;IT Operations")
        );
    }

    private static JsonObject Info() =>
        new()
        {
            ["title"] = "Helpdesk Hub",
            ["version"] = "1.0",
            ["description"] =
                "Creates, finds and changes tickets of a helpdesk, answers them, and starts a flow when something happens "
                + "to one of them. Every delivery is signed, retried and logged.",
            ["contact"] = new JsonObject
            {
                ["name"] = Publisher.Contact.Name,
                ["url"] = Publisher.ExampleUrl,
                ["email"] = Publisher.Contact.Email,
            },
        };

    private static JsonObject Metadata(string name, string value) =>
        new() { ["propertyName"] = name, ["propertyValue"] = value };
}
