using System.Text;
using Hub.Domain.Records;
using Hub.Domain.Records.Tables;
using Hub.Errors;

namespace Hub.Docs;

/// <summary>Every code that a problem may have, each at an anchor of its own.</summary>
internal static class ErrorsPage
{
    /// <summary>Unique to the hub itself: no caller hears of them.</summary>
    private static readonly string[] Inner = ["fingerprint", "prefix", "external_id_claim", "uuid", "cause"];

    public static string Render(EndpointDataSource routes)
    {
        var text = new StringBuilder(
            """
            <h1>Errors</h1>
            <p>Every error of the REST API is a problem
            (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>) of the type
            <code>application/problem+json</code>. Its <code>code</code> never changes its meaning; <code>detail</code> is
            for people and may. Its <code>type</code> leads here. A 422 says in <code>errors</code> what is wrong by field,
            all of it at once. SCIM has errors of its own: see <a href="scim#when-something-goes-wrong">SCIM</a>.</p>
            <table>
            <thead><tr><th>status</th><th>code</th><th>what happened</th><th>what to do</th></tr></thead>
            <tbody>

            """.ReplaceLineEndings("\n")
        );
        foreach (var one in ProblemCatalogue.All)
            text.Append($"""<tr id="{one.Code}">""").Append(Cells(one, $"<code>{one.Code}</code>")).Append("</tr>\n");
        foreach (var family in ProblemCatalogue.Families)
            text.Append("<tr>").Append(Cells(family, Listed(MembersOf(family.Code, routes)))).Append("</tr>\n");
        return text.Append("</tbody>\n</table>\n").ToString();
    }

    private static string Cells(ProblemCode one, string codes) =>
        $"<td>{one.Status}</td><td>{codes}</td><td>{one.Meaning}</td><td>{one.Remedy}</td>";

    private static string Listed(IEnumerable<string> codes) =>
        string.Join(", ", codes.Order(StringComparer.Ordinal).Select(code => $"""<code id="{code}">{code}</code>"""));

    private static IEnumerable<string> MembersOf(string ending, EndpointDataSource routes)
    {
        var kinds = routes
            .Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<MissingResource>())
            .OfType<MissingResource>()
            .Select(resource => resource.Refuse(0).Code)
            .Where(code => code.EndsWith("_not_found", StringComparison.Ordinal))
            .Select(code => code[..^"_not_found".Length])
            .Union(["reply", "attachment", "delivery", "replay", "time_entry", "link", "alert", "override"]);
        return ending switch
        {
            // What is described by itself is not listed once more.
            "_not_found" => kinds.Select(kind => kind + ending).Except(ProblemCatalogue.All.Select(one => one.Code)),
            "_in_use" => kinds.Where(ReferredTo().Contains).Select(kind => kind + ending),
            _ => Kinds
                .Documents.SelectMany(document => document.Fields)
                .Where(field => field.Unique && !Inner.Contains(field.Name))
                .Select(field => field.Name)
                .Union(
                    Kinds
                        .Documents.SelectMany(document => document.Arrays)
                        .Where(list => list.Unique)
                        .Select(list => list.Name)
                )
                .Append("name")
                .Distinct()
                .Select(field => field + ending),
        };
    }

    private static HashSet<string> ReferredTo() =>
        [
            "department",
            .. BusinessRecords
                .All.SelectMany(table => table.Columns)
                .Select(column => column.Type)
                .OfType<ReferenceType>()
                .Select(reference => reference.Kind)
                .Intersect(BusinessRecords.All.Select(table => table.Name)),
        ];
}
