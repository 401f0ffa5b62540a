using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Connector.Rules;

/// <summary>F: what is handed in beside the two files, and that they are files as the platform reads them.</summary>
internal static class FileRules
{
    private const int Megabyte = 1024 * 1024;

    private static readonly string[] IntroSections =
    [
        "## Publisher",
        "## Prerequisites",
        "## How to get credentials",
        "## Get started with your connector",
        "## Known issues and limitations",
        "## Common errors and remedies",
        "## FAQ",
    ];

    private static readonly string[] ReadmeSections =
    [
        "## Publisher",
        "## Prerequisites",
        "## Supported operations",
        "## Obtaining credentials",
        "## Known issues and limitations",
    ];

    public static readonly IReadOnlyList<Rule> All =
    [
        new("F02", Level.Must, "no object repeats a key", files =>
            [.. Doubled(files.DefinitionText), .. Doubled(files.PropertiesText)]
        ),
        new("F03", Level.Must, "the definition is smaller than 1 MB", files =>
            Look.Unless(Encoding.UTF8.GetByteCount(files.DefinitionText) < Megabyte, "it is too large")
        ),
        new("F04", Level.Must, "icon.png is a square PNG of 100 to 230 pixels below 1 MB", files =>
            Picture.Read(files) is not { } icon
                ? ["there is none"]
                : Look.Unless(
                    icon.Width == icon.Height && icon.Width is >= 100 and <= 230 && icon.Bytes < Megabyte,
                    $"it is {icon.Width} x {icon.Height} in {icon.Bytes} bytes"
                )
        ),
        new(
            "F05",
            Level.Must,
            "the icon's background is opaque, neither white nor the default blue, and the brand colour",
            files =>
                Picture.Read(files) is not { } icon
                    ? ["there is none"]
                    : icon
                        .Corners.Distinct()
                        .Where(corner => corner != (string?)files.Properties["iconBrandColor"])
                        .Select(corner => $"a corner is {corner}")
        ),
        new("F06", Level.Must, "there is an intro.md or readme.md", files =>
            Look.Unless(Text(files, "intro.md") is not null || Text(files, "readme.md") is not null, "neither is there")
        ),
        new("F07", Level.Should, "intro.md has every section of the template and lists no operations", files =>
            [
                .. Missing(Text(files, "intro.md"), IntroSections),
                .. Look.Unless(
                    Text(files, "intro.md")?.Contains("## Supported operations") != true,
                    "it lists operations"
                ),
            ]
        ),
        new("F08", Level.Should, "readme.md has every section of the repository's template", files =>
            Missing(Text(files, "readme.md"), ReadmeSections)
        ),
        new("F09", Level.Must, "sample flows use operations that exist, in steps of the right type", files =>
            SampleFlow.All(files).SelectMany(flow => flow.Findings(files))
        ),
        new("F10", Level.Must, "script.csx is none", files =>
            Look.Unless(
                !File.Exists(Path.Combine(files.Folder.FullName, "script.csx"))
                    && files.Properties["scriptOperations"] is null,
                "nobody checks one here"
            )
        ),
    ];

    public static string? Text(ConnectorFiles files, string name)
    {
        var path = Path.Combine(files.Folder.FullName, name);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private static IEnumerable<string> Missing(string? text, string[] sections) =>
        text is null
            ? ["there is none"]
            : sections
                .Where(section => !text.Split('\n').Any(line => line.StartsWith(section, StringComparison.Ordinal)))
                .Select(section => $"no {section}");

    private static List<string> Doubled(string text)
    {
        var found = new List<string>();
        var open = new Stack<HashSet<string>>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.StartObject)
                open.Push([]);
            else if (reader.TokenType == JsonTokenType.EndObject)
                open.Pop();
            else if (reader.TokenType == JsonTokenType.PropertyName && !open.Peek().Add(reader.GetString()!))
                found.Add(reader.GetString()!);
        return found;
    }
}

/// <summary>What can be told of a PNG of eight bits a channel without a library.</summary>
/// <param name="Corners">Their colours as #rrggbb; with what they let through behind it where they are not opaque.</param>
internal sealed record Picture(int Width, int Height, long Bytes, IReadOnlyList<string> Corners)
{
    public static Picture? Read(ConnectorFiles files)
    {
        var path = Path.Combine(files.Folder.FullName, "icon.png");
        if (!File.Exists(path))
            return null;
        var bytes = File.ReadAllBytes(path);
        Assert.Equal("PNG", Encoding.ASCII.GetString(bytes, 1, 3));
        var (width, height) = (Number(bytes, 16), Number(bytes, 20));
        var channels = (Depth: bytes[24], Kind: bytes[25]) switch
        {
            (8, 2) => 3,
            (8, 6) => 4,
            var other => throw new NotSupportedException($"PNG of {other}"),
        };
        using var packed = new MemoryStream();
        for (var at = 8; at < bytes.Length; at += 12 + Number(bytes, at))
            if (Encoding.ASCII.GetString(bytes, at + 4, 4) == "IDAT")
                packed.Write(bytes, at + 8, Number(bytes, at));
        packed.Position = 0;
        using var unpacked = new MemoryStream();
        new ZLibStream(packed, CompressionMode.Decompress).CopyTo(unpacked);
        var rows = Unfiltered(unpacked.ToArray(), width, height, channels);
        string Corner(int x, int y)
        {
            var pixel = rows[y].AsSpan(x * channels, channels);
            var opaque = channels == 3 || pixel[3] == 255;
            return $"#{pixel[0]:x2}{pixel[1]:x2}{pixel[2]:x2}{(opaque ? "" : $"{pixel[3]:x2}")}";
        }
        return new(
            width,
            height,
            bytes.Length,
            [Corner(0, 0), Corner(width - 1, 0), Corner(0, height - 1), Corner(width - 1, height - 1)]
        );
    }

    private static int Number(byte[] bytes, int at) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));

    /// <summary>The filters of its rows undone (PNG, 9.2): none, left, up, average, Paeth.</summary>
    private static byte[][] Unfiltered(byte[] raw, int width, int height, int channels)
    {
        var stride = width * channels;
        var rows = new byte[height][];
        for (var y = 0; y < height; y++)
        {
            var row = rows[y] = raw[(y * (stride + 1) + 1)..((y + 1) * (stride + 1))];
            for (var x = 0; x < stride; x++)
            {
                int left = x < channels ? 0 : row[x - channels];
                int up = y == 0 ? 0 : rows[y - 1][x];
                int corner = y == 0 || x < channels ? 0 : rows[y - 1][x - channels];
                row[x] += raw[y * (stride + 1)] switch
                {
                    0 => 0,
                    1 => (byte)left,
                    2 => (byte)up,
                    3 => (byte)((left + up) / 2),
                    _ => (byte)Paeth(left, up, corner),
                };
            }
        }
        return rows;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (a, b, c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return a <= b && a <= c ? left
            : b <= c ? up
            : corner;
    }
}

/// <summary>A flow that is shipped as an example.</summary>
internal sealed record SampleFlow(string Name, JsonObject Json)
{
    public static IEnumerable<SampleFlow> All(ConnectorFiles files)
    {
        var folder = new DirectoryInfo(Path.Combine(files.Folder.FullName, "samples"));
        return folder.Exists
            ? folder
                .GetFiles("*.json")
                .OrderBy(file => file.Name)
                .Select(file => new SampleFlow(file.Name, JsonNode.Parse(File.ReadAllText(file.FullName))!.AsObject()))
            : [];
    }

    /// <summary>Every step that uses the connector, the trigger among them.</summary>
    public IEnumerable<(string Step, JsonObject Json, bool IsTrigger)> Steps =>
        Hub
            .Tests.OpenApi.Document.Objects(Json)
            .Where(one => (string?)(one.Json["inputs"]?["host"]?["connectionName"]) == "helpdesk_hub")
            .Select(one => (one.Place, one.Json, one.Place.Contains("/triggers/", StringComparison.Ordinal)));

    public IEnumerable<string> Findings(ConnectorFiles files)
    {
        foreach (var (step, json, isTrigger) in Steps)
        {
            var operation = files.Find((string?)json["inputs"]!["host"]!["operationId"]);
            var wanted = operation is { IsWebhook: true } ? "OpenApiConnectionWebhook" : "OpenApiConnection";
            if (operation is null)
                yield return $"{Name}{step}: there is no {json["inputs"]!["host"]!["operationId"]}";
            else if ((string?)json["type"] != wanted)
                yield return $"{Name}{step}: is no {wanted}";
            else if (isTrigger != operation.Trigger is not null)
                yield return $"{Name}{step}: {operation} is used in the wrong place";
            else
                foreach (var name in Unknown(json["inputs"]!["parameters"] as JsonObject ?? [], operation))
                    yield return $"{Name}{step}: {operation} takes no {name}";
        }
    }

    private static IEnumerable<string> Unknown(JsonObject given, ConnectorOperation operation)
    {
        var known = operation
            .Takes.Select(one => one.Name)
            .Concat(
                operation.BodyFields.Select(one =>
                    one.Place[(one.Place.IndexOf("/body", StringComparison.Ordinal) + 1)..]
                )
            )
            .ToHashSet();
        return given.Select(one => one.Key).Where(name => name != "body" && !known.Contains(name));
    }
}
