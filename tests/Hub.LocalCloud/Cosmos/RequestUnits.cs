namespace Hub.LocalCloud.Cosmos;

/// <summary>
/// Request units charged so far, by the service's rules of thumb: 1 for a point read of up to 1 KB, about 5.7 for a write
/// of 1 KB and more with its size, about 2.8 for a page of a query and more with what it returns. And how many requests.
/// </summary>
public sealed class RequestUnits
{
    private readonly double[] byOperation = new double[Enum.GetValues<CosmosOperation>().Length];
    private readonly int[] requests = new int[Enum.GetValues<CosmosOperation>().Length];
    private readonly Lock gate = new();

    public double Total
    {
        get
        {
            lock (gate)
            {
                return byOperation.Sum();
            }
        }
    }

    public double Of(CosmosOperation operation)
    {
        lock (gate)
        {
            return byOperation[(int)operation];
        }
    }

    /// <summary>Requests so far, refused ones included.</summary>
    public int Requests(CosmosOperation operation)
    {
        lock (gate)
        {
            return requests[(int)operation];
        }
    }

    internal static double ForRead(int bytes) => Math.Max(1, Math.Round(bytes / 1024d, 2));

    internal static double ForWrite(int bytes) => Math.Round(4.7 + Math.Max(1, bytes / 1024d), 2);

    internal static double ForPage(int bytes, int documents) =>
        Math.Round(2.8 + bytes / 1024d * 0.03 + documents * 0.02, 2);

    internal void Count(CosmosOperation operation)
    {
        lock (gate)
        {
            requests[(int)operation]++;
        }
    }

    internal void Charge(CosmosOperation operation, double units)
    {
        lock (gate)
        {
            byOperation[(int)operation] += units;
        }
    }
}
