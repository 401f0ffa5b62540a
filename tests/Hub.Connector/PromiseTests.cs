using System.IO.Compression;
using System.Text.Json.Nodes;
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
            await PackedSolution.Check(zip.GetEntry("solution.zip")!);
            Assert.Equal(Kept, File.ReadAllLines(Path.Combine(folder.FullName, ConnectorPromises.Baseline)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
