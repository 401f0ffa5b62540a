using Hub.Errors;
using Hub.Wire.Bodies;

namespace Hub.Portal;

/// <summary>Bodies made of what was put into forms.</summary>
internal static class FormBody
{
    /// <summary>The body that the API would have read, of a kind that has no rules about time.</summary>
    public static Body<T> Of<T>(T value)
        where T : class => Of(value, default(DateTimeOffset));

    /// <summary>The body that the API would have read, checked as it is there.</summary>
    /// <param name="errors">What could not be read of the form.</param>
    public static Body<T> Of<T>(T value, DateTimeOffset now, FieldErrors? errors = null)
        where T : class
    {
        errors ??= new FieldErrors();
        RecordCheck.Check(value, "", errors);
        if (value is IHasRules more)
            more.Check(errors, now);
        return new Body<T>(value, errors);
    }
}
