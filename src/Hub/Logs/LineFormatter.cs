using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Hub.Logs;

/// <summary>
/// One line a record: time, level, category, message. Only the trace of an exception takes lines of its own, indented. What
/// a client sent cannot begin a line or steer the terminal.
/// </summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(Name)
{
    public new const string Name = "line";

    public override void Write<TState>(
        in LogEntry<TState> logEntry,
        IExternalScopeProvider? scopeProvider,
        TextWriter textWriter
    )
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", CultureInfo.InvariantCulture));
        textWriter.Write(NameOf(logEntry.LogLevel));
        textWriter.Write(' ');
        textWriter.Write(logEntry.Category);
        textWriter.Write(": ");
        WriteClean(textWriter, message);
        textWriter.Write('\n');
        if (logEntry.Exception is not { } exception)
            return;
        foreach (var line in exception.ToString().Split('\n'))
        {
            textWriter.Write("    ");
            WriteClean(textWriter, line.TrimEnd('\r'));
            textWriter.Write('\n');
        }
    }

    private static void WriteClean(TextWriter writer, string text)
    {
        foreach (var character in text)
            if (char.IsControl(character) || character is '\u2028' or '\u2029')
                writer.Write($"\\u{(int)character:x4}");
            else
                writer.Write(character);
    }

    private static string NameOf(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trace",
            LogLevel.Debug => "debug",
            LogLevel.Information => "info ",
            LogLevel.Warning => "warn ",
            LogLevel.Error => "error",
            _ => "fatal",
        };
}
