using Hub;
using Hub.CommandLine;

try
{
    // The hub itself takes configuration as arguments (--urls, --Hub:DataPath=...); a first word names something else to run.
    if (await HubCommand.Answer(args) is { } exitCode)
        return exitCode;
    await using var app = HubApplication.Create(args);
    await HubApplication.Prepare(app);
    await HubApplication.Run(app);
    return 0;
}
catch (Exception failure) when (StartRefusal.Explain(failure) is { } reason)
{
    await Console.Error.WriteLineAsync($"The hub does not start: {reason}");
    return 1;
}
