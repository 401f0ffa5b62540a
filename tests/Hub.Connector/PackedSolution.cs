using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Hub.Connector;

/// <summary>A solution as environments export them with a connector in it: what one has to have to be imported.</summary>
internal sealed class PackedSolution(ZipArchive zip)
{
    private const string Name = "hub_helpdeskhub";

    private XElement Connector => Assert.Single(Xml("customizations.xml").Descendants("Connector"));

    private string ConnectorId => Connector.Element("connectorid")!.Value;

    public static async Task Check(ZipArchiveEntry packed)
    {
        await using var zip = new ZipArchive(await packed.OpenAsync());
        var solution = new PackedSolution(zip);
        solution.HasTheSectionsOfAnExport();
        solution.HasAllThatTheConnectorNames();
        solution.HasAReferenceToTheConnector();
        solution.ListsItsComponents();
        solution.TakesFromVariablesWhatDiffers();
    }

    private void HasTheSectionsOfAnExport()
    {
        Assert.Equal(
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
                "Connectors",
                "connectionreferences",
                "Languages",
            ],
            Names(Xml("customizations.xml").Root!)
        );
        Assert.Equal(
            [
                "UniqueName",
                "LocalizedNames",
                "Descriptions",
                "Version",
                "Managed",
                "Publisher",
                "RootComponents",
                "MissingDependencies",
            ],
            Names(Xml("solution.xml").Root!.Element("SolutionManifest")!)
        );
        var types = Xml("[Content_Types].xml").Root!.Elements().Select(one => (string)one.Attribute("Extension")!);
        Assert.Empty(zip.Entries.Select(one => Path.GetExtension(one.Name)[1..]).Except(types));
    }

    private void HasAllThatTheConnectorNames()
    {
        Assert.Equal(
            [
                "connectorid",
                "description",
                "displayname",
                "iconbrandcolor",
                "name",
                "connectortype",
                "openapidefinition",
                "connectionparameters",
                "connectionparametersets",
                "policytemplateinstances",
                "iconblob",
            ],
            Names(Connector)
        );
        Assert.True(Guid.TryParse(ConnectorId, out _));
        Assert.Equal(Name, Connector.Element("name")!.Value);
        foreach (var part in Connector.Elements().Skip(6))
        {
            Assert.StartsWith($"/Connector/{Name}_{part.Name.LocalName}.", part.Value, StringComparison.Ordinal);
            Assert.NotNull(zip.GetEntry(part.Value[1..]));
        }
    }

    private void HasAReferenceToTheConnector()
    {
        var reference = Assert.Single(Xml("customizations.xml").Descendants("connectionreference"));
        Assert.Equal(
            "/providers/Microsoft.PowerApps/apis/shared_hub-5fhelpdeskhub",
            reference.Element("connectorid")!.Value
        );
        Assert.Equal(ConnectorId, reference.Element("customconnectorid")!.Element("connectorid")!.Value);
        Assert.Equal(
            [
                "connectionreferencedisplayname",
                "connectorid",
                "customconnectorid",
                "iscustomizable",
                "promptingbehavior",
                "statecode",
                "statuscode",
            ],
            Names(reference)
        );
    }

    private void ListsItsComponents()
    {
        var roots = Xml("solution.xml")
            .Descendants("RootComponent")
            .Select(one =>
                ((int)one.Attribute("type")!, (string?)one.Attribute("id"), (string)one.Attribute("schemaName")!)
            );
        Assert.Equal(
            [(380, null, "hub_HostName"), (380, null, "hub_ClientId"), (372, $"{{{ConnectorId}}}", Name)],
            roots
        );
        foreach (var name in new[] { "hub_HostName", "hub_ClientId" })
        {
            var variable = Xml($"environmentvariabledefinitions/{name}/environmentvariabledefinition.xml").Root!;
            Assert.Equal(name, (string?)variable.Attribute("schemaname"));
            Assert.Equal(("0", "100000000"), (variable.Element("secretstore")!.Value, variable.Element("type")!.Value));
        }
    }

    private void TakesFromVariablesWhatDiffers()
    {
        Assert.Equal("@environmentVariables(\"hub_HostName\")", (string?)Json("openapidefinition")["host"]);
        var setting = Json("connectionparametersets")["values"]![1]!["parameters"]!["token"]!["oAuthSettings"]!;
        Assert.Equal("@environmentVariables(\"hub_ClientId\")", (string?)setting["clientId"]);
        Assert.DoesNotContain("00000000-0000", setting.ToJsonString());
    }

    private XDocument Xml(string name) => XDocument.Load(zip.GetEntry(name)!.Open());

    private JsonNode Json(string part) => JsonNode.Parse(zip.GetEntry($"Connector/{Name}_{part}.json")!.Open())!;

    private static IEnumerable<string> Names(XElement parent) => parent.Elements().Select(one => one.Name.LocalName);
}
