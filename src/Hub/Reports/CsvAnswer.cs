using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using nietras.SeparatedValues;

namespace Hub.Reports;

/// <summary>
/// Lines as comma-separated values (RFC 4180), with the names of their fields above. A text that a spreadsheet would take for a formula has
/// an apostrophe before it.
/// </summary>
internal sealed class CsvAnswer(string name, string text) : IResult, IEndpointMetadataProvider
{
    public const string MediaType = "text/csv";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new AnswersCsv());

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = $"{MediaType}; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        return response.WriteAsync(text, httpContext.RequestAborted);
    }

    /// <param name="around">What every line says beside.</param>
    public static CsvAnswer Of<T>(
        string name,
        JsonTypeInfo<T> type,
        IEnumerable<T> lines,
        params (string Name, object Value)[] around
    )
        where T : notnull
    {
        using var writer = Sep.Writer(static options => options with { Sep = new Sep(','), Escape = true }).ToText();
        writer.Header.Add([
            .. type.Properties.Select(static one => one.Name),
            .. around.Select(static one => one.Name),
        ]);
        foreach (var line in lines)
        {
            using var row = writer.NewRow();
            foreach (var property in type.Properties)
                row[property.Name].Set(Cell(property.Get!(line)));
            foreach (var (column, value) in around)
                row[column].Set(Cell(value));
        }
        return new CsvAnswer(name, $"{writer}");
    }

    /// <summary>A value as it stands in a line.</summary>
    public static string Cell(object? value) =>
        value switch
        {
            null => "",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            string text => text.Length > 0 && "=+-@\t\r".Contains(text[0]) ? $"'{text}" : text,
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => $"{value}",
        };
}

/// <summary>The route answers comma-separated values as well.</summary>
internal sealed record AnswersCsv;
