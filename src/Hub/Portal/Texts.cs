using System.Globalization;
using System.Resources;

namespace Hub.Portal;

/// <summary>What the pages say, by key: <c>Texts.resx</c>, in English.</summary>
internal static class Texts
{
    private static readonly ResourceManager Resources = new("Hub.Portal.Texts", typeof(Texts).Assembly);

    /// <exception cref="KeyNotFoundException">There is no such text.</exception>
    public static string Of(string key, params object?[] values)
    {
        var text = Find(key) ?? throw new KeyNotFoundException($"There is no text {key}.");
        return values.Length == 0 ? text : string.Format(CultureInfo.InvariantCulture, text, values);
    }

    public static string? Find(string key) => Resources.GetString(key, CultureInfo.InvariantCulture);
}
