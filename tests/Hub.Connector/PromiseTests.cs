using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Hub.OpenApi.Connector;
using Hub.Tests.OpenApi;

namespace Hub.Connector;

/// <summary>Flows that are out there go on to run: nothing that the last release promised is gone.</summary>
public sealed class PromiseTests
{
    private static readonly JsonObject Definition = JsonNode
        .Parse(File.ReadAllText(Path.Combine(Document.Root, ConnectorCommand.Definition)))!
        .AsObject();

    private static readonly IReadOnlyList<string> Kept = ConnectorPromises.Of(Definition);

    [Fact]
    public void What_the_last_release_promised_is_kept()
    {
        var promised = File.ReadAllLines(Path.Combine(Document.Root, ConnectorPromises.Baseline));

        Assert.Empty(ConnectorPromises.Broken(promised, Kept));
    }

    [Theory]
    [InlineData("GetTicket get /tickets/{id}", "No more: GetTicket get /tickets/{id}")]
    [InlineData("Ticket has subject: string", "No more: Ticket has subject: string")]
    [InlineData("CreateTicket has priority = urgent", "No more: CreateTicket has priority = urgent")]
    [InlineData("GetTicket takes id: string", "No more: GetTicket takes id: string")]
    public void What_is_taken_away_is_named(string promise, string told)
    {
        Assert.Contains(promise, Kept);
        Assert.Equal([told], ConnectorPromises.Broken(Kept, [.. Kept.Where(line => line != promise)]));
    }

    [Fact]
    public void What_is_asked_for_beyond_that_is_named_and_what_is_new_is_not()
    {
        Assert.Equal(
            ["Asks for more: CreateTicket priority is required"],
            ConnectorPromises.Broken(Kept, [.. Kept, "CreateTicket priority is required"])
        );
        Assert.Empty(
            ConnectorPromises.Broken(Kept, [.. Kept, "CreateBoat post /boats", "CreateBoat name is required"])
        );
        Assert.Empty(ConnectorPromises.Broken([.. Kept, "CreateTicket channel is required"], Kept));
    }

    [Fact]
    public void What_a_later_revision_takes_the_place_of_may_go()
    {
        IReadOnlyList<string> left = [.. Kept.Where(line => !line.StartsWith("GetTicket ", StringComparison.Ordinal))];
        Assert.NotEmpty(ConnectorPromises.Broken(Kept, left));
        Assert.NotEmpty(ConnectorPromises.Broken(Kept, [.. left, "GetTicket_V2 is revision 2 of GetUser"]));

        Assert.Empty(ConnectorPromises.Broken(Kept, [.. left, "GetTicket_V2 is revision 2 of GetTicket"]));
        IReadOnlyList<string> second =
        [
            .. left,
            "GetTicket_V2 get /v2/tickets/{id}",
            "GetTicket_V2 is revision 2 of GetTicket",
        ];
        Assert.NotEmpty(ConnectorPromises.Broken(second, left));
        Assert.Empty(ConnectorPromises.Broken(second, [.. left, "GetTicket_V3 is revision 3 of GetTicket"]));
    }

    [Fact]
    public async Task The_package_has_what_is_handed_in_and_the_list_says_what_is_left()
    {
        var folder = Directory.CreateTempSubdirectory("hub-pack-");
        try
        {
            foreach (
                var file in new[]
                {
                    "apiDefinition.swagger.json",
                    "apiProperties.json",
                    "connector/icon.png",
                    "connector/intro.md",
                    "connector/readme.md",
                    "connector/settings.json",
                }
            )
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.FullName, file))!);
                File.Copy(Path.Combine(Document.Root, file), Path.Combine(folder.FullName, file));
            }
            var package = Path.Combine(folder.FullName, "package.zip");
            var (output, error) = (new StringWriter(), new StringWriter());
            var status = await new System.CommandLine.RootCommand { ConnectorCommand.Create() }
                .Parse(["connector", "pack", "--to", package, "--folder", folder.FullName])
                .InvokeAsync(new() { Output = output, Error = error });

            Assert.Equal((0, ""), (status, error.ToString()));
            Assert.Contains("Partner Center", output.ToString());
            await using var zip = ZipFile.OpenRead(package);
            Assert.Equal(
                [
                    "apiDefinition.swagger.json",
                    "apiProperties.json",
                    "icon.png",
                    "intro.md",
                    "readme.md",
                    "settings.json",
                    "solution.zip",
                ],
                zip.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal)
            );
            await AssertSolution(zip.GetEntry("solution.zip")!);
            Assert.Equal(Kept, File.ReadAllLines(Path.Combine(folder.FullName, ConnectorPromises.Baseline)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>All that its parts name is in it, and what differs between environments is a variable.</summary>
    private static async Task AssertSolution(ZipArchiveEntry packed)
    {
        await using var solution = new ZipArchive(await packed.OpenAsync());
        XDocument Xml(string name) => XDocument.Load(solution.GetEntry(name)!.Open());
        var connector = Assert.Single(Xml("customizations.xml").Descendants("Connector"));
        var files = connector
            .Elements()
            .Select(one => one.Value)
            .Where(one => one.StartsWith("/Connector/", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(5, files.Count);
        Assert.All(files, file => Assert.NotNull(solution.GetEntry(file[1..])));
        var reference = Assert.Single(Xml("customizations.xml").Descendants("connectionreference"));
        Assert.Equal(
            "/providers/Microsoft.PowerApps/apis/shared_hub-5fhelpdeskhub",
            reference.Element("connectorid")!.Value
        );
        var variables = solution
            .Entries.Where(entry => entry.Name == "environmentvariabledefinition.xml")
            .Select(entry => (string)Xml(entry.FullName).Root!.Attribute("schemaname")!)
            .ToList();
        Assert.Equal(["hub_ClientId", "hub_HostName"], variables.Order(StringComparer.Ordinal));
        var roots = Xml("solution.xml")
            .Descendants("RootComponent")
            .Select(one => (string)one.Attribute("schemaName")!);
        Assert.Equal(["hub_ClientId", "hub_HostName", "hub_helpdeskhub"], roots.Order(StringComparer.Ordinal));
        var text = new StreamReader(
            solution.GetEntry("Connector/hub_helpdeskhub_openapidefinition.json")!.Open()
        ).ReadToEnd();
        Assert.Equal("@environmentVariables('hub_HostName')", (string?)JsonNode.Parse(text)!["host"]);
        var sets = new StreamReader(
            solution.GetEntry("Connector/hub_helpdeskhub_connectionparametersets.json")!.Open()
        ).ReadToEnd();
        Assert.DoesNotContain("00000000-0000", sets);
        Assert.Contains("@environmentVariables('hub_ClientId')", sets);
    }
}
