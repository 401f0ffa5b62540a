namespace Hub.Importing;

/// <summary>How rows are imported.</summary>
/// <param name="Source">Names the system that the rows come from: their ids are that system's.</param>
/// <param name="IsDryRun">Nothing is written.</param>
internal sealed record ImportSettings(ImportMap Map, string Source, bool IsDryRun);
