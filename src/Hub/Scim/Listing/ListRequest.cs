using System.Globalization;
using System.Text.Json;
using Hub.Domain.Json;
using Hub.Scim.Filters;
using Hub.Scim.Projection;
using Hub.Scim.Resources;
using Hub.Scim.Schemas;

namespace Hub.Scim.Listing;

/// <summary>What a list or search asks for, from a URL's query or from the body of a search (RFC 7644, 3.4.2 and 3.4.3).</summary>
internal sealed record ListRequest
{
    public FilterExpression? Filter { get; init; }

    public AttributePath? SortBy { get; init; }

    public bool Descending { get; init; }

    /// <summary>From 1; absent when pages go by cursor.</summary>
    public int? StartIndex { get; init; }

    public int? Count { get; init; }

    /// <summary>Empty for the first page; absent when pages go by index (RFC 9865).</summary>
    public string? Cursor { get; init; }

    public IReadOnlyList<AttributePath>? Attributes { get; init; }

    public IReadOnlyList<AttributePath>? ExcludedAttributes { get; init; }

    /// <summary>What has to stay the same from page to page.</summary>
    public string Fingerprint =>
        $"{(Filter is null ? "" : FilterPrinter.Print(Filter))}\n{SortBy?.ToString().ToLowerInvariant()}\n{Descending}";

    public AttributeProjection? Projection(ResourceType type) =>
        AttributeProjection.Of(type, Attributes, ExcludedAttributes);

    public static ScimResult<ListRequest> Read(IQueryCollection query) => Read(name => Text(query, name));

    public static ScimResult<ListRequest> Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
            return ScimError.InvalidSyntax("The body is not a JSON object.");
        return SchemaList.Check(body, Urns.SearchRequest) is { } missing ? missing : Read(name => Text(body, name));
    }

    private static ScimResult<ListRequest> Read(Func<string, string?> text)
    {
        var request = new ListRequest
        {
            Cursor = text("cursor"),
            Attributes = AttributeSelection.Parse(text("attributes")),
            ExcludedAttributes = AttributeSelection.Parse(text("excludedAttributes")),
        };
        if (text("filter") is { Length: > 0 } filter)
        {
            var parsed = FilterParser.Parse(filter);
            if (parsed.IsError)
                return parsed.Error;
            request = request with { Filter = parsed.Value };
        }
        if (text("sortBy") is { Length: > 0 } sortBy)
        {
            var path = FilterParser.ParsePath(sortBy);
            if (path.IsError)
                return path.Error;
            request = request with
            {
                SortBy = path.Value.Attribute with { Sub = path.Value.Attribute.Sub ?? path.Value.Sub },
            };
        }
        return ReadOrder(request, text("sortOrder")) is { IsError: false, Value: var ordered }
            ? ReadPage(ordered, text)
            : ScimError.InvalidValue("sortOrder is ascending or descending.");
    }

    private static ScimResult<ListRequest> ReadOrder(ListRequest request, string? order) =>
        order?.ToLowerInvariant() switch
        {
            null or "" or "ascending" => request,
            "descending" => request with { Descending = true },
            _ => ScimError.InvalidValue("sortOrder is ascending or descending."),
        };

    private static ScimResult<ListRequest> ReadPage(ListRequest request, Func<string, string?> text)
    {
        var isCount = TryNumber(text("count"), out var count);
        // Pages by cursor hold something (RFC 9865, 2); by index, 0 asks for the total alone.
        if (request.Cursor is not null && (!isCount || count < 1))
            return new ScimError(400, "invalidCount", "With a cursor, count is a whole number from 1.");
        if (!isCount)
            return ScimError.InvalidValue("count is not a whole number.");
        if (!TryNumber(text("startIndex"), out var start))
            return ScimError.InvalidValue("startIndex is not a whole number.");
        // Less than 1 counts as 1, a negative count as 0 (RFC 7644, 3.4.2.4).
        return request with
        {
            Count = count is { } given ? Math.Max(0, given) : null,
            StartIndex = request.Cursor is null ? Math.Max(1, start ?? 1) : null,
        };
    }

    private static bool TryNumber(string? text, out int? number)
    {
        number = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read))
            return false;
        number = (int)Math.Clamp(read, int.MinValue, int.MaxValue);
        return true;
    }

    private static string? Text(IQueryCollection query, string name) =>
        query.TryGetValue(name, out var values) ? string.Join(',', values.ToArray()) : null;

    private static string? Text(JsonElement body, string name) =>
        SchemaList.Find(body, name) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Array } list => string.Join(
                ',',
                list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString())
            ),
            null or { ValueKind: JsonValueKind.Null } => null,
            { } number when number.TryGetWhole(out var whole) => whole.ToString(CultureInfo.InvariantCulture),
            { } other => other.GetRawText(),
        };
}
