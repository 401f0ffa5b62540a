namespace Hub.Delivery.Templates;

/// <summary>The languages that dates and plurals can be written in. The host has no culture data: what is needed stands here.</summary>
public static class Languages
{
    public const string Default = "en";

    public static IReadOnlyList<string> All { get; } = [Default];
}
