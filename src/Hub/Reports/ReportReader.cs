using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Domain.Reports;
using Hub.Ports.Store;

namespace Hub.Reports;

/// <summary>What a line is about; 0 stands for what the report is not grouped by, and for nobody.</summary>
internal readonly record struct ReportKey(int Day, long Department, long Agent) : IComparable<ReportKey>
{
    public int CompareTo(ReportKey other) =>
        (Day, Department, Agent).CompareTo((other.Day, other.Department, other.Agent));
}

/// <summary>The measures that a report shows, which follow each other.</summary>
/// <param name="IsLevel">What it shows of a day is all that came to be up to its end.</param>
internal sealed record ReportMeasures(int First, int Count, bool IsLevel = false);

/// <summary>The sums of a report, read from the counters of its days: tickets are never looked at.</summary>
internal sealed class ReportReader(IStore store, string partition)
{
    /// <summary>The most lines of a report.</summary>
    public const int MostLines = 10_000;

    /// <summary>The sums of each line, and of all; nothing when there are too many lines.</summary>
    public async Task<(SortedDictionary<ReportKey, long[]> Lines, long[] Total)?> Read(
        ReportScope scope,
        ReportMeasures measures,
        CancellationToken cancellation
    )
    {
        var sums = new Sums(scope, measures);
        var first = scope.From;
        if (measures.IsLevel)
        {
            first = DateOnly.FromDayNumber(first) is var day ? new DateOnly(day.Year, day.Month, 1).DayNumber : first;
            var before = Before(ReportDocuments.MonthOf(first));
            await foreach (var month in store.All(ReportDocuments.Month, OrganizationId.Hub, before, cancellation))
                sums.Add(first - 1, month.Value.Counts);
        }
        var within = Within(
            ReportDocuments.SpanOf(first, measures.First),
            ReportDocuments.SpanOf(scope.To, measures.First)
        );
        var days = new List<CountedSpan>();
        await foreach (var day in store.All(ReportDocuments.Day, OrganizationId.Hub, within, cancellation))
            days.Add(day.Value);
        foreach (var day in days.OrderBy(static one => one.Number))
        {
            sums.Add(ReportDocuments.DayOf(day.Number), day.Counts);
            if (sums.IsTooMuch)
                return null;
        }
        sums.Finish();
        return sums.IsTooMuch ? null : (sums.Lines, sums.Total);
    }

    // Nothing is sorted by the store: it would carry what is large along.
    private Query Before(int month) =>
        new()
        {
            Partition = partition,
            Filter = new Filter.Compare("number", Comparison.Less, FieldValue.Integer(month)),
        };

    private Query Within(int first, int last) =>
        new()
        {
            Partition = partition,
            Filter = Filter.AllOf([
                new Filter.Compare("number", Comparison.GreaterOrEqual, FieldValue.Integer(first)),
                new Filter.Compare("number", Comparison.LessOrEqual, FieldValue.Integer(last)),
            ]),
        };

    /// <summary>Days are added in their order.</summary>
    private sealed class Sums(ReportScope scope, ReportMeasures measures)
    {
        private readonly Dictionary<(long, long), long[]> levels = [];
        private int shown = scope.From - 1;

        public SortedDictionary<ReportKey, long[]> Lines { get; } = [];

        public long[] Total { get; } = new long[measures.Count];

        public bool IsTooMuch => Lines.Count > MostLines;

        public void Add(int day, ReadOnlySpan<byte> packed)
        {
            if (measures.IsLevel)
                Show(day - 1);
            var counts = new PackedCounts(packed);
            while (counts.NextHolder())
            {
                var sums = IsMeant(counts.Holder) ? Of(day, counts.Holder) : null;
                while (counts.NextMeasure())
                    if (sums is not null && counts.Measure - measures.First is var at && (uint)at < measures.Count)
                    {
                        sums[at] += counts.Number;
                        Total[at] += counts.Number;
                    }
            }
        }

        public void Finish()
        {
            if (measures.IsLevel)
                Show(scope.To);
            else if (scope.Groups.Count == 1 && scope.By(ReportGroup.Day))
                for (var day = scope.From; day <= scope.To; day++)
                    Lines.TryAdd(new ReportKey(day, 0, 0), new long[measures.Count]);
            else
                foreach (var (key, _) in Lines.Where(line => line.Value.All(static sum => sum == 0)).ToList())
                    Lines.Remove(key);
        }

        private bool IsMeant(Holder holder) =>
            scope.Departments?.Contains(holder.Department) is not false
            && scope.Agents?.Contains(holder.Agent) is not false;

        private long[] Of(int day, Holder holder)
        {
            var department = scope.By(ReportGroup.Department) ? holder.Department : 0;
            var agent = scope.By(ReportGroup.Agent) ? holder.Agent : 0;
            if (measures.IsLevel)
                return levels.TryGetValue((department, agent), out var level)
                    ? level
                    : levels[(department, agent)] = new long[measures.Count];
            var key = new ReportKey(scope.By(ReportGroup.Day) ? day : 0, department, agent);
            return Lines.TryGetValue(key, out var sums) ? sums : Lines[key] = new long[measures.Count];
        }

        /// <summary>Up to the end of a day nothing more comes: the levels of days that are not shown yet are these.</summary>
        private void Show(int last)
        {
            for (; shown < last && !IsTooMuch; shown++)
                if (scope.By(ReportGroup.Day) || shown + 1 == scope.To)
                    ShowOne(shown + 1);
        }

        private void ShowOne(int day)
        {
            var isOfDay = scope.By(ReportGroup.Day);
            foreach (var ((department, agent), level) in levels)
                if (level.Any(static sum => sum != 0))
                    Lines[new ReportKey(isOfDay ? day : 0, department, agent)] = [.. level];
            if (isOfDay && scope.Groups.Count == 1)
                Lines.TryAdd(new ReportKey(day, 0, 0), new long[measures.Count]);
        }
    }
}
