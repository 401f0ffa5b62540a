namespace Hub.Listen;

/// <summary>Counts deliveries, and remembers which id came first as which number.</summary>
internal sealed class Tally
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> firsts = [];
    private int received;
    private int distinct;
    private int failed;
    private int badSignatures;

    /// <summary>A delivery without an id cannot be told from another, and counts as distinct.</summary>
    public (int Number, int? RepeatOf) Count(string? id, ReceiverAnswer answer)
    {
        lock (gate)
        {
            received++;
            failed += answer.OnPurpose ? 1 : 0;
            badSignatures += answer.BadSignature ? 1 : 0;
            if (id is not null && !firsts.TryAdd(id, received))
            {
                return (received, firsts[id]);
            }
            distinct++;
            return (received, null);
        }
    }

    public override string ToString()
    {
        lock (gate)
        {
            return $"Received {received}, distinct {distinct}, failed on purpose {failed}, bad signatures {badSignatures}.";
        }
    }
}
