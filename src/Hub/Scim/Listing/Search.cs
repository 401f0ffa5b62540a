using System.Buffers;
using System.Text.Json;
using Hub.Scim.Schemas;
using Microsoft.Extensions.Options;

namespace Hub.Scim.Listing;

/// <summary>Lists resources of one type or of all, a page at a time.</summary>
internal sealed class Search(Cursors cursors, IOptions<ScimOptions> options)
{
    public async Task<ScimAnswer> Answer(ScimCall call, ScimResult<ListRequest> asked, CancellationToken cancellation)
    {
        if (asked.IsError)
            return ScimAnswer.Refused(asked.Error);
        var page = await Find(call, asked.Value, cancellation);
        return page.IsError ? ScimAnswer.Refused(page.Error) : ScimAnswer.Ok(Write(asked.Value, page.Value));
    }

    private sealed record SearchPage(IReadOnlyList<Rendered> Items, long Total, string? NextCursor);

    private async Task<ScimResult<SearchPage>> Find(ScimCall call, ListRequest request, CancellationToken cancellation)
    {
        var (caller, types, endpoint, root) = (call.Caller, call.Types, call.Endpoint, call.Root);
        ListPlace? place = null;
        if (request.Cursor is { Length: > 0 })
        {
            var read = cursors.Read(caller.Organization.Id, endpoint, request);
            if (read.IsError)
                return read.Error;
            place = read.Value;
        }
        var room = Math.Min(request.Count ?? options.Value.DefaultCount, options.Value.MaxCount);
        var skip = (long)(request.StartIndex ?? 1) - 1;
        var items = new List<Rendered>(Math.Min(room, 128));
        var total = 0L;
        ListPlace? next = null;
        var passed = place is null;
        foreach (var resources in types)
        {
            var isPlace = place?.Type == resources.Type.Name;
            passed |= isPlace;
            // One type after the other: what an earlier one filled of the page, a later one leaves out.
            var wants = passed && next is null ? room - items.Count : 0;
            var scim = new ScimRequest(caller, root, request.Projection(resources.Type));
            var query = new ListQuery
            {
                Filter = request.Filter,
                SortBy = request.SortBy,
                Descending = request.Descending,
                Limit = wants,
                Offset = (int)Math.Min(skip, int.MaxValue),
                After = isPlace ? place!.After : null,
                IsAcrossTypes = types.Count > 1,
            };
            var listed = await resources.List(scim, query, cancellation);
            if (listed.IsError)
                return listed.Error;
            items.AddRange(listed.Value.Items);
            total += listed.Value.Total;
            skip = Math.Max(0, skip - listed.Value.Total);
            if (listed.Value.Next is { } after)
                next = new ListPlace(resources.Type.Name, after);
            else if (passed && next is null && wants == 0 && listed.Value.Total > 0)
                next = new ListPlace(resources.Type.Name, null);
        }
        var cursor =
            request.Cursor is not null && next is not null && room > 0
                ? cursors.Write(caller.Organization.Id, endpoint, request, next)
                : null;
        return new SearchPage(items, total, cursor);
    }

    private static ReadOnlyMemory<byte> Write(ListRequest request, SearchPage page)
    {
        var output = new ArrayBufferWriter<byte>(256 + page.Items.Sum(item => item.Json.Length + 1));
        using (var writer = new Utf8JsonWriter(output, ScimJson.Writing))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("schemas"u8);
            writer.WriteStringValue(Urns.ListResponse);
            writer.WriteEndArray();
            writer.WriteNumber("totalResults"u8, page.Total);
            writer.WriteNumber("itemsPerPage"u8, page.Items.Count);
            if (request.StartIndex is { } start)
                writer.WriteNumber("startIndex"u8, start);
            if (page.NextCursor is not null)
                writer.WriteString("nextCursor"u8, page.NextCursor);
            writer.WriteStartArray("Resources"u8);
            foreach (var item in page.Items)
                writer.WriteRawValue(item.Json.Span, skipInputValidation: true);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return output.WrittenMemory;
    }
}
