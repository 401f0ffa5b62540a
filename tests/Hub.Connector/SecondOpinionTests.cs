using System.Diagnostics;
using Hub.Tests.OpenApi;

namespace Hub.Connector;

/// <summary>J04, and what else readers of other houses say of the definition; where npm is out of reach they say nothing.</summary>
public sealed class SecondOpinionTests
{
    [Fact]
    public async Task A_parser_of_another_house_takes_the_definition()
    {
        const string Script = """
            import { createRequire } from 'node:module';
            const [modules, file] = process.argv.slice(1);
            const parser = createRequire(`${modules}/`)('@apidevtools/swagger-parser');
            await (parser.default ?? parser).validate(file);
            """;
        var modules = await Modules();

        Assert.Equal(
            (0, ""),
            await Run("node", "--input-type=module", "-e", Script, modules, "apiDefinition.swagger.json")
        );
    }

    [Fact]
    public async Task A_linter_of_another_house_has_nothing_to_say()
    {
        var modules = await Modules();

        var (status, said) = await Run(
            "node",
            $"{modules}/@stoplight/spectral-cli/dist/index.js",
            "lint",
            "apiDefinition.swagger.json",
            "--ruleset",
            "connector/.spectral.yaml",
            "--fail-severity=warn",
            "--quiet"
        );

        Assert.True(status == 0, said);
    }

    private static async Task<string> Modules()
    {
        var (status, said) = await Run("bash", "tests/install-connector-checks.sh");
        Assert.SkipWhen(status != 0, said);
        return said;
    }

    private static async Task<(int Status, string Said)> Run(string program, params string[] arguments)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Document.Root,
            }
        )!;
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(patience.Token),
            process.StandardError.ReadToEndAsync(patience.Token)
        );
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, $"{await output}{await error}".Trim());
    }
}
