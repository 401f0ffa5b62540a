using System.CommandLine;
using Hub.CommandLine;
using Hub.Tests.Hosting;

namespace Hub.Tests.Importing;

/// <summary>A folder with files to import, and the store of a hub that does not run meanwhile.</summary>
internal sealed class ImportedFolder : IAsyncDisposable
{
    private ImportedFolder() { }

    public string Data { get; } = HubHost.NewFolder();

    public string Files { get; } = HubHost.NewFolder();

    public string[] Settings => Engine.SettingsFor(Data);

    /// <summary>With a store that no hub has started on yet.</summary>
    public static ImportedFolder New() => new();

    public static async Task<ImportedFolder> Start()
    {
        var folder = new ImportedFolder();
        await using var first = await folder.Hub();
        return folder;
    }

    public Task<HubHost> Hub() => HubHost.StartIn(Data, null);

    public string Write(string name, string text)
    {
        var path = Path.Combine(Files, name);
        File.WriteAllText(path, text.ReplaceLineEndings("\n"));
        return path;
    }

    public string Refused(string name) => File.ReadAllText(Path.Combine(Files, $"{name}.refused.csv"));

    public Task<(int? Code, string Output, string Error)> Import(params string[] arguments) =>
        Run(["import", Files, .. arguments]);

    public async Task<(int? Code, string Output, string Error)> Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await HubCommand.Answer(
            [.. arguments, .. Settings],
            new InvocationConfiguration { Output = output, Error = error }
        );
        return (code, output.ToString(), error.ToString());
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Data, recursive: true);
        Directory.Delete(Files, recursive: true);
        return ValueTask.CompletedTask;
    }
}
