using System.Text.Json.Serialization.Metadata;
using Hub.Access;
using Hub.Domain.Departments;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.People;
using Hub.Domain.Queries;
using Hub.Domain.Reports;
using Hub.Errors;
using Hub.Ports.Store;
using Hub.Sla;
using Hub.Wire;
using Hub.Wire.Queries;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Hub.Reports;

/// <summary>Answers what reports are asked for.</summary>
internal sealed class ReportAnswers(
    IStore store,
    ReportBook book,
    ReportRecounts recounts,
    ReportFollower follower,
    IOptions<JsonOptions> json,
    TimeProvider clock
)
{
    private const int NamesAtOnce = 100;

    /// <param name="name">What a file of it is called.</param>
    /// <param name="show">The line of the sums.</param>
    public async Task<Results<Ok<One<ReportResponse<TLine>>>, CsvAnswer, Refused>> Answer<TLine>(
        string name,
        ReportMeasures measures,
        Func<long[], TLine> show,
        Query<ReportQuery> query,
        Caller caller,
        HttpContext http,
        CancellationToken cancellation
    )
        where TLine : ReportLine
    {
        var organization = caller.Organization.Id;
        // Before the numbers: they may be newer than they say, and never older.
        var asOf = await follower.AsOf(cancellation);
        var isAsked = await recounts.Of(organization, cancellation) is not null;
        var partition = await book.PartitionOf(organization, cancellation);
        var head = await book.Head(partition, cancellation);
        var wanted = await book.ZoneOf(organization, cancellation);
        var zone = head is { Value.TimeZone: var counted } ? SlaRules.ZoneOf(counted) : wanted;
        var scope = query.Value.Read(
            DateOnly.FromDayNumber(TicketFigures.DayOf(clock.GetUtcNow(), zone)),
            query.Errors
        );
        if (query.Errors.Any)
            return new Refused(query.Errors);
        var reader = new ReportReader(store, partition);
        if (await reader.Read(scope, measures, cancellation) is not { } found)
        {
            query.Errors.Add(
                "group_by",
                $"The report would have more than {ReportReader.MostLines:N0} lines; ask for fewer days or groups."
            );
            return new Refused(query.Errors);
        }
        var lines = new List<TLine>(found.Lines.Count);
        var departments = await Names(
            Department.Kind.Document,
            "id",
            static one => (one.Id, one.Name),
            organization,
            found.Lines.Keys.Select(static key => key.Department),
            cancellation
        );
        var agents = await Names(
            PeopleDocuments.Agent,
            "number",
            static one => (one.Id, one.Name),
            organization,
            found.Lines.Keys.Select(static key => key.Agent),
            cancellation
        );
        foreach (var (key, sums) in found.Lines)
            lines.Add(Name(show(sums), key, scope, departments, agents));
        var now = clock.Now();
        var report = new ReportResponse<TLine>
        {
            From = DateOnly.FromDayNumber(scope.From),
            To = DateOnly.FromDayNumber(scope.To),
            TimeZone = zone.Id,
            Lines = lines,
            Total = show(found.Total),
            AsOf = asOf ?? DateTimeOffset.UnixEpoch,
            AgeSeconds = Math.Max(0, (now - (asOf ?? DateTimeOffset.UnixEpoch)).TotalSeconds),
            Building = isAsked || asOf is null || zone.Id != wanted.Id,
            Position = head?.Value.Position ?? 0,
        };
        return WantsCsv(query.Value, http)
            ? CsvAnswer.Of(
                $"{name}-{report.From:yyyy-MM-dd}-{report.To:yyyy-MM-dd}",
                (JsonTypeInfo<TLine>)json.Value.SerializerOptions.GetTypeInfo(typeof(TLine)),
                lines,
                ("as_of", report.AsOf),
                ("building", report.Building)
            )
            : TypedResults.Ok(new One<ReportResponse<TLine>>(report));
    }

    private static bool WantsCsv(ReportQuery query, HttpContext http) =>
        query.Format is { } format
            ? format == "csv"
            : MediaTypeHeaderValue.TryParseList([.. http.Request.Headers.Accept.OfType<string>()], out var accepted)
                && accepted.OrderByDescending(static one => one.Quality ?? 1).FirstOrDefault()
                    is { MediaType.Value: CsvAnswer.MediaType };

    private static TLine Name<TLine>(
        TLine line,
        ReportKey key,
        ReportScope scope,
        Dictionary<long, string> departments,
        Dictionary<long, string> agents
    )
        where TLine : ReportLine
    {
        if (scope.By(ReportGroup.Day))
            line.Day = DateOnly.FromDayNumber(key.Day);
        if (key.Department != 0)
            (line.DepartmentId, line.Department) = (key.Department, departments.GetValueOrDefault(key.Department));
        if (key.Agent != 0)
            (line.AgentId, line.Agent) = (key.Agent, agents.GetValueOrDefault(key.Agent));
        return line;
    }

    /// <summary>What those that are in the lines are called by now, as far as there still are such.</summary>
    private async Task<Dictionary<long, string>> Names<T>(
        DocumentType<T> type,
        string number,
        Func<T, (long Id, string? Name)> read,
        OrganizationId organization,
        IEnumerable<long> ids,
        CancellationToken cancellation
    )
        where T : class
    {
        var names = new Dictionary<long, string>();
        foreach (var some in ids.Where(static id => id != 0).Distinct().Chunk(NamesAtOnce))
        {
            var query = new Query { Filter = new Filter.In(number, [.. some.Select(id => FieldValue.Integer(id))]) };
            await foreach (var one in store.All(type, organization, query, cancellation))
                if (read(one.Value) is (var id, { } name))
                    names[id] = name;
        }
        return names;
    }
}
