using System.Globalization;
using Hub.Errors;

namespace Hub.Portal;

/// <summary>What somebody put into a page's form.</summary>
internal sealed class PortalForm(IFormCollection? fields)
{
    /// <summary>Without blanks around it; nothing where nothing was put in.</summary>
    public string? this[string name] =>
        fields is not null
        && fields.TryGetValue(name, out var values)
        && Tidy(values.ToString()) is { Length: > 0 } text
            ? text
            : null;

    /// <summary>Of boxes with the same name those that were ticked.</summary>
    public IReadOnlyList<string> All(string name) =>
        fields is not null && fields.TryGetValue(name, out var values) ? [.. values.OfType<string>()] : [];

    /// <summary>A whole number; nothing where nothing was put in. What is none is said among the errors.</summary>
    public long? Number(string name, FieldErrors errors)
    {
        if (this[name] is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        errors.Add(name, Texts.Of("form.number"));
        return null;
    }

    /// <summary>The same where it counts something: no more than fits.</summary>
    public int? Count(string name, FieldErrors errors) =>
        Number(name, errors) is { } number ? (int)Math.Min(number, int.MaxValue) : null;

    /// <summary>A form that did not arrive whole has no fields, and not the mark of its page either.</summary>
    public static async ValueTask<PortalForm?> BindAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return new PortalForm(null);
        try
        {
            return new PortalForm(await http.Request.ReadFormAsync(http.RequestAborted));
        }
        catch (InvalidDataException)
        {
            return new PortalForm(null);
        }
    }

    /// <summary>Browsers send two characters for the end of a line.</summary>
    private static string Tidy(string text) =>
        text.ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();
}
