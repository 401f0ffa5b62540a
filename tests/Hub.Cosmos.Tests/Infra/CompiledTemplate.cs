using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Hub.Tests.Infra;

/// <summary>The deployment's template as Azure gets it. The compiler comes as a package, for Linux on x64 alone.</summary>
public sealed class CompiledTemplate : IAsyncLifetime
{
    private JsonNode? template;

    public async ValueTask InitializeAsync() => template = await Compile(Repository.PathOf("infra", "main.bicep"));

    /// <summary>A template as Azure gets it, compiled without a complaint; nothing where the compiler does not run.</summary>
    public static async Task<JsonNode?> Compile(string path)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not Architecture.X64)
            return null;
        var compiler = typeof(CompiledTemplate)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(one => one.Key == "Bicep")
            .Value!;
        // Packages unpack without the right to run anything.
        File.SetUnixFileMode(compiler, File.GetUnixFileMode(compiler) | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(compiler, ["build", path, "--stdout"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var run = Process.Start(start)!;
        var complaints = run.StandardError.ReadToEndAsync();
        var compiled = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        Assert.Equal("", await complaints);
        return JsonNode.Parse(compiled);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public JsonNode Resource(string type) => Resources(type).Single();

    public IEnumerable<JsonNode> Resources(string type)
    {
        Assert.SkipWhen(template is null, "The template's compiler is a package for Linux on x64.");
        return template["resources"]!.AsArray().Where(one => (string)one!["type"]! == type)!;
    }
}
