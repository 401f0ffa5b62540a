namespace Hub.LocalCloud.Cosmos.Faults;

/// <summary>The faults in store, put there by a test: the first that matches a request strikes it.</summary>
public sealed class FaultPlan
{
    private readonly Lock gate = new();
    private readonly List<Rule> rules = [];
    private int struck;

    /// <summary>How many requests have been struck since the host started.</summary>
    public int Struck => Volatile.Read(ref struck);

    /// <summary>Strikes the next requests; an operation or a container's name narrows them down.</summary>
    public void Next(int count, Fault fault, CosmosOperation? operation = null, string? container = null) =>
        Add(new Rule(fault, operation, container, 1, count));

    /// <summary>Strikes each request with a probability, the same ones for the same seed, until cleared.</summary>
    public void Chance(
        double probability,
        Fault fault,
        CosmosOperation? operation = null,
        string? container = null,
        int seed = 1
    ) => Add(new Rule(fault, operation, container, probability, int.MaxValue, seed));

    public void Clear()
    {
        lock (gate)
        {
            rules.Clear();
        }
    }

    internal Fault? Draw(CosmosOperation operation, string? container)
    {
        lock (gate)
        {
            var rule = rules.Find(rule => rule.Strikes(operation, container));
            if (rule is null)
            {
                return null;
            }

            struck++;
            if (rule.Exhausted)
            {
                rules.Remove(rule);
            }

            return rule.Fault;
        }
    }

    private void Add(Rule rule)
    {
        lock (gate)
        {
            rules.Add(rule);
        }
    }

    private sealed class Rule(
        Fault fault,
        CosmosOperation? operation,
        string? container,
        double probability,
        int left,
        int seed = 1
    )
    {
        private readonly Random random = new(seed);
        private int left = left;

        public Fault Fault => fault;

        public bool Exhausted => left <= 0;

        public bool Strikes(CosmosOperation asked, string? where)
        {
            if (operation is not null && operation != asked || container is not null && container != where)
            {
                return false;
            }

            if (probability < 1 && random.NextDouble() >= probability)
            {
                return false;
            }

            left--;
            return true;
        }
    }
}
