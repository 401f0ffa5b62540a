using System.Globalization;

namespace Hub.Benchmarks;

/// <summary>Prints one figure a line, with its share of a reference measured in the same run.</summary>
internal static class Report
{
    public static void Line(
        string what,
        Measured measured,
        string unit,
        Measured? reference = null,
        string of = "of the loop"
    )
    {
        var share = reference is { } whole
            ? string.Create(CultureInfo.InvariantCulture, $"{measured.Rate / whole.Rate:0.00} {of}")
            : "";
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what, -40}{measured.Rate, 10:N0} {unit, -14}{share, -26}{measured.ProcessorMicroseconds, 7:0.0} µs of processor each"
            )
        );
    }

    public static void Latency(string what, IReadOnlyList<double> sortedMilliseconds) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what, -44}p50 {Load.Percentile(sortedMilliseconds, 0.50), 8:0.00} ms   p99 {Load.Percentile(sortedMilliseconds, 0.99), 8:0.00} ms"
            )
        );
}
