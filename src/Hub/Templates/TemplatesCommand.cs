using System.CommandLine;
using System.Globalization;
using Hub.Delivery.Targets;

namespace Hub.Templates;

/// <summary><c>templates</c>: looks after folders of templates, the hub's own among them.</summary>
internal static class TemplatesCommand
{
    public static Command Create() => new("templates", "Checks folders of templates.") { Check() };

    private static Command Check()
    {
        var folder = new Argument<DirectoryInfo>("folder")
        {
            Description = "A folder for each target, in it a template for each event family, as in teams/tickets.sbn.",
        };
        folder.AcceptExistingOnly();
        var write = new Option<bool>("--write")
        {
            Description = "Writes the expected messages, and samples where there are none.",
        };
        var command = new Command(
            "check",
            "Renders each template with the sample beside it, and says what is wrong: what the target would refuse, what is too "
                + "large, names that there are not, and what differs from the expected message."
        )
        {
            folder,
            write,
        };
        command.SetAction(
            (parsed, _) => Run(parsed.GetValue(folder)!, parsed.GetValue(write), parsed.InvocationConfiguration.Output)
        );
        return command;
    }

    private static async Task<int> Run(DirectoryInfo folder, bool write, TextWriter output)
    {
        var all = new TemplateFolder(folder).Check(write);
        foreach (var one in all)
        {
            await output.WriteLineAsync($"{(one.IsWell ? "ok   " : "wrong")} {one.Name}{Size(one)}");
            foreach (var problem in one.Problems)
                await output.WriteLineAsync($"      {problem}");
        }
        var wrong = all.Count(one => !one.IsWell);
        await output.WriteLineAsync(
            all.Count == 0 ? $"There is no template in {folder.FullName}."
            : wrong == 0 ? $"Templates: {all.Count}, none of them wrong."
            : $"Templates: {all.Count}, of them wrong: {wrong}."
        );
        return wrong == 0 && all.Count > 0 ? 0 : 1;
    }

    private static string Size(CheckedTemplate one) =>
        one.Size is { } size ? string.Create(CultureInfo.InvariantCulture, $" ({size:N0} of {one.Limit:N0})") : "";
}
