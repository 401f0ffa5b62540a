using Hub.Logs;
using Hub.Tests.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Tests.Logs;

public sealed class LogLineTests
{
    [Fact]
    public void A_record_is_one_dated_line() =>
        Assert.Equal(
            "2026-05-24T10:30:00.000Z warn  Hub.Delivery: It failed\n",
            Line(LogLevel.Warning, "It failed", exception: null)
        );

    [Fact]
    public void What_a_client_sent_begins_no_line_and_steers_no_terminal()
    {
        var line = Line(LogLevel.Information, "a\nb\r\e[2J\u0085\u2028c\td", exception: null);

        Assert.Equal(
            @"2026-05-24T10:30:00.000Z info  Hub.Delivery: a\u000ab\u000d\u001b[2J\u0085\u2028c\u0009d" + "\n",
            line
        );
    }

    [Fact]
    public void The_trace_of_an_exception_is_indented_below_it()
    {
        var lines = Line(LogLevel.Error, "It broke", new InvalidOperationException("for\na reason")).Split('\n');

        Assert.EndsWith("It broke", lines[0]);
        Assert.Equal("    System.InvalidOperationException: for", lines[1]);
        Assert.Equal("    a reason", lines[2]);
    }

    private static string Line(LogLevel level, string message, Exception? exception)
    {
        using var writer = new StringWriter();
        new LineFormatter(new FakeTimeProvider(Samples.Morning)).Write(
            new LogEntry<string>(level, "Hub.Delivery", default, message, exception, (state, _) => state),
            null,
            writer
        );
        return writer.ToString();
    }
}
