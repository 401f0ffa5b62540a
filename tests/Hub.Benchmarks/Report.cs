using System.Globalization;

namespace Hub.Benchmarks;

/// <summary>Prints one figure a line, with its share of a reference measured in the same run.</summary>
internal static class Report
{
    public static void Line(string what, double rate, string unit, double? reference = null)
    {
        var share = reference is { } whole ? (rate / whole).ToString("0.00", CultureInfo.InvariantCulture) : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what, -44}{rate, 12:N0} {unit, -14}{share}"));
    }

    public static void Latency(string what, IReadOnlyList<double> sortedMilliseconds) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what, -44}p50 {Load.Percentile(sortedMilliseconds, 0.50), 8:0.00} ms   p99 {Load.Percentile(sortedMilliseconds, 0.99), 8:0.00} ms"
            )
        );
}
