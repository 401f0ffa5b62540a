using FsCheck;
using FsCheck.Fluent;
using Hub.Domain.Reports;
using Xunit;

namespace Hub.Domain.Tests.Reports;

public sealed class CountsTests
{
    private static readonly Gen<(int Day, Holder Holder, int Measure, long Number)> Numbers =
        from day in Gen.Choose(0, 3)
        from department in Gen.Elements(0L, 1L, 127L, 128L, 9_999_999_999L)
        from agent in Gen.Elements(0L, 3L, long.MaxValue)
        from measure in Gen.Choose(0, 300)
        from number in Gen.Elements(1L, -1L, 63L, -64L, 64L, 1_000_000L, long.MaxValue / 1_000, long.MinValue / 1_000)
        select (day, new Holder(department, agent), measure, number);

    [Fact]
    public void What_is_packed_is_unpacked_again_and_adds_up() =>
        Prop.ForAll(Numbers.ListOf().ToArbitrary(), Numbers.ListOf().ToArbitrary(), (some, others) =>
            {
                var (one, sum, unpacked) = (new Counts(), new Counts(), new Counts());
                Add(one, some);
                Add(sum, [.. some, .. others]);
                foreach (var day in one.Days)
                    unpacked.Unpack(day, one.Pack(day));
                Assert.Equal(one.All, unpacked.All);
                Add(unpacked, others);
                Assert.Equal(sum.All, unpacked.All);
                unpacked.Add(sum, -1);
                Assert.True(unpacked.IsEmpty);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Percentiles_are_right_to_within_ten_per_cent() =>
        Prop.ForAll(
                Gen.Choose(1, 100_000_000).Select(static seconds => (long)seconds).NonEmptyListOf().ToArbitrary(),
                Gen.Choose(1, 100).Select(static percent => percent / 100d).ToArbitrary(),
                (durations, share) =>
                {
                    var classes = new long[DurationClasses.Count];
                    foreach (var seconds in durations)
                        classes[DurationClasses.Of(seconds)]++;
                    var rank = Math.Max(1, (int)Math.Ceiling(durations.Count * share));
                    var right = durations.Order().ElementAt(rank - 1);

                    var told = DurationClasses.Percentile(classes, share)!.Value;

                    Assert.InRange(told, (right * 0.9) - 1, (right * 1.1) + 1);
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public void Any_duration_has_a_class(long seconds) =>
        Assert.InRange(DurationClasses.Of(seconds), 0, DurationClasses.Count - 1);

    [Fact]
    public void Of_nothing_there_is_no_percentile() =>
        Assert.Null(DurationClasses.Percentile(new long[DurationClasses.Count], 0.5));

    private static void Add(Counts counts, IEnumerable<(int Day, Holder Holder, int Measure, long Number)> numbers)
    {
        foreach (var (day, holder, measure, number) in numbers)
            counts.Add(day, holder, measure, number);
    }
}
