using System.Text.RegularExpressions;

namespace Hub.Tests.Infra;

/// <summary>The image is built from the files that its build is given: what a project takes has to be among them.</summary>
public sealed partial class ImageTests
{
    private static readonly string[] Outside =
    [
        .. Repository
            .Projects.SelectMany(project => OutsideOfSources().Matches(File.ReadAllText(project)))
            // Of a pattern over folders, the folder: COPY would lay all its files into one.
            .Select(match => match.Groups[1].Value.Replace('\\', '/').Split("**")[0]),
        .. Imported().Matches(Repository.Read("Directory.Build.props")).Select(match => match.Groups[1].Value),
    ];

    [Fact]
    public void What_a_project_takes_from_outside_of_the_sources_is_copied()
    {
        Assert.Contains("docs/*.md", Outside);
        Assert.Contains("templates/", Outside);
        Assert.Contains("build/AllowedAdvisories.props", Outside);
        Assert.All(Outside, file =>
        {
            Assert.Contains($"\n!{file}\n", Repository.Read(".dockerignore"));
            Assert.Contains($"\nCOPY {file} ", Repository.Read("Dockerfile"));
        });
    }

    [Fact]
    public void Every_project_is_restored_before_its_sources_come() =>
        Assert.All(Repository.Projects.Select(Path.GetFileName), project =>
            Assert.Contains(
                $"\nCOPY src/{Path.GetFileNameWithoutExtension(project)}/{project} ",
                Repository.Read("Dockerfile")
            )
        );

    [GeneratedRegex("Include=\"\\.\\.[\\\\/]\\.\\.[\\\\/]([^\"]+)\"")]
    private static partial Regex OutsideOfSources();

    [GeneratedRegex("<Import Project=\"([^\"]+)\"")]
    private static partial Regex Imported();
}
