using System.CommandLine;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace Hub.OpenApi.Connector;

/// <summary><c>connector pack</c>: the package that is handed in, and what is left for a person to do.</summary>
internal static class ConnectorPack
{
    private static readonly (string File, string Name)[] Parts =
    [
        (ConnectorCommand.Definition, ConnectorCommand.Definition),
        (ConnectorCommand.Properties, ConnectorCommand.Properties),
        ("connector/icon.png", "icon.png"),
        ("connector/intro.md", "intro.md"),
        ("connector/readme.md", "readme.md"),
        ("connector/settings.json", "settings.json"),
    ];

    private const string Checklist = """
        What a person has to do:

          1. Register an application in Entra ID; put its client ID and resource into apiProperties.json where it says
             00000000-0000-0000-0000-000000000000. The client secret is entered in the portal and never stored here.
          2. Put the real host, contact, website and privacy policy in place of those of hub.example.com: set
             Hub:PublicUrl and src/Hub/OpenApi/Publisher.cs, and write the files again.
          3. Import solution.zip into an environment, which asks for the values of its variables: the hub's host, and the
             application's client ID. Or import the package into an environment, make a connection each way, and run three operations and a trigger.
          4. Take screenshots of them, and a test account that reviewers may use, with a token that lasts.
          5. Hand the package in at Partner Center, with the publisher's verified domain.
          6. When it is released: git add connector/baseline, for that is what the next release is measured by.
        """;

    public static Command Create()
    {
        var to = new Option<FileInfo>("--to")
        {
            Description = "The package; helpdesk-hub.zip in the current folder if not given.",
            DefaultValueFactory = static _ => new FileInfo("helpdesk-hub.zip"),
        };
        var folder = GeneratedFiles.Folder();
        var command = new Command("pack", "Writes the package to hand in, and says what is left to do.") { to, folder };
        command.SetAction(
            async (parsed, cancellation) =>
                await Write(
                    parsed.GetValue(folder)!,
                    parsed.GetValue(to)!,
                    parsed.InvocationConfiguration,
                    cancellation
                )
        );
        return command;
    }

    private static async Task<int> Write(
        DirectoryInfo root,
        FileInfo package,
        InvocationConfiguration console,
        CancellationToken cancellation
    )
    {
        var missing = Parts.Where(part => !File.Exists(Path.Combine(root.FullName, part.File))).ToList();
        if (missing.Count > 0)
        {
            await console.Error.WriteLineAsync(
                $"There is no {string.Join(", no ", missing.Select(part => part.File))}."
            );
            return 1;
        }
        await using (var zip = new ZipArchive(package.Create(), ZipArchiveMode.Create))
        {
            foreach (var (file, name) in Parts)
                zip.CreateEntryFromFile(Path.Combine(root.FullName, file), name);
            await using var solution = await zip.CreateEntry("solution.zip").OpenAsync(cancellation);
            await ConnectorSolution.Write(solution, root, cancellation);
        }
        var definition = await File.ReadAllTextAsync(
            Path.Combine(root.FullName, ConnectorCommand.Definition),
            cancellation
        );
        var baseline = new FileInfo(Path.Combine(root.FullName, ConnectorPromises.Baseline));
        baseline.Directory!.Create();
        await File.WriteAllTextAsync(
            baseline.FullName,
            string.Join('\n', ConnectorPromises.Of(JsonNode.Parse(definition)!.AsObject())) + "\n",
            cancellation
        );
        await console.Output.WriteLineAsync($"Wrote {package.FullName} and {baseline.FullName}.\n\n{Checklist}");
        return 0;
    }
}
