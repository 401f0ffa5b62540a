using System.CommandLine;
using System.Net.Http.Json;
using Hub.Listen;
using Xunit;

namespace Hub.Tests.Listen;

public sealed class ListenCommandTests
{
    [Theory]
    [InlineData("--port abc")]
    [InlineData("--port 70000")]
    [InlineData("--port -1")]
    [InlineData("--fail 1.5")]
    [InlineData("--fail -0.1")]
    [InlineData("--fail often")]
    [InlineData("--fail NaN")]
    [InlineData("--drop 2")]
    [InlineData("--status 99")]
    [InlineData("--delay 5")]
    [InlineData("--delay soon")]
    [InlineData("--delay -5s")]
    [InlineData("--delay 90000m")]
    [InlineData("--dialect klingon")]
    [InlineData("--unknown")]
    public void A_wrong_option_is_an_error_before_anything_starts(string arguments) =>
        Assert.NotEmpty(ListenCommand.Create().Parse(arguments.Split(' ')).Errors);

    [Theory]
    [InlineData("")]
    [InlineData("--port 9001 --secret s --dialect tiketti --fail 0.2 --status 429 --delay 500ms --drop 0.1 --quiet")]
    [InlineData("--delay 1.5s")]
    [InlineData("--delay 1m")]
    public void The_options_are_read(string arguments) =>
        Assert.Empty(ListenCommand.Create().Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Errors);

    [Fact]
    public async Task It_listens_until_it_is_stopped_and_ends_with_a_summary()
    {
        await using var output = new WatchedWriter();
        using var stop = new CancellationTokenSource();
        var running = ListenCommand
            .Create()
            .Parse(["--port", "0", "--quiet"])
            .InvokeAsync(new InvocationConfiguration { Output = output }, stop.Token);
        await output.WaitFor("(Ctrl+C stops).");
        using var client = new HttpClient();
        var port = output.Text.Split("localhost:")[1].Split(' ')[0];

        await client.PostAsJsonAsync(
            $"http://127.0.0.1:{port}/hook",
            new { @event = "test.ping", delivery_id = "wh_1" }
        );
        await stop.CancelAsync();

        Assert.Equal(0, await running);
        Assert.Contains("test.ping delivery wh_1 at /hook signature none -> 200", output.Text);
        Assert.EndsWith("Received 1, distinct 1, failed on purpose 0, bad signatures 0.\n", output.Text);
    }

    [Fact]
    public async Task A_taken_port_is_said_in_a_line()
    {
        await using var taken = await Receiver.Start(new ReceiverOptions { Output = TextWriter.Null }, default);
        await using var error = new WatchedWriter();

        var code = await ListenCommand
            .Create()
            .Parse(["--port", $"{taken.Port}"])
            .InvokeAsync(new InvocationConfiguration { Output = TextWriter.Null, Error = error });

        Assert.Equal(1, code);
        Assert.Contains("address already in use", error.Text);
    }
}
