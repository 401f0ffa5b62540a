namespace Hub.Delivery.Templates.Writing;

/// <summary>How long the texts out of data are that a message has, and how long they may be.</summary>
/// <param name="longest">In UTF-16 units.</param>
internal sealed class TextLengths(int longest)
{
    private const int Shortest = 40;

    private readonly List<int> lengths = [];

    public int Longest => longest;

    public void Add(int length) => lengths.Add(Math.Min(length, longest));

    /// <summary>The length at which all longer texts together are so many characters shorter; nothing when they have not so many.</summary>
    public int? Without(int characters)
    {
        lengths.Sort();
        var above = 0;
        for (var at = lengths.Count - 1; at >= 0; at--)
        {
            above++;
            var next = at > 0 ? lengths[at - 1] : 0;
            var gained = (lengths[at] - next) * above;
            if (gained >= characters)
            {
                var level = lengths[at] - (characters + above - 1) / above;
                return level >= Shortest ? level : null;
            }
            characters -= gained;
        }
        return null;
    }
}
