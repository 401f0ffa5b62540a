using System.CommandLine;
using System.Net;
using Hub.CommandLine;
using Hub.Tests.Hosting;

namespace Hub.Tests.CommandLine;

/// <summary>The operator's work on the store of a hub that does not run.</summary>
public sealed class OrganizationsCommandTests : IDisposable
{
    private readonly string folder = HubHost.NewFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_it_opens_and_suspends_the_hub_knows_when_it_starts()
    {
        var (code, created, _) = await Run("create", "Globex Corporation", "--prefix", "GLX");
        Assert.Equal(0, code);
        var token = created
            .Split('\n')
            .Single(line => line.StartsWith("Token: ", StringComparison.Ordinal))[7..]
            .Trim();
        var id = created.Split(' ')[0];

        await using (var hub = await HubHost.StartIn(folder, null))
            (await hub.As(token).Get("/api/v1/departments")).Expect(HttpStatusCode.OK);
        var (_, suspended, _) = await Run("suspend", id);
        Assert.Contains("suspended", suspended);
        await using (var hub = await HubHost.StartIn(folder, null))
            (await hub.As(token).Get("/api/v1/departments")).Expect(HttpStatusCode.Forbidden);
        await Run("resume", id);
        await using (var hub = await HubHost.StartIn(folder, null))
            (await hub.As(token).Get("/api/v1/departments")).Expect(HttpStatusCode.OK);

        var (_, listed, _) = await Run("list");
        Assert.Contains("GLX", Assert.Single(listed.Trim().Split('\n'), line => line.Contains("Globex Corporation")));
        Assert.DoesNotContain(token.Split('|')[1], listed);
    }

    [Fact]
    public async Task While_the_hub_runs_it_changes_nothing_and_says_what_to_do()
    {
        await using var hub = await HubHost.StartIn(folder, null);

        var (code, output, error) = await Run("create", "Globex");

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Contains("/api/v1/operator/organizations", error);
        Assert.Single((await hub.Operator.Get("/api/v1/operator/organizations")).Items);
    }

    [Theory]
    [InlineData("prefix", "create", "Ü")]
    [InlineData("prefix", "create", "Globex", "--prefix", "small")]
    [InlineData("no organization", "suspend", "0198a3ef-fb10-7c42-8a6e-41d27f90c3b5")]
    [InlineData("id", "suspend", "abc")]
    [InlineData("Hub:DataPath", "list", "--Hub:DataPaht=x")]
    public async Task What_cannot_be_done_is_said(string named, params string[] arguments)
    {
        var (code, output, error) = await Run(arguments);

        Assert.Equal(1, code);
        Assert.Contains(named, output + error);
    }

    private async Task<(int? Code, string Output, string Error)> Run(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await HubCommand.Answer(
            ["organizations", .. arguments, $"--Hub:DataPath={folder}"],
            new InvocationConfiguration { Output = output, Error = error }
        );
        return (code, output.ToString(), error.ToString());
    }
}
