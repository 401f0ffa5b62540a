using System.CommandLine;
using Hub.OpenApi;
using Hub.OpenApi.Connector;

namespace Hub.Tests.OpenApi;

public sealed class GeneratedFilesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hub-generated-");

    [Fact]
    public async Task The_files_in_the_repository_are_current()
    {
        var (status, output, error) = await Run("connector", "--check", "--folder", Document.Root);

        Assert.Equal((0, ""), (status, error));
        Assert.Equal("apiDefinition.swagger.json is current.\napiProperties.json is current.", output.Trim());
        Assert.Equal((0, ""), await Silently("openapi", "--check", "--folder", Document.Root));
    }

    [Fact]
    public async Task What_is_written_is_current_and_written_the_same_again()
    {
        Assert.Equal((0, ""), await Silently("connector", "--folder", folder.FullName));
        var first = await Read();
        Assert.Equal((0, ""), await Silently("connector", "--check", "--folder", folder.FullName));
        Assert.Equal((0, ""), await Silently("connector", "--folder", folder.FullName));

        Assert.Equal(first, await Read());
    }

    [Fact]
    public async Task A_file_that_is_not_current_or_missing_fails_and_says_what_to_do()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, ConnectorCommand.Definition), "{}");

        var (status, _, error) = await Run("connector", "--check", "--folder", folder.FullName);

        Assert.Equal(1, status);
        var complaints = error.Trim().Split('\n');
        Assert.Equal(2, complaints.Length);
        Assert.All(complaints, line => Assert.EndsWith("run dotnet run --project src/Hub -- connector", line.Trim()));
        Assert.Equal(["{}"], await Read());
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task<IReadOnlyList<string>> Read() =>
        await Task.WhenAll(
            folder.GetFiles().OrderBy(file => file.Name).Select(file => File.ReadAllTextAsync(file.FullName))
        );

    private static async Task<(int Status, string Error)> Silently(params string[] args)
    {
        var (status, _, error) = await Run(args);
        return (status, error);
    }

    private static async Task<(int Status, string Output, string Error)> Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var status = await new RootCommand { OpenApiCommand.Create(), ConnectorCommand.Create() }
            .Parse(args)
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (status, output.ToString(), error.ToString());
    }
}
