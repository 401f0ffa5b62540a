using System.Reflection;
using Hub.Domain;

namespace Hub.Wire.Bodies;

/// <summary>Reads a field of a body whose type is known only when the hub starts.</summary>
internal static class FieldReading
{
    /// <summary>The body does not name the field of an update.</summary>
    public sealed class Absent
    {
        public static readonly Absent Value = new();
    }

    /// <summary>The field's value; of an <see cref="Optional{T}"/> what is inside, or <see cref="Absent"/>.</summary>
    public static Func<object, object?> Of(PropertyInfo property)
    {
        var type = property.PropertyType;
        var isOptional = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);
        var method = typeof(FieldReading)
            .GetMethod(isOptional ? nameof(Inside) : nameof(Plain), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(property.DeclaringType!, isOptional ? type.GetGenericArguments()[0] : type);
        return method.CreateDelegate<Func<PropertyInfo, Func<object, object?>>>()(property);
    }

    private static Func<object, object?> Plain<TBody, TValue>(PropertyInfo property)
        where TBody : class
    {
        var get = property.GetMethod!.CreateDelegate<Func<TBody, TValue>>();
        return body => get((TBody)body);
    }

    private static Func<object, object?> Inside<TBody, TValue>(PropertyInfo property)
        where TBody : class
    {
        var get = property.GetMethod!.CreateDelegate<Func<TBody, Optional<TValue>>>();
        return body => get((TBody)body) is { IsPresent: true, Value: var value } ? value : Absent.Value;
    }
}
