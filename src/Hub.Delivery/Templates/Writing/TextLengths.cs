namespace Hub.Delivery.Templates.Writing;

/// <summary>How long the texts out of data are that a message has, and how long they may be.</summary>
/// <param name="longest">In UTF-16 units.</param>
internal sealed class TextLengths(int longest)
{
    private const int Shortest = 40;

    private readonly List<int> lengths = [];
    private long written;

    public int Longest => longest;

    /// <summary>Whether a text was longer than that.</summary>
    public bool WasShortened { get; private set; }

    /// <summary>How many characters of the message each character of the texts became.</summary>
    public double Expansion =>
        lengths.Sum(static one => (long)one) is > 0 and var all ? Math.Max(1, written / (double)all) : 1;

    public void Add(int length)
    {
        lengths.Add(Math.Min(length, longest));
        WasShortened |= length > longest;
    }

    /// <summary>Texts became so many characters of the message.</summary>
    public void Written(int characters) => written += characters;

    public void Clear()
    {
        lengths.Clear();
        (WasShortened, written) = (false, 0);
    }

    /// <summary>The length at which all longer texts together are so many characters shorter; nothing where all are short already.</summary>
    public int? Without(long characters)
    {
        lengths.Sort();
        if (lengths.Count == 0 || lengths[^1] <= Shortest)
            return null;
        for (var at = lengths.Count - 1; at >= 0; at--)
        {
            var above = lengths.Count - at;
            var gained = (long)(lengths[at] - (at > 0 ? lengths[at - 1] : 0)) * above;
            if (gained >= characters)
                return Math.Max(Shortest, lengths[at] - (int)((characters + above - 1) / above));
            characters -= gained;
        }
        return Shortest;
    }
}
