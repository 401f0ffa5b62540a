using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Hub.Wire.Bodies;

namespace Hub.OpenApi.Schemas;

/// <summary>A field's limits in words, for whoever reads a description and not the schema. Answers say nothing of them.</summary>
internal static class LimitTexts
{
    public static string? Of(PropertyInfo property)
    {
        if (property.DeclaringType!.Name.EndsWith("Response", StringComparison.Ordinal))
            return null;
        var isList = property.PropertyType != typeof(string) && IsList(PropertyShape.Of(property).Bare(property));
        var parts = new List<string>();
        if (property.Find<LengthAttribute>() is { } length)
            parts.Add(Count(length.MinimumLength, length.MaximumLength, isList));
        if (property.Find<MaxLengthAttribute>() is { } longest)
            parts.Add(Count(0, longest.Length, isList));
        if (property.Find<RuleAttribute>()?.Text is { } rule)
            parts.Add(rule);
        if (property.Find<RangeAttribute>() is { } range)
            parts.Add($"{range.Minimum} to {range.Maximum}");
        if (parts.Count == 0)
            return null;
        var text = string.Join(", ", parts);
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }

    private static bool IsList(Type type) => type != typeof(string) && type.IsGenericType;

    private static string Count(int least, int most, bool isList)
    {
        var counted = isList ? "entries" : "characters";
        var limit = most.ToString("N0", CultureInfo.InvariantCulture);
        return least == 0 ? $"at most {limit} {counted}" : $"{least} to {limit} {counted}";
    }
}
