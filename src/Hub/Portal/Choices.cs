using Hub.Errors;

namespace Hub.Portal;

/// <summary>What can be chosen of an enum, by the names that the API has for it.</summary>
internal static class Choices
{
    public static IReadOnlyList<string> Of<TEnum>()
        where TEnum : struct, Enum => [.. EnumNames.Of(typeof(TEnum))];

    public static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => Of<TEnum>()[Array.IndexOf(Enum.GetValues<TEnum>(), value)];

    /// <summary>Nothing where nothing was chosen, or nothing that there is.</summary>
    public static TEnum? Read<TEnum>(string? name)
        where TEnum : struct, Enum =>
        name is not null && Of<TEnum>().ToList().IndexOf(name) is >= 0 and var index
            ? Enum.GetValues<TEnum>()[index]
            : null;
}
