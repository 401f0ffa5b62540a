using Microsoft.Extensions.Logging.Console;

namespace Hub.Logs;

/// <summary>Where log records go: to the console, a line each, or as JSON by <c>Logging:Console:FormatterName=json</c>.</summary>
internal static class LogSetup
{
    private const string Key = "Logging:Console:FormatterName";

    private static readonly string[] Formatters =
    [
        LineFormatter.Name,
        ConsoleFormatterNames.Json,
        ConsoleFormatterNames.Simple,
        ConsoleFormatterNames.Systemd,
    ];

    public static void AddLogs(this IHostApplicationBuilder builder)
    {
        var chosen = builder.Configuration[Key] is { Length: > 0 } named ? named : LineFormatter.Name;
        builder.Logging.AddConsole();
        builder.Logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        // The framework's own setup names another formatter, whatever the configuration says.
        builder.Services.PostConfigure<ConsoleLoggerOptions>(options => options.FormatterName = chosen);
        builder
            .Services.AddOptions<ConsoleLoggerOptions>()
            .Validate(
                options => Formatters.Contains(options.FormatterName),
                $"{Key} is '{chosen}'; it must be {string.Join(", ", Formatters[..^1])} or {Formatters[^1]}."
            )
            .ValidateOnStart();
        builder.Services.PostConfigure<JsonConsoleFormatterOptions>(static json =>
        {
            if (json.TimestampFormat is null)
                (json.TimestampFormat, json.UseUtcTimestamp) = ("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", true);
        });
    }
}
