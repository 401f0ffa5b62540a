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

    /// <summary>As it was put in, blanks around it included; empty where nothing was.</summary>
    public string Verbatim(string name) => LinesOf(fields?[name].ToString() ?? "");

    /// <summary>Whether the form has the field, with something in it or not.</summary>
    public bool Has(string name) => fields?.ContainsKey(name) is true;

    /// <summary>All that was put into fields of the name, in their order; what is empty too.</summary>
    public IReadOnlyList<string> All(string name) =>
        fields is not null && fields.TryGetValue(name, out var values)
            ? [.. values.Select(static one => Tidy(one ?? ""))]
            : [];

    /// <summary>What was chosen of several.</summary>
    public IReadOnlyList<string> Chosen(string name) => [.. All(name).Where(static one => one.Length > 0)];

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

    private static string Tidy(string text) => LinesOf(text).Trim();

    /// <summary>Browsers send two characters for the end of a line.</summary>
    private static string LinesOf(string text) =>
        text.ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal);
}
