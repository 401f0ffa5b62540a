using System.CommandLine;
using System.CommandLine.Parsing;
using Hub.Settings;
using Microsoft.Extensions.Options;

namespace Hub.CommandLine;

/// <summary>
/// A command that works in the hub's store itself, without the hub: on a file the hub must not run meanwhile, on Cosmos DB it
/// may. Settings are given to it as for the hub.
/// </summary>
internal static class StoreCommand
{
    public const string Settings =
        " On a file the hub must not run meanwhile. Settings are given as for the hub itself: --Hub:DataPath=data.";

    /// <param name="ifInUse">What to do while a hub runs on the file.</param>
    /// <param name="run">Answers the exit code.</param>
    /// <param name="configure">Has the last word on what is registered.</param>
    /// <param name="then">Goes on with the same settings, when the store is closed again.</param>
    /// <param name="among">The settings that stand among the arguments, for a command that takes any number of those.</param>
    public static void SetStoreAction(
        this Command command,
        string ifInUse,
        Func<ParseResult, WebApplication, CancellationToken, Task<int>> run,
        Action<WebApplicationBuilder>? configure = null,
        Func<ParseResult, IEnumerable<string>>? among = null,
        Func<ParseResult, string[], CancellationToken, Task<int>>? then = null
    )
    {
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var error = parsed.InvocationConfiguration.Error;
                string[] settings = [.. parsed.UnmatchedTokens, .. among?.Invoke(parsed) ?? []];
                if (SettingsCheck.WhyNot(settings) is { } wrong)
                {
                    await error.WriteLineAsync(wrong);
                    return 1;
                }
                try
                {
                    settings = ["--Logging:LogLevel:Default=Error", .. settings];
                    await using (var app = HubApplication.Create(settings, configure))
                    {
                        app.Services.GetService<IStartupValidator>()?.Validate();
                        if (await run(parsed, app, cancellation) is var code && (code != 0 || then is null))
                            return code;
                    }
                    return await then(parsed, settings, cancellation);
                }
                catch (OperationCanceledException)
                {
                    await error.WriteLineAsync("Interrupted.");
                    return 1;
                }
                catch (Exception failure) when (StartRefusal.Explain(failure) is { } reason)
                {
                    await error.WriteLineAsync(
                        reason.Contains("in use by another hub", StringComparison.Ordinal)
                            ? $"{reason} {ifInUse}"
                            : reason
                    );
                    return 1;
                }
            }
        );
    }
}
