using Hub.Benchmarks;
using Hub.Benchmarks.Bare;
using Hub.Benchmarks.Delivery;
using Hub.Benchmarks.Fleets;
using Hub.Benchmarks.Pages;
using Hub.Benchmarks.Reliability;
using Hub.Benchmarks.Reports;
using Hub.Benchmarks.Scale;
using Hub.Benchmarks.Scim;
using Hub.Benchmarks.Templates;

return args switch
{
    [] or ["delivery"] => await DeliveryBenchmark.Run(quick: false),
    ["delivery", "--quick"] => await DeliveryBenchmark.Run(quick: true),
    ["bare"] => await BareComparison.Run(quick: false),
    ["bare", "--quick"] => await BareComparison.Run(quick: true),
    ["bare-hub", var url, var folder] => await BareHub.Run(url, folder),
    ["drain"] => await DeliveryBenchmark.DrainOnly(),
    ["api"] => await DeliveryBenchmark.ApiOnly(),
    ["fleet"] => await FleetBenchmark.Run(quick: false),
    ["fleet", "--quick"] => await FleetBenchmark.Run(quick: true),
    ["scim"] => await ScimBenchmark.Run(quick: false),
    ["scim", "--quick"] => await ScimBenchmark.Run(quick: true),
    ["templates"] => await TemplateBenchmark.Run(),
    ["pages"] => await PagesBenchmark.Run(quick: false),
    ["pages", "--quick"] => await PagesBenchmark.Run(quick: true),
    ["reports"] => await ReportsBenchmark.Run(),
    ["scale", .. var which] when ScaleBenchmark.Knows(which) => await ScaleBenchmark.Run(which),
    ["kills"] => await KillCommand.Run(100),
    ["kills", "--count", var text] when int.TryParse(text, out var count) && count > 0 => await KillCommand.Run(count),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "Usage: dotnet run -c Release --project tests/Hub.Benchmarks [-- delivery [--quick] | bare [--quick] | drain | api | fleet [--quick] | scim [--quick] | templates | pages [--quick] | reports | scale [backlog | matching | memory] [--quick] | kills [--count 500]]"
    );
    return 2;
}
