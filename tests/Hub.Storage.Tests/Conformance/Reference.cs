using Hub.Domain.Documents;
using Hub.Domain.Queries;

namespace Hub.Storage.Tests.Conformance;

/// <summary>What any engine must answer, worked out in memory.</summary>
public static class Reference
{
    public static IReadOnlyList<string> Matching(IEnumerable<Sample> samples, Filter filter) =>
        [
            .. samples
                .Where(sample => Evaluator.Matches(SampleDocuments.Sample, sample, filter))
                .Select(sample => sample.Id)
                .Order(StringComparer.Ordinal),
        ];

    public static IReadOnlyList<string> Sorted(IEnumerable<Sample> samples, IReadOnlyList<Sort> sort) =>
        [.. samples.Order(Comparer<Sample>.Create((one, other) => Compare(one, other, sort))).Select(one => one.Id)];

    public static int Compare(Sample one, Sample other, IReadOnlyList<Sort> sort)
    {
        foreach (var key in sort)
        {
            var order = Compare(Read(one, key.Field), Read(other, key.Field));
            if (order != 0)
                return key.Descending ? -order : order;
        }
        var ids = string.CompareOrdinal(one.Id, other.Id);
        return sort.Count > 0 && sort[^1].Descending ? -ids : ids;
    }

    private static FieldValue Read(Sample sample, string field) => SampleDocuments.Sample.Read(sample, field);

    private static int Compare(FieldValue one, FieldValue other) =>
        !one.IsPresent || !other.IsPresent ? other.IsPresent.CompareTo(one.IsPresent) : one.CompareTo(other);
}
