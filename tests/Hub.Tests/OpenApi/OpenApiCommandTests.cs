using System.CommandLine;
using Hub.OpenApi;

namespace Hub.Tests.OpenApi;

public sealed class OpenApiCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hub-openapi-");

    [Fact]
    public async Task The_definition_in_the_repository_is_current()
    {
        var (status, output, error) = await Run(
            "--check",
            "--file",
            Path.Combine(Document.Root, OpenApiCommand.FileName)
        );

        Assert.Equal((0, ""), (status, error));
        Assert.Equal("apiDefinition.swagger.json is current.", output.Trim());
    }

    [Fact]
    public async Task What_is_written_is_current()
    {
        var file = Path.Combine(folder.FullName, "definition.json");

        Assert.Equal(0, (await Run("--write", "--file", file)).Status);
        Assert.Equal(0, (await Run("--check", "--file", file)).Status);
    }

    [Fact]
    public async Task A_file_that_is_not_current_fails_and_says_what_to_do()
    {
        var file = Path.Combine(folder.FullName, "definition.json");
        await File.WriteAllTextAsync(file, "{}");

        var (status, _, error) = await Run("--check", "--file", file);

        Assert.Equal(1, status);
        Assert.Contains("openapi --write", Assert.Single(error.Trim().Split('\n')));
        Assert.Equal("{}", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_file_that_is_missing_fails() =>
        Assert.Equal(1, (await Run("--check", "--file", Path.Combine(folder.FullName, "none.json"))).Status);

    [Fact]
    public async Task It_is_one_or_the_other()
    {
        Assert.Equal(1, (await Run()).Status);
        Assert.Equal(1, (await Run("--write", "--check")).Status);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static async Task<(int Status, string Output, string Error)> Run(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var status = await new RootCommand { OpenApiCommand.Create() }
            .Parse(["openapi", .. args])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (status, output.ToString(), error.ToString());
    }
}
