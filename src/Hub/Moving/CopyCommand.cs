using System.CommandLine;
using Hub.Settings;
using Hub.Storage.Moving;
using Microsoft.Extensions.Options;

namespace Hub.Moving;

/// <summary><c>copy</c>: takes an embedded store along to Cosmos DB.</summary>
internal static class CopyCommand
{
    public static Command Create()
    {
        var to = new Option<string>("--to") { Description = "Where to: cosmos.", Required = true };
        to.AcceptOnlyFromAmong("cosmos");
        var command = new Command(
            "copy",
            "Copies the embedded store in Hub:DataPath into the Cosmos DB of Storage:Cosmos, and compares both. The hub "
                + "must not run meanwhile. Interrupted, it goes on where it stopped when it is run again. Settings are "
                + "given as for the hub itself: --Hub:DataPath=data --Storage:Cosmos:ConnectionString=... With "
                + "Queue:Provider=ServiceBus what is queued goes to Service Bus; otherwise it stays in the file."
        )
        {
            to,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var console = parsed.InvocationConfiguration;
                if (SettingsCheck.WhyNot(parsed.UnmatchedTokens) is { } wrong)
                {
                    await console.Error.WriteLineAsync(wrong);
                    return 1;
                }
                try
                {
                    return await Run([.. parsed.UnmatchedTokens], console.Output, cancellation);
                }
                catch (OperationCanceledException)
                {
                    await console.Error.WriteLineAsync("Interrupted; run it again to go on.");
                    return 1;
                }
                catch (Exception failure) when (StartRefusal.Explain(failure) is { } reason)
                {
                    await console.Error.WriteLineAsync($"Nothing more is copied: {reason}");
                    return 1;
                }
            }
        );
        return command;
    }

    private static async Task<int> Run(string[] settings, TextWriter output, CancellationToken cancellation)
    {
        await using var app = HubApplication.Create([
            "--Logging:LogLevel:Default=Error",
            .. settings,
            "--Storage:Provider=Cosmos",
        ]);
        app.Services.GetService<IStartupValidator>()?.Validate();
        var folder = app.Services.GetRequiredService<IOptions<HubOptions>>().Value.DataPath;
        var isWhole = await StoreMove.ToCosmos(
            app.Services,
            folder,
            KnownDocuments.All,
            output,
            isTerminal: !Console.IsOutputRedirected,
            cancellation
        );
        await output.WriteLineAsync(
            isWhole
                ? "All of it is there. Start the hub with Storage:Provider=Cosmos and the same settings."
                : "The target is not the same as the source. Delete its database and copy again."
        );
        return isWhole ? 0 : 1;
    }
}
