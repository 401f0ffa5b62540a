using System.Text.Json.Nodes;

namespace Hub.OpenApi.Connector;

/// <summary>
/// What the platform keeps beside the definition: the two ways to sign in, where requests go, how lists go on, and which
/// operations are asked again and again.
/// </summary>
internal static class ConnectorProperties
{
    public const string BrandColor = "#1f5c4d";

    /// <summary>Which hub a connection is with.</summary>
    public const string Host = "host_name";

    public const string Token = "api_token";

    /// <summary>Stands for the application that whoever imports the connector registers; it is theirs to fill in.</summary>
    public const string OwnApplication = "00000000-0000-0000-0000-000000000000";

    public static JsonObject Of(JsonObject swagger) =>
        new()
        {
            ["properties"] = new JsonObject
            {
                ["connectionParameterSets"] = new JsonObject
                {
                    ["uiDefinition"] = new JsonObject
                    {
                        ["displayName"] = "How to sign in",
                        ["description"] = "Whether the connection uses a token of the hub or a work account.",
                    },
                    ["values"] = new JsonArray(WithToken(), WithWorkAccount()),
                },
                ["iconBrandColor"] = BrandColor,
                ["capabilities"] = new JsonArray("actions", "triggers"),
                ["publisher"] = Publisher.Contact.Name,
                ["stackOwner"] = Publisher.Contact.Name,
                ["policyTemplateInstances"] = Policies(swagger),
            },
        };

    private static JsonObject WithToken() =>
        Set(
            "api-token",
            "API token",
            "Signs in with a token that an administrator of the hub has created.",
            Token,
            Parameter(
                "securestring",
                "API token",
                "The token as the hub showed it when it was created.",
                "Administrators create tokens; what a token may do is up to its scopes.",
                clearText: false
            )
        );

    private static JsonObject WithWorkAccount() =>
        Set(
            "entra-id",
            "Work account",
            "Signs in with a work account of Entra ID; the hub decides by roles what it may do.",
            "token",
            new JsonObject
            {
                ["type"] = "oauthSetting",
                ["oAuthSettings"] = new JsonObject
                {
                    ["identityProvider"] = "aad",
                    ["clientId"] = OwnApplication,
                    ["scopes"] = new JsonArray($"api://{OwnApplication}/.default"),
                    ["redirectMode"] = "GlobalPerConnector",
                    ["redirectUrl"] = "https://global.consent.azure-apim.net/redirect",
                    ["properties"] = new JsonObject { ["IsFirstParty"] = "False" },
                    ["customParameters"] = new JsonObject
                    {
                        ["loginUri"] = Value("https://login.microsoftonline.com"),
                        ["tenantId"] = Value("common"),
                        ["resourceUri"] = Value($"api://{OwnApplication}"),
                    },
                },
                ["uiDefinition"] = new JsonObject
                {
                    ["displayName"] = "Work account",
                    ["description"] = "The account that the connection acts as.",
                },
            }
        );

    private static JsonObject Value(string value) => new() { ["value"] = value };

    private static JsonObject Set(string name, string title, string text, string credential, JsonObject parameter) =>
        new()
        {
            ["name"] = name,
            ["uiDefinition"] = new JsonObject { ["displayName"] = title, ["description"] = text },
            ["parameters"] = new JsonObject
            {
                [Host] = Parameter(
                    "string",
                    "Host name",
                    "The name of the hub's host, as in hub.example.com.",
                    "Without https:// in front and without a path behind it.",
                    clearText: true
                ),
                [credential] = parameter,
            },
        };

    private static JsonObject Parameter(string type, string title, string text, string tip, bool clearText) =>
        new()
        {
            ["type"] = type,
            ["uiDefinition"] = new JsonObject
            {
                ["displayName"] = title,
                ["description"] = text,
                ["tooltip"] = tip,
                ["constraints"] = new JsonObject { ["required"] = "true", ["clearText"] = clearText },
            },
        };

    private static JsonArray Policies(JsonObject swagger)
    {
        var policies = new JsonArray(
            Policy(
                "dynamichosturl",
                "Requests go to the hub of the connection",
                new JsonObject
                {
                    ["x-ms-apimTemplateParameter.urlTemplate"] =
                        $"https://@connectionParameters('{Host}'){(string)swagger["basePath"]!}",
                }
            ),
            // A work account brings its own header, which stays.
            Policy(
                "setheader",
                "A token of the hub is sent as a bearer token",
                new JsonObject
                {
                    ["x-ms-apimTemplateParameter.name"] = "Authorization",
                    ["x-ms-apimTemplateParameter.value"] = $"Bearer @connectionParameters('{Token}','')",
                    ["x-ms-apimTemplateParameter.existsAction"] = "skip",
                    ["x-ms-apimTemplate-policySection"] = "Request",
                }
            )
        );
        if (Named(swagger.Operations().Where(one => one.Json.ContainsKey("x-ms-pageable"))) is { Count: > 0 } paged)
            policies.Add(
                Policy(
                    "updatenextlink",
                    "The next page is asked for through the connection",
                    new JsonObject
                    {
                        ["x-ms-apimTemplateParameter.nextLinkPropertyName"] = Wire.PageLinks.Member,
                        ["x-ms-apimTemplate-operationName"] = paged,
                    }
                )
            );
        foreach (
            var polled in swagger.Operations().Where(one => one.Verb == "get" && one.Json.ContainsKey("x-ms-trigger"))
        )
            policies.Add(
                Policy(
                    "pollingtrigger",
                    $"{polled.Json["summary"]}: from the last one that was seen",
                    new JsonObject
                    {
                        ["x-ms-apimTemplateParameter.triggerConfig"] = new JsonObject
                        {
                            ["after"] = "@{triggerBody()?['next_after']}",
                        },
                        ["x-ms-apimTemplateParameter.triggerDataPath"] = "@triggerBody()?['data']",
                        ["x-ms-apimTemplate-operationName"] = new JsonArray(polled.Id),
                    }
                )
            );
        return policies;
    }

    private static JsonArray Named(IEnumerable<SwaggerOperation> operations) =>
        new([.. operations.Select(one => (JsonNode)one.Id)]);

    private static JsonObject Policy(string template, string title, JsonObject parameters) =>
        new()
        {
            ["templateId"] = template,
            ["title"] = title,
            ["parameters"] = parameters,
        };
}
