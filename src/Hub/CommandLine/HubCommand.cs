using System.CommandLine;
using System.Text;
using Hub.Demo;
using Hub.Exporting;
using Hub.Importing;
using Hub.Listen;
using Hub.Moving;
using Hub.OpenApi;
using Hub.OpenApi.Connector;
using Hub.Organizations;
using Hub.Reports;
using Hub.Settings;
using Hub.Templates;
using Hub.Wire;

namespace Hub.CommandLine;

/// <summary>
/// What the first words of the command line ask for. Without a command the hub itself starts, and what follows are its
/// settings, which the host reads.
/// </summary>
internal static class HubCommand
{
    private static readonly string[] Questions = ["--help", "-h", "-?", "/?", "/h", "--version"];

    /// <returns>The exit code of what ran in the hub's place; nothing when the hub is to start.</returns>
    public static async Task<int?> Answer(string[] args, InvocationConfiguration? console = null)
    {
        console ??= new InvocationConfiguration();
        var first = args.FirstOrDefault() ?? "";
        var isWord = first.Length > 0 && first[0] is not ('-' or '/') && !first.Contains('=');
        var asked = args.Intersect(Questions).FirstOrDefault();
        // A start makes none of the commands.
        if (!isWord && asked is null)
            return SettingsCheck.WhyNot(args) is { } wrong ? await Refuse(wrong, console) : null;
        var root = Root();
        if (root.Subcommands.Any(one => one.Name == first) || first == asked)
            return await root.Parse(args).InvokeAsync(console);
        return asked is null
            ? await Refuse(UnknownCommand(first, root), console)
            : await root.Parse([asked]).InvokeAsync(console);
    }

    private static async Task<int> Refuse(string reason, InvocationConfiguration console)
    {
        await console.Error.WriteLineAsync(reason);
        return 1;
    }

    private static RootCommand Root() =>
        new(Description())
        {
            ListenCommand.Create(),
            OpenApiCommand.Create(),
            ConnectorCommand.Create(),
            CopyCommand.Create(),
            OrganizationsCommand.Create(),
            ImportCommand.Create(),
            ExportCommand.Create(),
            DemoCommand.Create(),
            ReportsCommand.Create(),
            TemplatesCommand.Create(),
        };

    private static string UnknownCommand(string word, RootCommand root)
    {
        var commands = root.Subcommands.Select(one => one.Name).ToList();
        return KnownNames.Nearest(word, commands) is { } meant
            ? $"There is no command {word}; did you mean {meant}?"
            : $"There is no command {word}; there are {string.Join(", ", commands)}, and without any the hub starts.";
    }

    private static string Description()
    {
        var text = new StringBuilder(
            """
            An integration hub for helpdesks. Without a command it starts and serves until Ctrl+C.

            Settings are written --Key=value, as environment variables Key__Name=value, or in appsettings.json; README.md
            says what they mean. --urls=http://localhost:5080 says where to listen, --environment=Development lets
            webhooks go to this machine.

            Settings and their defaults:

            """.ReplaceLineEndings("\n")
        );
        foreach (var (key, initial) in KnownSettings.All)
            text.Append($"\n  --{key}").Append(string.IsNullOrEmpty(initial) ? "" : $"={initial}");
        return text.ToString();
    }
}
