using System.Globalization;
using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Records;

namespace Hub.Domain.Reports;

/// <summary>The numbers of a day, or of a month.</summary>
/// <param name="Number">The day's, as <see cref="ReportDocuments.SpanOf"/> has it; of a month the twelfths of years.</param>
/// <param name="Counts">As <see cref="PackedCounts"/> has them.</param>
public sealed record CountedSpan(int Number, byte[] Counts);

/// <summary>What of the reports is one ticket's.</summary>
public sealed record CountedTicket(IReadOnlyList<CountedSpan> Days)
{
    public Counts ToCounts()
    {
        var counts = new Counts();
        foreach (var day in Days)
            counts.Unpack(day.Number, day.Counts);
        return counts;
    }

    public static CountedTicket Of(Counts counts) =>
        new([.. counts.Days.Select(day => new CountedSpan(day, counts.Pack(day)))]);
}

/// <summary>Up to where an organization's tickets are counted. Every commit of counters writes it, so that they follow one on the other.</summary>
/// <param name="Position">The place, in the order of commits, of the last event that was counted.</param>
/// <param name="TimeZone">Whose days are counted.</param>
public sealed record ReportHead(long Position, string TimeZone);

/// <summary>Which of an organization's sets of counters is the one that counts: a rebuild begins a new one.</summary>
public sealed record ReportEdition(int Number);

/// <summary>How far the hub has come with what was committed.</summary>
/// <param name="Place">In the feed of events.</param>
/// <param name="AsOf">What had been committed by then is counted.</param>
/// <param name="Hub">The one that counts.</param>
public sealed record ReportProgress(string Place, DateTimeOffset AsOf, Guid Hub);

/// <summary>An organization's tickets are to be counted, whether anything happens to them or not.</summary>
/// <param name="After">Those up to this number are.</param>
/// <param name="Token">Another one each time that somebody asks.</param>
public sealed record ReportRecount(long After, Guid Token);

/// <summary>
/// What a store knows of reports. It is the hub's own, whatever organization it is about: nobody's allowance of bytes is used up by it.
/// </summary>
public static class ReportDocuments
{
    /// <summary>Of editions, of the hub's progress, and of recounts.</summary>
    public const string Partition = "reports";

    public const string Single = "reports";

    /// <summary>More than the days of any calendar.</summary>
    private const int Apart = 10_000_000;

    public static readonly DocumentType<CountedSpan> Day = Spans("report_day");

    /// <summary>Of months there is the backlog alone: what it was before any day is the sum of those before.</summary>
    public static readonly DocumentType<CountedSpan> Month = Spans("report_month");

    public static readonly DocumentType<CountedTicket> Ticket = RecordKinds.Beside<CountedTicket>(
        "report_ticket",
        ReportJson.Default
    );

    public static readonly DocumentType<ReportHead> Head = RecordKinds.Beside<ReportHead>(
        "report_head",
        ReportJson.Default
    );

    public static readonly DocumentType<ReportEdition> Edition = RecordKinds.Beside<ReportEdition>(
        "report_edition",
        ReportJson.Default
    );

    public static readonly DocumentType<ReportProgress> Progress = RecordKinds.Beside<ReportProgress>(
        "report_progress",
        ReportJson.Default
    );

    public static readonly DocumentType<ReportRecount> Recount = RecordKinds.Beside<ReportRecount>(
        "report_recount",
        ReportJson.Default
    );

    public static readonly IReadOnlyList<DocumentType> All = [Day, Month, Ticket, Head, Edition, Progress, Recount];

    /// <summary>All counters of an organization's edition change in one commit, so they are in one partition.</summary>
    public static string PartitionOf(OrganizationId organization, int edition) =>
        string.Create(CultureInfo.InvariantCulture, $"reports-{organization}-{edition}");

    public static string IdOf(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Which document has a measure of a day. Each kind of duration is apart: it is most of what there is, and most reports ask for none.
    /// </summary>
    public static int SpanOf(int day, int measure) =>
        measure < Measure.FirstResponseTime ? day
        : measure < Measure.ResolutionTime ? Apart + day
        : (2 * Apart) + day;

    public static int DayOf(int span) => span % Apart;

    public static int MonthOf(int day)
    {
        var date = DateOnly.FromDayNumber(day);
        return (date.Year * 12) + date.Month - 1;
    }

    private static DocumentType<CountedSpan> Spans(string name) =>
        RecordKinds.Beside<CountedSpan>(name, ReportJson.Default).Integer("number", static span => span.Number);
}

[JsonSerializable(typeof(CountedSpan))]
[JsonSerializable(typeof(CountedTicket))]
[JsonSerializable(typeof(ReportHead))]
[JsonSerializable(typeof(ReportEdition))]
[JsonSerializable(typeof(ReportProgress))]
[JsonSerializable(typeof(ReportRecount))]
internal sealed partial class ReportJson : JsonSerializerContext;
