namespace Hub.Delivery.Templates;

/// <summary>The languages that dates and plurals can be written in. The host has no culture data: what is needed stands here.</summary>
public static class Languages
{
    public const string Default = "en";

    public static IReadOnlyList<string> All { get; } = [.. LanguageTable.All.Select(static one => one.Code)];

    /// <summary>What a language calls itself; its code where it is none of these.</summary>
    public static string NameOf(string code) => LanguageTable.Find(code)?.Name ?? code;
}
