using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Hub.Domain.Records;

/// <summary>What a vocabulary's values are called on the wire and in the store: as their attributes say.</summary>
public static class Names<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> ByValue = Enum.GetValues<T>()
        .ToFrozenDictionary(
            value => value,
            value => typeof(T).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name
        );

    /// <summary>All of them, in the order of their declaration.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<T>().Select(Of)];

    public static string Of(T value) => ByValue[value];
}
