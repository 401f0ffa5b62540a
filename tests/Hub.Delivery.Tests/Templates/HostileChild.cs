using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Hub.Delivery.Templates;

namespace Hub.Delivery.Tests.Templates;

/// <summary>What a process of its own said of a template.</summary>
/// <param name="CpuMilliseconds">Spent on the template alone.</param>
/// <param name="PeakMegabytes">The most memory that the whole process had.</param>
internal sealed record HostileRun(int Line, string Message, long CpuMilliseconds, long PeakMegabytes);

/// <summary>
/// The test executable as a process that does nothing but parse and render one template: what that does to the process is seen
/// from outside.
/// </summary>
internal static class HostileChild
{
    private const string Template = "HUB_TEST_HOSTILE_TEMPLATE";

    /// <summary>150 MB.</summary>
    private const string HeapLimit = "9600000";

    public static async Task<HostileRun> Run(string template)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, template);
            var start = new ProcessStartInfo(Environment.ProcessPath!)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment[Template] = file;
            start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
            start.Environment["DOTNET_TieredPGO"] = "0";
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0
                ? JsonSerializer.Deserialize<HostileRun>(output)!
                : throw new InvalidOperationException($"The process ended with {process.ExitCode}: {await errors}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [ModuleInitializer]
    internal static void RunWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(Template) is not { } file)
            return;
        // What every rendering needs is compiled before the one that counts.
        Rendered
            .Parsed("""{"text": "{{ "a" | string.upcase }}", "n": [{{ for i in 1..2; i; end }}]}""")
            .Render([], Rendered.Settings());
        var hostile = File.ReadAllText(file);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var error = Hub.Delivery.Templates.Template.TryParse(hostile, out var template, out var problems)
            ? template.Render([], Rendered.Settings()).Error
            : problems[0];
        using var self = Process.GetCurrentProcess();
        Console.Out.Write(
            JsonSerializer.Serialize(
                new HostileRun(
                    error?.Line ?? 0,
                    error?.Message ?? "",
                    (long)(self.TotalProcessorTime - before).TotalMilliseconds,
                    self.PeakWorkingSet64 / 1024 / 1024
                )
            )
        );
        Console.Out.Flush();
        Environment.Exit(0);
    }
}
