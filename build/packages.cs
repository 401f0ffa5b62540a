// What the hub takes from others: `dotnet run build/packages.cs` and one of
//   lag                which packages and tools have a newer version to be had, and which are held back and why
//   advisories         what the package source knows against what ships, or that it knows nothing
//   notices [--check]  writes THIRD-PARTY-NOTICES.md from the restored packages and what pages bring from npm, or tells whether it
//                      is current
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

return args switch
{
    ["lag"] => Lag(),
    ["advisories"] => Advisories(),
    ["notices"] => Notices(isCheck: false),
    ["notices", "--check"] => Notices(isCheck: true),
    _ => Fail("Say what to do: lag, advisories, notices or notices --check."),
};

static int Lag()
{
    var packages = XDocument
        .Load(In("Directory.Packages.props"))
        .Descendants("PackageVersion")
        .Select(one => new Used(Of(one, "Include")!, Of(one, "Version")!, Of(one, "Below"), Why(one, "Below")));
    using var tools = JsonDocument.Parse(File.ReadAllText(In(".config/dotnet-tools.json")));
    var commands = tools
        .RootElement.GetProperty("tools")
        .EnumerateObject()
        .Select(tool => new Used(tool.Name, tool.Value.GetProperty("version").GetString()!, null, null))
        .ToArray();
    var (lagging, held) = (0, 0);
    foreach (var used in packages.Concat(commands).OrderBy(used => used.Id, StringComparer.OrdinalIgnoreCase))
    {
        var served = Served(used.Id);
        var best = served.LastOrDefault(version => used.Below is null || version < Version.Parse(used.Below));
        if (best > Version.Parse(used.Version))
        {
            Console.WriteLine($"lags  {used.Id} {used.Version}, {best} is to be had");
            lagging++;
        }
        if (served.LastOrDefault() > best)
        {
            Console.WriteLine($"held  {used.Id} below {used.Below}, {served[^1]} is to be had: {used.Why}");
            held++;
        }
    }
    Console.WriteLine($"{lagging} lag, {held} are held back.");
    return 0;
}

static Version[] Served(string id)
{
    var (answer, _) = Run("package", "search", id, "--exact-match", "--format", "json");
    using var found = JsonDocument.Parse(answer[answer.IndexOf('{')..]);
    return
    [
        .. found
            .RootElement.GetProperty("searchResult")
            .EnumerateArray()
            .SelectMany(source => source.GetProperty("packages").EnumerateArray())
            .Select(package => Version.TryParse(package.GetProperty("version").GetString(), out var one) ? one : null)
            .OfType<Version>() // pre-releases have a letter in them
            .Order(),
    ];
}

// A source that has no advisories is told from one that knows of none only where it is asked for them by name: by a project
// that is made for it, of what ships.
static int Advisories()
{
    foreach (var one in XDocument.Load(In("build/AllowedAdvisories.props")).Descendants("NuGetAuditSuppress"))
        Console.WriteLine($"allowed  {Of(one, "Include")}: {Why(one, "Include")}");
    var sources = Run("nuget", "list", "source", "--format", "Short")
        .Said.Split('\n', StringSplitOptions.TrimEntries)
        .Where(line => line.StartsWith("E ", StringComparison.Ordinal))
        .Select((line, n) => new XElement("add", new XAttribute("key", $"{n}"), new XAttribute("value", line[2..])));
    var folder = Directory.CreateDirectory(In("build/obj/advisories")).FullName;
    new XElement("configuration", new XElement("auditSources", sources)).Save(Path.Combine(folder, "nuget.config"));
    File.WriteAllText(
        Path.Combine(folder, "Advisories.csproj"),
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <ItemGroup><ProjectReference Include="{In("src/Hub/Hub.csproj")}" /></ItemGroup>
        </Project>
        """
    );
    var (said, code) = Run("restore", folder, "--force");
    var lines = said.Split('\n')
        .Where(line => Regex.IsMatch(line, "NU19[0-9]{2}"))
        .Select(line => Regex.Replace(line, @"^.*(NU19[0-9]{2}: .*?)( \[.*)?$", "$1").Trim())
        .Distinct()
        .ToArray();
    if (code != 0)
        return Fail($"The packages cannot be restored.\n{said}");
    if (lines.Any(line => line.StartsWith("NU1905", StringComparison.Ordinal)))
        lines = ["NOT AUDITED: the package source has no advisory data, so nothing is known of vulnerable packages."];
    Console.WriteLine(lines is [] ? "No advisory is known against what ships." : string.Join('\n', lines));
    return 0;
}

static int Notices(bool isCheck)
{
    const string file = "THIRD-PARTY-NOTICES.md";
    var text = NoticesOf(In("src/Hub/obj/project.assets.json"));
    if (!isCheck)
        File.WriteAllText(In(file), text);
    else if (!File.Exists(In(file)) || File.ReadAllText(In(file)) != text)
        return Fail($"{file} is out of date: dotnet run build/packages.cs notices");
    Console.WriteLine($"{file} {(isCheck ? "is current" : "is written")}.");
    return 0;
}

static string NoticesOf(string assets)
{
    using var restored = JsonDocument.Parse(File.ReadAllText(assets));
    var folders = restored.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name);
    var packages = restored
        .RootElement.GetProperty("libraries")
        .EnumerateObject()
        .Where(library => library.Value.GetProperty("type").GetString() == "package")
        .Select(library => library.Value.GetProperty("path").GetString()!)
        .Select(path => Shipped.Read(folders.Select(one => Path.Combine(one, path)).First(Directory.Exists)))
        .Concat(InPages())
        .OrderBy(package => package.Id, StringComparer.OrdinalIgnoreCase)
        .ToArray();
    var text = new StringBuilder(
        """
        # Third-party notices

        The hub ships with these packages. Written by `dotnet run build/packages.cs notices` from what the packages say of
        themselves; not to be edited.

        | package | version | licence | copyright |
        | --- | --- | --- | --- |

        """
    );
    foreach (var one in packages)
        text.Append($"| {(one.Url is { } url ? $"[{one.Id}]({url})" : one.Id)} ")
            .Append($"| {one.Version} | {one.Licence} | {one.Copyright} |\n");
    foreach (var same in packages.Where(one => one.Text is not null).GroupBy(one => one.Text!))
        text.Append($"\n## {string.Join(", ", same.Select(one => one.Id))}\n\n```text\n{same.Key}\n```\n");
    return text.ToString();
}

// What pages bring from npm says of itself what its bundling found (src/Hub/Portal/Scripts/bundle.mjs).
static IEnumerable<Shipped> InPages()
{
    using var bundled = JsonDocument.Parse(File.ReadAllText(In("src/Hub/Portal/Scripts/bundled.json")));
    string Said(JsonElement one, string name) => one.GetProperty(name).GetString()!;
    return
    [
        .. bundled
            .RootElement.EnumerateArray()
            .Select(one => new Shipped(
                Said(one, "id"),
                Said(one, "version"),
                Said(one, "licence"),
                Said(one, "copyright"),
                Said(one, "url"),
                Shipped.Clean(Said(one, "text"))
            )),
    ];
}

static string? Of(XElement element, string attribute) => (string?)element.Attribute(attribute);

// Whoever departs from the rule says why and since when.
static string? Why(XElement element, string departs) =>
    Of(element, departs) is not { } what ? null
    : Of(element, "Because") is { Length: > 0 } reason && DateOnly.TryParse(Of(element, "Since"), out var since)
        ? $"{reason} (since {since:yyyy-MM-dd})"
    : throw new InvalidDataException($"{what} needs Because=\"...\" and Since=\"2026-01-31\": {element}");

static (string Said, int Code) Run(params string[] arguments)
{
    var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
    using var process = Process.Start(start)!;
    var said = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return (said, process.ExitCode);
}

static int Fail(string reason)
{
    Console.Error.WriteLine(reason);
    return 1;
}

static string In(string path, [CallerFilePath] string script = "") =>
    Path.Combine(Path.GetDirectoryName(script)!, "..", path);

internal sealed record Used(string Id, string Version, string? Below, string? Why);

/// <summary>What a package says of itself.</summary>
internal sealed record Shipped(string Id, string Version, string Licence, string Copyright, string? Url, string? Text)
{
    public static Shipped Read(string folder)
    {
        var said = XDocument.Load(Directory.GetFiles(folder, "*.nuspec").Single()).Root!.Elements().First();
        string? Said(string name) => said.Elements().FirstOrDefault(one => one.Name.LocalName == name)?.Value.Trim();
        var licence = said.Elements().FirstOrDefault(one => one.Name.LocalName == "license");
        var file = Directory
            .GetFiles(folder)
            .Where(path => Regex.IsMatch(Path.GetFileName(path), "^licen[cs]e", RegexOptions.IgnoreCase))
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        return new(
            Said("id")!,
            Said("version")!,
            licence?.Attribute("type")?.Value == "expression" ? licence.Value
                : file is null ? Said("licenseUrl")!
                : "below",
            (Said("copyright") ?? Said("authors") ?? "").ReplaceLineEndings(" ").Replace("|", "\\|"),
            Said("projectUrl"),
            file is null ? null : Clean(File.ReadAllText(file))
        );
    }

    public static string Clean(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()))
            .Trim('\n', '\ufeff');
}
