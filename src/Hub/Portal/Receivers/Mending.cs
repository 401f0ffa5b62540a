namespace Hub.Portal.Receivers;

/// <summary>What usually mends a receiver that fails.</summary>
internal static class Mending
{
    /// <param name="error">The category of the failure, by its name; absent where nothing failed.</param>
    /// <param name="code">What the receiver answered.</param>
    public static string? Of(string? error, int? code) =>
        error is null ? null
        : code is { } status && Texts.Find($"mend.{status}") is { } precise ? precise
        : Texts.Of($"mend.{error}");
}
