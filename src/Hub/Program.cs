using System.CommandLine;
using Hub;
using Hub.Listen;
using Hub.Moving;
using Hub.OpenApi;

// The hub itself takes configuration as arguments (--urls, --Hub:DataPath=...), which the host reads; a first word names
// something else to run.
if (args is ["listen" or "openapi" or "copy", ..])
    return await new RootCommand { ListenCommand.Create(), OpenApiCommand.Create(), CopyCommand.Create() }
        .Parse(args)
        .InvokeAsync();

try
{
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
