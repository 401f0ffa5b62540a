namespace Hub.Tests.Hosting;

/// <summary>What the hub under test stores in. The same tests run on another engine where this file is another one.</summary>
internal static class Engine
{
    /// <summary>Enough of anything to show that its number makes no difference.</summary>
    public const int Crowd = 2_000;

    /// <summary>The settings of a hub with the data folder.</summary>
    public static string[] SettingsFor(string folder) => [$"--Hub:DataPath={folder}"];

    /// <summary>All that a hub that was stopped has stored, but for the keys that open it: each with where it is.</summary>
    public static Task<IReadOnlyList<(string Place, string Bytes)>> Everything(string folder) =>
        Task.FromResult(StoredFiles.In(folder));
}
