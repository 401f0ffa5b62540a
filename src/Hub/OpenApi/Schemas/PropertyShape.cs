using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Hub.Domain;
using Hub.Wire;
using Hub.Wire.Bodies;

namespace Hub.OpenApi.Schemas;

/// <summary>
/// Whether a property must be there and whether it may be null. The hub leaves absent values out, in both directions; a
/// null means something in an update only.
/// </summary>
internal sealed record PropertyShape(bool IsRequired, bool MayBeNull, Type? InsideOptional)
{
    public static PropertyShape Of(PropertyInfo property)
    {
        var type = property.PropertyType;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>))
            return new(false, !(property.Find<CannotBeClearedAttribute>() is not null), type.GetGenericArguments()[0]);
        return new(property.GetCustomAttribute<RequiredAttribute>() is not null || !MayBeAbsent(property), false, null);
    }

    /// <summary>The type itself, without what says that it may be absent.</summary>
    public Type Bare(PropertyInfo property) =>
        Nullable.GetUnderlyingType(InsideOptional ?? property.PropertyType) ?? InsideOptional ?? property.PropertyType;

    private static bool MayBeAbsent(PropertyInfo property) =>
        property.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(property.PropertyType) is not null
            : !IsTypeParameter(property)
                && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;

    private static bool IsTypeParameter(PropertyInfo property) =>
        property.DeclaringType is { IsGenericType: true } closed
        && closed.GetGenericTypeDefinition().GetProperty(property.Name)!.PropertyType.IsGenericParameter;
}
