using Hub.Benchmarks;
using Hub.Benchmarks.Delivery;
using Hub.Benchmarks.Reliability;

return args switch
{
    [] or ["delivery"] => await DeliveryBenchmark.Run(quick: false),
    ["drain"] => await DeliveryBenchmark.DrainOnly(),
    ["delivery", "--quick"] => await DeliveryBenchmark.Run(quick: true),
    ["kills"] => await KillCommand.Run(100),
    ["kills", "--count", var count] when int.TryParse(count, out var kills) && kills > 0 => await KillCommand.Run(
        kills
    ),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "Usage: dotnet run -c Release --project tests/Hub.Benchmarks [-- delivery [--quick] | kills [--count 500]]"
    );
    return 2;
}
