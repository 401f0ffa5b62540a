using Hub.Reliability;

namespace Hub.Benchmarks.Reliability;

/// <summary>The kill test, as long as one likes.</summary>
internal static class KillCommand
{
    public static async Task<int> Run(int kills)
    {
        var options = new KillOptions(Path.Combine(AppContext.BaseDirectory, "Hub.dll"), kills);
        var report = await KillRun.Run(options, kill => Console.Error.Write($"\r{kill} of {kills} kills"));
        Console.Error.WriteLine();
        Console.WriteLine(report);
        return
            report is { Missing: [], Renamed: [], UnexplainedRepeats: 0, BadSignatures: 0 }
            && report.MostRepeatsOfOneKill <= report.InFlightLimit
            ? 0
            : 1;
    }
}
