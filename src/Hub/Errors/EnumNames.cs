using System.Reflection;
using System.Text.Json.Serialization;

namespace Hub.Errors;

/// <summary>The names of an enum's values on the wire, in their order.</summary>
internal static class EnumNames
{
    public static IEnumerable<string> Of(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name);
}
