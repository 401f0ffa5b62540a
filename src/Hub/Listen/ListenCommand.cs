using System.CommandLine;
using System.Runtime.InteropServices;

namespace Hub.Listen;

/// <summary><c>listen</c>: the receiver from the command line, until Ctrl+C.</summary>
internal static class ListenCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port")
        {
            Description = "Port on localhost; 0 takes a free one.",
            CustomParser = OptionValue.Between(0, 65535),
            DefaultValueFactory = _ => 9000,
        };
        var secret = new Option<string?>("--secret")
        {
            Description = "Checks signatures with this secret; a bad one is answered with 401.",
        };
        var dialect = new Option<string?>("--dialect")
        {
            Description = "How deliveries are signed; found by their headers if not given.",
        };
        var fail = new Option<double>("--fail")
        {
            Description = "Probability, 0 to 1, of answering --status.",
            CustomParser = OptionValue.Between(0.0, 1.0),
        };
        var status = new Option<int>("--status")
        {
            Description = "Status of an answer that --fail picked.",
            CustomParser = OptionValue.Between(200, 599),
            DefaultValueFactory = _ => 500,
        };
        var delay = new Option<TimeSpan>("--delay")
        {
            Description = "Wait before each answer: 500ms, 2s, 1m.",
            CustomParser = OptionValue.Duration,
        };
        var drop = new Option<double>("--drop")
        {
            Description = "Probability, 0 to 1, of aborting the connection.",
            CustomParser = OptionValue.Between(0.0, 1.0),
        };
        var headers = new Option<bool>("--headers") { Description = "Shows the headers of each delivery, too." };
        var quiet = new Option<bool>("--quiet") { Description = "One line a delivery, without its body." };
        dialect.AcceptOnlyFromAmong([.. SignatureCheck.Dialects.Select(one => one.Name)]);

        var command = new Command("listen", "Receives deliveries, checks their signatures and shows them.")
        {
            port,
            secret,
            dialect,
            fail,
            status,
            delay,
            drop,
            headers,
            quiet,
        };
        command.SetAction(
            (parsed, ct) =>
            {
                var output = parsed.InvocationConfiguration.Output;
                var options = new ReceiverOptions
                {
                    Port = parsed.GetValue(port),
                    Secret = parsed.GetValue(secret),
                    Dialect = SignatureCheck.Find(parsed.GetValue(dialect)),
                    Fail = parsed.GetValue(fail),
                    Status = parsed.GetValue(status),
                    Delay = parsed.GetValue(delay),
                    Drop = parsed.GetValue(drop),
                    ShowHeaders = parsed.GetValue(headers),
                    Quiet = parsed.GetValue(quiet),
                    Colour = output == Console.Out && Paint.TerminalAllows,
                    Output = output,
                };
                return Run(options, parsed.InvocationConfiguration.Error, ct);
            }
        );
        return command;
    }

    private static async Task<int> Run(ReceiverOptions options, TextWriter error, CancellationToken ct)
    {
        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            var receiver = await Receiver.Start(options, stop.Token);
            await using (receiver)
            {
                await options.Output.WriteLineAsync($"Listening on http://localhost:{receiver.Port} (Ctrl+C stops).");
                await new TaskCompletionSource()
                    .Task.WaitAsync(stop.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            await options.Output.WriteLineAsync(receiver.Summary);
            return 0;

            // Ours, because the parser's own handling is off unless its caller sets a timeout for it.
            void Stop(PosixSignalContext signal)
            {
                signal.Cancel = true;
                _ = stop.CancelAsync();
            }
        }
        catch (IOException taken)
        {
            await error.WriteLineAsync(taken.Message);
            return 1;
        }
    }
}
