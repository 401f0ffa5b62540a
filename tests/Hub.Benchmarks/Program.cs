using Hub.Benchmarks;
using Hub.Benchmarks.Delivery;
using Hub.Benchmarks.Scim;

return args switch
{
    [] or ["delivery"] => await DeliveryBenchmark.Run(quick: false),
    ["drain"] => await DeliveryBenchmark.DrainOnly(),
    ["delivery", "--quick"] => await DeliveryBenchmark.Run(quick: true),
    ["scim"] => await ScimBenchmark.Run(quick: false),
    ["scim", "--quick"] => await ScimBenchmark.Run(quick: true),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Hub.Benchmarks [-- delivery|scim [--quick]]");
    return 2;
}
