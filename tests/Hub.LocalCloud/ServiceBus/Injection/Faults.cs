namespace Hub.LocalCloud.ServiceBus;

/// <summary>
/// Faults waiting for requests. At most one strikes a request: planned ones first, in order, then random ones.
/// </summary>
public sealed class Faults
{
    private readonly Lock gate = new();
    private readonly List<PlannedFault> planned = [];
    private readonly List<RandomFault> random = [];

    /// <summary>How many requests have been struck.</summary>
    public int Injected { get; private set; }

    /// <summary>Strikes the next so many requests for one of these operations.</summary>
    public void Next(ServiceBusOperation operations, Fault fault, int count = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        lock (gate)
        {
            planned.Add(new PlannedFault(operations, fault, count));
        }
    }

    /// <summary>
    /// Strikes with a probability between 0 and 1 until cleared. The same seed strikes the same requests.
    /// </summary>
    public void Randomly(ServiceBusOperation operations, Fault fault, double probability, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(probability, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        lock (gate)
        {
            random.Add(new RandomFault(operations, fault, probability, new Random(seed)));
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            planned.Clear();
            random.Clear();
        }
    }

    internal Fault? Draw(ServiceBusOperation operation)
    {
        lock (gate)
        {
            var fault = DrawPlanned(operation) ?? DrawRandom(operation);
            Injected += fault is null ? 0 : 1;
            return fault;
        }
    }

    private Fault? DrawPlanned(ServiceBusOperation operation)
    {
        var at = planned.FindIndex(plan => plan.Operations.HasFlag(operation));
        if (at < 0)
        {
            return null;
        }

        var plan = planned[at];
        if (plan.Left > 1)
        {
            planned[at] = plan with { Left = plan.Left - 1 };
        }
        else
        {
            planned.RemoveAt(at);
        }

        return plan.Fault;
    }

    private Fault? DrawRandom(ServiceBusOperation operation) =>
        random
            .Find(chance => chance.Operations.HasFlag(operation) && chance.Dice.NextDouble() < chance.Probability)
            ?.Fault;

    private sealed record PlannedFault(ServiceBusOperation Operations, Fault Fault, int Left);

    private sealed record RandomFault(ServiceBusOperation Operations, Fault Fault, double Probability, Random Dice);
}
