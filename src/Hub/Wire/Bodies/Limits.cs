using System.Reflection;
using Hub.Errors;

namespace Hub.Wire.Bodies;

/// <summary>The record's fields have the limits and descriptions of another record's fields of the same names.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LikeAttribute(Type record) : Attribute
{
    public Type Record => record;
}

/// <summary>A rule of a field that the framework has no attribute for.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class RuleAttribute : Attribute
{
    /// <summary>The rule in words, where there is more to say than the field's type.</summary>
    public virtual string? Text => null;

    /// <param name="value">Of the type that the field has on the wire; never null.</param>
    public abstract void Check(FieldErrors errors, string field, object value);
}

/// <summary>How many characters each text of a list has.</summary>
internal sealed class EachLengthAttribute(int least, int most) : RuleAttribute
{
    public int Least => least;

    public int Most => most;

    public override string Text => $"each of {least} to {most} characters";

    public override void Check(FieldErrors errors, string field, object value)
    {
        if (((IReadOnlyList<string?>)value).Any(text => string.IsNullOrWhiteSpace(text) || TextLength.Of(text) > most))
            errors.Add(field, $"Each has {least} to {most} characters.");
    }
}

/// <summary>A name for programs that stays: small letters, digits and underscores, a letter first.</summary>
internal sealed class SlugAttribute : RuleAttribute
{
    public override string Text => "small letters, digits and underscores, with a letter first";

    public override void Check(FieldErrors errors, string field, object value)
    {
        var text = (string)value;
        if (!char.IsAsciiLetterLower(text[0]) || !text.All(IsOne))
            errors.Add(field, "Must be small letters, digits and underscores, with a letter first.");
    }

    private static bool IsOne(char one) => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one == '_';
}

/// <summary>The field names a record of a kind by its id, or several; that they are there is looked up.</summary>
/// <param name="kind">The kind's name, as in <c>department</c>.</param>
internal sealed class IdOfAttribute(string kind) : RuleAttribute
{
    public string Kind => kind;

    public override void Check(FieldErrors errors, string field, object value)
    {
        if (Ids(value).Any(id => id < 1))
            errors.Add(field, "Must be a positive whole number.");
    }

    public static IReadOnlyList<long> Ids(object value) => value is long one ? [one] : (IReadOnlyList<long>)value;
}

/// <summary>A field's attributes: its own, and those of the field that it is like.</summary>
internal static class Limits
{
    public static T? Find<T>(this PropertyInfo property)
        where T : Attribute => property.GetCustomAttribute<T>() ?? property.Like()?.GetCustomAttribute<T>();

    /// <summary>The field of another record that says what this one does not.</summary>
    public static PropertyInfo? Like(this PropertyInfo property) =>
        property.ReflectedType!.GetCustomAttribute<LikeAttribute>()?.Record.GetProperty(property.Name);
}
