using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hub.Tests.Hosting;

namespace Hub.Tests.CommandLine;

/// <summary>The hub as a process of its own: what it prints, and how it ends.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string folder = HubHost.NewFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("--urls=nonsense", "nonsense")]
    [InlineData("--urls=http://localhost:99999", "99999")]
    [InlineData("--urls=ftp://localhost:1", "ftp")]
    [InlineData("--urls=http://203.0.113.1:1", "203.0.113.1")]
    [InlineData("--urls=https://127.0.0.1:0", "certificate")]
    [InlineData("--http_ports=many", "many")]
    [InlineData("--urls=https://127.0.0.1:0 --Kestrel:Certificates:Default:Path=/nowhere/hub.pfx", "/nowhere")]
    [InlineData("--urls=https://127.0.0.1:0 --Kestrel:Certificates:Default:Path=README.txt", "README.txt")]
    [InlineData("--Logging:Console:FormatterName=jsn", "Logging:Console:FormatterName")]
    public async Task An_address_or_certificate_that_cannot_be_is_one_line_and_a_code(string arguments, string named)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "README.txt"), "This is no certificate.");

        var (code, _, error) = await Run([
            .. arguments.Split(' '),
            "--Hub:Bootstrap:Token=1|given-to-a-hub-that-does-not-start-at-all",
        ]);

        var line = Assert.Single(error.Trim().Split('\n'));
        Assert.StartsWith("The hub does not start: ", line);
        Assert.Contains(named, line);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task A_first_token_is_not_lost_with_a_start_that_fails_after_all()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (code, output, error) = await Run($"--urls=http://127.0.0.1:{port}");

        Assert.Equal(1, code);
        Assert.Contains("--urls", Assert.Single(error.Trim().Split('\n')));
        Assert.Contains("did not start", output);
        var token = Assert.Single(Directory.GetFiles(folder, "first-token", SearchOption.AllDirectories));
        Assert.Contains(Path.GetFileName(token), output);
        Assert.Matches(@"^\d+\|[A-Za-z0-9]{40}$", (await File.ReadAllTextAsync(token)).Trim());
    }

    [Fact]
    public async Task A_first_start_says_what_it_does_and_shows_the_token_with_the_address_that_it_listens_on()
    {
        using var hub = Start(["--urls=http://127.0.0.1:0"]);
        var said = new List<string>();
        // Log and banner come by ways of their own, so either may be first.
        while (Find("curl -X POST") < 0 || Find("Now listening on: ") < 0)
            said.Add(await hub.StandardOutput.ReadLineAsync() ?? throw new EndOfStreamException());
        hub.Kill();
        await hub.WaitForExitAsync();

        var making = Find("First start: making the organization Acme");
        Assert.InRange(making, 0, Find("first token"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info  Hub\.Bootstrap\.FirstStart: ", said[making]);
        var address = said[Find("Now listening on: ")].Split("listening on: ")[1].Trim();
        Assert.Contains($"{address}/api/v1/tickets", said[Find("curl -X POST")]);

        int Find(string part) => said.FindIndex(line => line.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_log_is_json_when_it_is_asked_to_be()
    {
        using var hub = Start([
            "--urls=http://127.0.0.1:0",
            "--Logging:Console:FormatterName=json",
            "--Hub:Bootstrap:Token=1|given",
        ]);
        var line = (await hub.StandardOutput.ReadLineAsync())!;
        hub.Kill();
        await hub.WaitForExitAsync();

        var record = System.Text.Json.Nodes.JsonNode.Parse(line)!;
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string)record["Timestamp"]!);
        Assert.Equal("Information", (string)record["LogLevel"]!);
    }

    private async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var hub = Start(arguments);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        // A hub that starts after all would serve for ever.
        await using var end = patience.Token.Register(hub.Kill);
        var output = hub.StandardOutput.ReadToEndAsync();
        var error = await hub.StandardError.ReadToEndAsync();
        await hub.WaitForExitAsync();
        return (hub.ExitCode, await output, error);
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Hub.dll"));
        start.ArgumentList.Add($"--Hub:DataPath={folder}");
        start.ArgumentList.Add($"--contentRoot={folder}");
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
