using System.Text;
using System.Text.Json;
using Hub.Delivery.Templates;

namespace Hub.Delivery.Targets;

/// <summary>
/// A folder of templates, laid out as the shipped ones are: a folder a target, a file an event family, and beside each template a
/// sample and the message that is to come of it.
/// </summary>
public sealed class TemplateFolder(DirectoryInfo folder)
{
    /// <summary>Looks at every template, in the order of their names.</summary>
    /// <param name="write">Whether to write what is to come of it, and samples where there are none.</param>
    public IReadOnlyList<CheckedTemplate> Check(bool write) =>
        [
            .. folder
                .EnumerateFiles("*.sbn", SearchOption.AllDirectories)
                .OrderBy(static file => file.FullName, StringComparer.Ordinal)
                .Select(file => new TemplateFile(file, NameOf(file)).Check(write)),
        ];

    private string NameOf(FileInfo file) =>
        Path.ChangeExtension(Path.GetRelativePath(folder.FullName, file.FullName), null).Replace('\\', '/');
}

/// <summary>What became of a template.</summary>
/// <param name="Name">Its place in the folder, without the extension.</param>
/// <param name="Problems">What is wrong, in sentences; none where all is well.</param>
/// <param name="Size">Of the message, as the target counts; absent where there is none.</param>
/// <param name="Limit">How large it may be; absent where the target is unknown.</param>
public sealed record CheckedTemplate(string Name, IReadOnlyList<string> Problems, int? Size, int? Limit)
{
    public bool IsWell => Problems.Count == 0;
}

/// <summary>A template with the two files beside it.</summary>
internal sealed class TemplateFile(FileInfo file, string name)
{
    private readonly string sample = Path.ChangeExtension(file.FullName, ".sample.json");
    private readonly string expected = Path.ChangeExtension(file.FullName, ".expected.json");
    private readonly List<string> problems = [];

    public CheckedTemplate Check(bool write)
    {
        if (TemplateName.Parse(name) is not { } known)
            return Wrong(
                $"The name is not one of a target and an event family, as in teams/tickets or teams/tickets.compact: the targets are {string.Join(", ", TargetCatalogue.All.Select(one => one.Name))}, and the families {string.Join(", ", Families.Names)}."
            );
        if (!Template.TryParse(File.ReadAllText(file.FullName), out var template, out var unreadable))
            return Wrong([.. unreadable.Select(Place)]);
        if (write && !File.Exists(sample))
            File.WriteAllBytes(sample, TemplateSamples.Json(known.Family));
        if (Sample() is not { } events)
            return new(name, problems, null, known.Target.Limit);
        var rendering = template.Render(events, new RenderSettings(known.Target, TimeZoneInfo.Utc));
        problems.AddRange(rendering.Warnings.Select(Place));
        if (rendering.Bytes is { } body)
            Compare(body, known.Target, write);
        else
            problems.Add(Place(rendering.Error!));
        return new(name, problems, rendering.Bytes is null ? null : rendering.Size, known.Target.Limit);
    }

    private void Compare(byte[] body, Target target, bool write)
    {
        problems.AddRange(target.WhyNot(body));
        if (target.Measure(body) > target.Limit)
            problems.Add($"The message is larger than {target.Limit:N0}.");
        if (write)
            File.WriteAllBytes(expected, body);
        else if (!File.Exists(expected))
            problems.Add("There is no expected message beside it: --write writes one.");
        else
            TellDifference(body, File.ReadAllBytes(expected));
    }

    private void TellDifference(byte[] body, byte[] wanted)
    {
        if (body.AsSpan().SequenceEqual(wanted))
            return;
        var same = body.AsSpan().CommonPrefixLength(wanted);
        problems.Add(
            $"The message is not the expected one from byte {same + 1} on: '{Around(body, same)}' instead of '{Around(wanted, same)}'."
        );
    }

    private static string Around(byte[] body, int at)
    {
        var start = Math.Max(0, at - 10);
        return Encoding.UTF8.GetString(body.AsSpan(start, Math.Min(40, body.Length - start)));
    }

    /// <summary>The events of the sample: one, or of a digest a list of them.</summary>
    private IReadOnlyList<TemplateEvent>? Sample()
    {
        if (!File.Exists(sample))
        {
            problems.Add("There is no sample beside it: --write writes one.");
            return null;
        }
        try
        {
            return TemplateSamples.Parse(File.ReadAllBytes(sample));
        }
        catch (JsonException failure)
        {
            problems.Add($"The sample is not JSON of an event: {failure.Message}");
            return null;
        }
    }

    private CheckedTemplate Wrong(params IReadOnlyList<string> sentences) => new(name, sentences, null, null);

    private static string Place(TemplateProblem problem) =>
        $"Line {problem.Line}, column {problem.Column}: {problem.Message}";
}
