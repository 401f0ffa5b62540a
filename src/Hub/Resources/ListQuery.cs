using System.Text.Json.Nodes;
using Hub.Domain.Queries;
using Hub.Errors;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.OpenApi;

namespace Hub.Resources;

/// <summary>What the query string of a list may say: the page, the order, the filters.</summary>
/// <param name="number">The field that holds a record's number, which is called id in the query.</param>
/// <param name="isNewestFirst">Whether the highest number comes first where nothing else is asked for.</param>
internal sealed class ListQuery(
    ResourceNames names,
    string number,
    IReadOnlyList<ListFilter> filters,
    IReadOnlyList<string> sorts,
    bool isNewestFirst = false
)
{
    private const string Id = "id";

    public IReadOnlyList<string> Names { get; } =
    [
        .. filters.Select(filter => filter.Name),
        .. sorts.Count > 0 ? ["sort"] : Array.Empty<string>(),
        "page",
        "per_page",
    ];

    public (Paging Paging, Query Query) Read(IQueryCollection query, FieldErrors errors)
    {
        var words = new QueryWords(query, Names, errors);
        var paging = Paging.Read(words.Integer("page"), words.Integer("per_page"), errors);
        var conditions = new List<Filter>();
        foreach (var filter in filters)
        {
            var value = filter.IsList ? words.List(filter.Name) : words.Text(filter.Name);
            if ((value is null ? filter.Unasked : filter.Read(value, errors)) is { } condition)
                conditions.Add(condition);
        }
        return (paging, paging.Over(Filter.AllOf(conditions), Order(words, errors)));
    }

    public IEnumerable<OpenApiParameter> Describe()
    {
        foreach (var filter in filters)
            yield return filter.Describe();
        if (sorts.Count > 0)
            yield return Parameter(
                "sort",
                "In which order; a minus before the field is descending.",
                new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Enum = [.. Fields.SelectMany(field => new[] { (JsonNode)field, (JsonNode)$"-{field}" })],
                    Default = UsualSort,
                }
            );
        yield return Parameter(
            "page",
            "The number of the page; the first is 1.",
            Bounded(Paging.LastPage, defaultsTo: 1)
        );
        yield return Parameter(
            "per_page",
            $"How many {names.Many} a page holds.",
            Bounded(Paging.LargestPerPage, Paging.DefaultPerPage)
        );
    }

    /// <summary>How the usual order is told.</summary>
    public string UsualOrder => isNewestFirst ? "the newest first" : "by default in the order of their ids";

    private string UsualSort => isNewestFirst ? $"-{Id}" : Id;

    private IEnumerable<string> Fields => sorts.Prepend(Id);

    private IReadOnlyList<Sort> Order(QueryWords words, FieldErrors errors)
    {
        var sort = sorts.Count > 0 && words.Text("sort") is { } asked ? asked : UsualSort;
        var (field, descending) = (sort.TrimStart('-'), sort.StartsWith('-'));
        if (field == Id)
            return [new Sort(number, descending)];
        if (sorts.Contains(field))
            return [new Sort(field, descending), new Sort(number, descending)];
        errors.Add("sort", $"Must be one of {string.Join(", ", Fields)}, or one of them after a minus.");
        return [];
    }

    private static OpenApiSchema Bounded(int most, int defaultsTo) =>
        new()
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Minimum = "1",
            Maximum = $"{most}",
            Default = defaultsTo,
        };

    private static OpenApiParameter Parameter(string name, string text, OpenApiSchema schema) =>
        new()
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = text,
            Schema = schema,
        };
}
