using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Hub.OpenApi.Connector;

/// <summary>
/// The connector as a solution: with a connection reference that flows name, and with variables for what is another one in each
/// environment.
/// </summary>
internal static class ConnectorSolution
{
    private const string Prefix = "hub";
    private const string Connector = $"{Prefix}_helpdeskhub";

    /// <summary>What the connector is known by wherever it is imported: its parts refer to it, and a later import replaces it.</summary>
    private const string ConnectorId = "5b0c1c1e-3f6b-4f0e-9a57-6d1f0e2b7c41";
    private const string Host = $"{Prefix}_HostName";
    private const string ClientId = $"{Prefix}_ClientId";

    private static readonly string[] Extensions = ["xml", "json", "Png"];

    /// <summary>The sections of a solution that has none of these; every export has them.</summary>
    private static readonly string[] Empty =
    [
        "Entities",
        "Roles",
        "Workflows",
        "FieldSecurityProfiles",
        "Templates",
        "EntityMaps",
        "EntityRelationships",
        "OrganizationSettings",
        "optionsets",
        "CustomControls",
        "EntityDataProviders",
    ];

    /// <summary>Kinds of components, as solutions number them.</summary>
    private const int ConnectorType = 372;
    private const int VariableType = 380;

    private static readonly (string Name, string Title, string Text)[] Variables =
    [
        (Host, "Host name", "The name of the hub's host, as in hub.example.com."),
        (ClientId, "Client ID", "The application in Entra ID that people sign in for."),
    ];

    /// <param name="root">Where the connector's files are.</param>
    public static async Task Write(Stream to, DirectoryInfo root, CancellationToken cancellation)
    {
        async Task<JsonObject> Read(string name) =>
            JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(root.FullName, name), cancellation))!.AsObject();
        var definition = await Read(ConnectorCommand.Definition);
        var properties = (await Read(ConnectorCommand.Properties))["properties"]!.AsObject();
        var info = definition["info"]!;
        definition["host"] = Variable(Host);

        await using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        async Task Put(string name, string text)
        {
            await using var entry = await zip.CreateEntry(name).OpenAsync(cancellation);
            await entry.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
        }
        await Put("[Content_Types].xml", ContentTypes());
        await Put("solution.xml", Solution(info));
        await Put("customizations.xml", Customizations(info, properties));
        foreach (var (name, title, text) in Variables)
            await Put(
                $"environmentvariabledefinitions/{name}/environmentvariabledefinition.xml",
                Defined(name, title, text)
            );
        await Put(PartOf("openapidefinition.json"), definition.ToJsonString());
        await Put(PartOf("connectionparameters.json"), "{}");
        await Put(
            PartOf("connectionparametersets.json"),
            WithVariable(properties["connectionParameterSets"]!.ToJsonString())
        );
        await Put(PartOf("policytemplateinstances.json"), properties["policyTemplateInstances"]!.ToJsonString());
        zip.CreateEntryFromFile(Path.Combine(root.FullName, "connector/icon.png"), PartOf("iconblob.Png"));
    }

    private static string Variable(string name) => $"@environmentVariables(\"{name}\")";

    /// <summary>The sets with the variable in the place of the application; its quotes stand within texts of JSON.</summary>
    private static string WithVariable(string sets) =>
        sets.Replace(
            ConnectorProperties.OwnApplication,
            Variable(ClientId).Replace("\"", "\\\"", StringComparison.Ordinal),
            StringComparison.Ordinal
        );

    private static string PartOf(string part) => $"Connector/{Connector}_{part}";

    private static string ContentTypes()
    {
        XNamespace types = "http://schemas.openxmlformats.org/package/2006/content-types";
        return Text(
            new XElement(
                types + "Types",
                Extensions.Select(extension => new XElement(
                    types + "Default",
                    new XAttribute("Extension", extension),
                    new XAttribute("ContentType", "application/octet-stream")
                ))
            )
        );
    }

    private static string Solution(JsonNode info) =>
        Text(
            new XElement(
                "ImportExportXml",
                new XAttribute("version", "9.2.0.0"),
                new XAttribute("SolutionPackageVersion", "9.2"),
                new XAttribute("languagecode", 1033),
                new XElement(
                    "SolutionManifest",
                    new XElement("UniqueName", "HelpdeskHub"),
                    new XElement("LocalizedNames", Localized("LocalizedName", (string)info["title"]!)),
                    new XElement("Descriptions", Localized("Description", (string)info["description"]!)),
                    new XElement("Version", $"{info["version"]}.0.0"),
                    new XElement("Managed", 0),
                    new XElement(
                        "Publisher",
                        new XElement("UniqueName", Prefix),
                        new XElement("LocalizedNames", Localized("LocalizedName", Publisher.Contact.Name!)),
                        new XElement("Descriptions"),
                        new XElement("EMailAddress", Publisher.Contact.Email),
                        new XElement("SupportingWebsiteUrl", Publisher.Contact.Url),
                        new XElement("CustomizationPrefix", Prefix),
                        new XElement("CustomizationOptionValuePrefix", 64117)
                    ),
                    new XElement(
                        "RootComponents",
                        Variables
                            .Select(one => (Type: VariableType, Id: (string?)null, one.Name))
                            .Append((Type: ConnectorType, Id: $"{{{ConnectorId}}}", Name: Connector))
                            .Select(one => new XElement(
                                "RootComponent",
                                new XAttribute("type", one.Type),
                                one.Id is { } id ? new XAttribute("id", id) : null,
                                new XAttribute("schemaName", one.Name),
                                new XAttribute("behavior", 0)
                            ))
                    ),
                    new XElement("MissingDependencies")
                )
            )
        );

    private static string Customizations(JsonNode info, JsonObject properties) =>
        Text(
            new XElement(
                "ImportExportXml",
                Empty.Select(static name => new XElement(name)),
                new XElement(
                    "Connectors",
                    new XElement(
                        "Connector",
                        new XElement("connectorid", ConnectorId),
                        new XElement("description", (string)info["description"]!),
                        new XElement("displayname", (string)info["title"]!),
                        new XElement("iconbrandcolor", (string)properties["iconBrandColor"]!),
                        new XElement("name", Connector),
                        new XElement("connectortype", 1),
                        new XElement("openapidefinition", $"/{PartOf("openapidefinition.json")}"),
                        new XElement("connectionparameters", $"/{PartOf("connectionparameters.json")}"),
                        new XElement("connectionparametersets", $"/{PartOf("connectionparametersets.json")}"),
                        new XElement("policytemplateinstances", $"/{PartOf("policytemplateinstances.json")}"),
                        new XElement("iconblob", $"/{PartOf("iconblob.Png")}")
                    )
                ),
                new XElement(
                    "connectionreferences",
                    new XElement(
                        "connectionreference",
                        new XAttribute("connectionreferencelogicalname", $"{Connector}_connection"),
                        new XElement("connectionreferencedisplayname", (string)info["title"]!),
                        // An underscore is -5f in IDs of custom connectors.
                        new XElement(
                            "connectorid",
                            $"/providers/Microsoft.PowerApps/apis/shared_{Connector.Replace("_", "-5f", StringComparison.Ordinal)}"
                        ),
                        new XElement("customconnectorid", new XElement("connectorid", ConnectorId)),
                        new XElement("iscustomizable", 1),
                        new XElement("promptingbehavior", 0),
                        new XElement("statecode", 0),
                        new XElement("statuscode", 1)
                    )
                ),
                new XElement("Languages", new XElement("Language", 1033))
            )
        );

    private static string Defined(string name, string title, string text) =>
        Text(
            new XElement(
                "environmentvariabledefinition",
                new XAttribute("schemaname", name),
                new XElement("description", new XAttribute("default", text), Localized("label", text)),
                new XElement("displayname", new XAttribute("default", title), Localized("label", title)),
                new XElement("introducedversion", "1.0.0.0"),
                new XElement("iscustomizable", 1),
                new XElement("isrequired", 1),
                new XElement("secretstore", 0),
                new XElement("type", 100000000)
            )
        );

    private static XElement Localized(string element, string text) =>
        new(element, new XAttribute("description", text), new XAttribute("languagecode", 1033));

    private static string Text(XElement root) => $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{root}\n";
}
