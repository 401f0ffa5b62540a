using System.CommandLine;
using Hub.OpenApi.Connector;

namespace Hub.OpenApi;

/// <summary><c>openapi</c>: writes the connector's definition from the routes, or checks that the file is current.</summary>
internal static class OpenApiCommand
{
    public const string FileName = "apiDefinition.swagger.json";

    public static Command Create()
    {
        var write = new Option<bool>("--write") { Description = $"Writes {FileName}." };
        var check = new Option<bool>("--check")
        {
            Description = "Fails when the file is not what --write would write.",
        };
        var file = new Option<FileInfo>("--file")
        {
            Description = $"Which file; {FileName} at the root of the repository if not given.",
            DefaultValueFactory = _ => new FileInfo(Path.Combine(Root(), FileName)),
        };
        var command = new Command("openapi", "Writes or checks the connector's definition.") { write, check, file };
        command.Validators.Add(result =>
        {
            if (result.GetValue(write) == result.GetValue(check))
                result.AddError("Say either --write or --check.");
        });
        command.SetAction(
            (parsed, cancellation) =>
                parsed.GetValue(write)
                    ? Write(parsed.GetValue(file)!, parsed.InvocationConfiguration.Output, cancellation)
                    : Check(parsed.GetValue(file)!, parsed.InvocationConfiguration, cancellation)
        );
        return command;
    }

    /// <summary>The definition from the routes alone: nothing is started, so no store opens and no port is taken.</summary>
    public static async Task<string> Render(CancellationToken cancellation)
    {
        await using var app = HubApplication.Create([]);
        // The host would do this on its start: from here on the routes are found.
        ((IApplicationBuilder)app).UseEndpoints(static _ => { });
        return await app.Services.GetRequiredService<ConnectorDefinition>().Render(cancellation);
    }

    private static async Task<int> Write(FileInfo file, TextWriter output, CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(file.FullName, await Render(cancellation), cancellation);
        await output.WriteLineAsync($"Wrote {file.FullName}.");
        return 0;
    }

    private static async Task<int> Check(FileInfo file, InvocationConfiguration console, CancellationToken cancellation)
    {
        var current = await Render(cancellation);
        if (file.Exists && await File.ReadAllTextAsync(file.FullName, cancellation) == current)
        {
            await console.Output.WriteLineAsync($"{file.Name} is current.");
            return 0;
        }
        await console.Error.WriteLineAsync(
            $"{file.Name} is not what the routes say: run dotnet run --project src/Hub -- openapi --write"
        );
        return 1;
    }

    /// <summary>The nearest folder at or above the current one that holds the solution; the current one if none does.</summary>
    private static string Root()
    {
        var current = Directory.GetCurrentDirectory();
        for (var folder = new DirectoryInfo(current); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
                return folder.FullName;
        return current;
    }
}
