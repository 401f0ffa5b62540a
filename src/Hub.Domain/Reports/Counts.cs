namespace Hub.Domain.Reports;

/// <summary>Whose it is counted as; 0 stands for no department, and for no agent.</summary>
public readonly record struct Holder(long Department, long Agent)
{
    internal static readonly IComparer<Holder> Order = Comparer<Holder>.Create(
        static (one, other) => (one.Department, one.Agent).CompareTo((other.Department, other.Agent))
    );

    public static Holder Of(long? department, long? agent) => new(department ?? 0, agent ?? 0);
}

/// <summary>Numbers by day, holder and measure. A number that becomes 0 is gone.</summary>
public sealed class Counts
{
    private readonly SortedDictionary<int, SortedDictionary<Holder, SortedDictionary<int, long>>> days = [];

    public IEnumerable<int> Days => days.Keys;

    public bool IsEmpty => days.Count == 0;

    /// <summary>Every number there is, in the order of days, holders and measures.</summary>
    public IEnumerable<(int Day, Holder Holder, int Measure, long Number)> All =>
        from day in days
        from holder in day.Value
        from measure in holder.Value
        select (day.Key, holder.Key, measure.Key, measure.Value);

    /// <summary>Those of one day.</summary>
    public Counts Of(int day)
    {
        var counts = new Counts();
        if (days.TryGetValue(day, out var holders))
            foreach (var (holder, measures) in holders)
            foreach (var (measure, number) in measures)
                counts.Add(day, holder, measure, number);
        return counts;
    }

    /// <param name="day">As <see cref="DateOnly.DayNumber"/>, or any other number of a span of time.</param>
    public void Add(int day, Holder holder, int measure, long number)
    {
        if (number == 0)
            return;
        if (!days.TryGetValue(day, out var holders))
            days[day] = holders = new(Holder.Order);
        if (!holders.TryGetValue(holder, out var measures))
            holders[holder] = measures = [];
        var sum = measures.GetValueOrDefault(measure) + number;
        if (sum != 0)
        {
            measures[measure] = sum;
            return;
        }
        measures.Remove(measure);
        if (measures.Count == 0)
            holders.Remove(holder);
        if (holders.Count == 0)
            days.Remove(day);
    }

    /// <param name="times">-1 takes them away.</param>
    public void Add(Counts others, int times = 1)
    {
        foreach (var (day, holder, measure, number) in others.All)
            Add(day, holder, measure, number * times);
    }

    /// <summary>The backlog by months: the one thing that is asked for up to a day, however long it goes back.</summary>
    public Counts ToMonths()
    {
        var months = new Counts();
        foreach (var (day, holder, measure, number) in All)
            if (measure == Measure.Backlog)
                months.Add(ReportDocuments.MonthOf(day), holder, measure, number);
        return months;
    }

    /// <summary>As documents have them: <see cref="ReportDocuments.SpanOf"/>.</summary>
    public Counts ToSpans()
    {
        var spans = new Counts();
        foreach (var (day, holder, measure, number) in All)
            spans.Add(ReportDocuments.SpanOf(day, measure), holder, measure, number);
        return spans;
    }

    /// <summary>The numbers of a day, as they are stored.</summary>
    public byte[] Pack(int day) =>
        days.TryGetValue(day, out var holders)
            ? PackedCounts.Write(
                holders.Select(static one => (one.Key, (IReadOnlyCollection<KeyValuePair<int, long>>)one.Value))
            )
            : [];

    /// <summary>Adds what was stored of a day.</summary>
    public void Unpack(int day, ReadOnlySpan<byte> packed)
    {
        var reader = new PackedCounts(packed);
        while (reader.NextHolder())
        while (reader.NextMeasure())
            Add(day, reader.Holder, reader.Measure, reader.Number);
    }
}
