using System.CommandLine;

namespace Hub.OpenApi;

/// <summary>A file in the repository that follows from the routes.</summary>
/// <param name="Name">Its place below the root.</param>
internal sealed record GeneratedFile(string Name, Func<IServiceProvider, CancellationToken, Task<string>> Render);

/// <summary>A command that writes files from the routes, or checks that they are current.</summary>
internal static class GeneratedFiles
{
    /// <summary>Where the hub is when files are made.</summary>
    private const string At = $"--Hub:PublicUrl={Publisher.ExampleUrl}";

    public static Command Command(string name, string description, params IReadOnlyList<GeneratedFile> files)
    {
        var check = new Option<bool>("--check")
        {
            Description = "Writes nothing, and fails when a file is not what would be written.",
        };
        var folder = Folder();
        var command = new Command(name, description) { check, folder };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var console = parsed.InvocationConfiguration;
                var rendered = await Render(files, cancellation);
                var root = parsed.GetValue(folder)!;
                return parsed.GetValue(check)
                    ? await Check(root, rendered, name, console, cancellation)
                    : await Write(root, rendered, console.Output, cancellation);
            }
        );
        return command;
    }

    public static Option<DirectoryInfo> Folder() =>
        new("--folder")
        {
            Description = "Below which folder the files are; the root of the repository if not given.",
            DefaultValueFactory = static _ => Root(),
        };

    /// <summary>From the routes alone: nothing is started, so no store opens and no port is taken.</summary>
    private static async Task<List<(string Name, string Text)>> Render(
        IReadOnlyList<GeneratedFile> files,
        CancellationToken cancellation
    )
    {
        await using var app = HubApplication.Create([At]);
        // The host would do this on its start: from here on the routes are found.
        ((IApplicationBuilder)app).UseEndpoints(static _ => { });
        var rendered = new List<(string, string)>();
        foreach (var file in files)
            rendered.Add((file.Name, await file.Render(app.Services, cancellation)));
        return rendered;
    }

    private static async Task<int> Write(
        DirectoryInfo root,
        List<(string Name, string Text)> files,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        foreach (var (name, text) in files)
        {
            var file = new FileInfo(Path.Combine(root.FullName, name));
            file.Directory!.Create();
            await File.WriteAllTextAsync(file.FullName, text, cancellation);
            await output.WriteLineAsync($"Wrote {file.FullName}.");
        }
        return 0;
    }

    private static async Task<int> Check(
        DirectoryInfo root,
        List<(string Name, string Text)> files,
        string command,
        InvocationConfiguration console,
        CancellationToken cancellation
    )
    {
        var status = 0;
        foreach (var (name, text) in files)
        {
            var file = new FileInfo(Path.Combine(root.FullName, name));
            if (file.Exists && await File.ReadAllTextAsync(file.FullName, cancellation) == text)
            {
                await console.Output.WriteLineAsync($"{name} is current.");
                continue;
            }
            await console.Error.WriteLineAsync(
                $"{name} is not what the routes say: run dotnet run --project src/Hub -- {command}"
            );
            status = 1;
        }
        return status;
    }

    /// <summary>The nearest folder at or above the current one that holds the solution; the current one if none does.</summary>
    private static DirectoryInfo Root()
    {
        var current = new DirectoryInfo(Directory.GetCurrentDirectory());
        for (var folder = current; folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
                return folder;
        return current;
    }
}
