using Hub;

try
{
    await using var app = HubApplication.Create(args);
    await HubApplication.Prepare(app);
    await app.RunAsync();
    return 0;
}
catch (Exception failure) when (StartRefusal.Explain(failure) is { } reason)
{
    await Console.Error.WriteLineAsync($"The hub does not start: {reason}");
    return 1;
}
