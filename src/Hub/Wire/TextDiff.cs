using Hub.Domain.Text;

namespace Hub.Wire;

/// <summary>A line of two texts that are compared.</summary>
/// <param name="Kind">Where it is.</param>
/// <param name="Text">What it says.</param>
internal sealed record TextDiffLine(DiffKind Kind, string Text);

/// <summary>What differs between two texts.</summary>
/// <param name="Lines">The lines of both, in their order.</param>
internal sealed record TextDiff(IReadOnlyList<TextDiffLine> Lines)
{
    public static TextDiff Between(IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        new([.. LineDiff.Between(before, after).Select(static line => new TextDiffLine(line.Kind, line.Text))]);

    public static TextDiff Between(string before, string after) => Between(before.Split('\n'), after.Split('\n'));

    public bool IsSame => Lines.All(static line => line.Kind == DiffKind.Same);

    /// <summary>How many lines are in the latter alone.</summary>
    public int Added => Lines.Count(static line => line.Kind == DiffKind.Added);

    /// <summary>How many lines are in the former alone.</summary>
    public int Removed => Lines.Count(static line => line.Kind == DiffKind.Removed);

    /// <summary>The lines that are not in both; nothing when there are none.</summary>
    public IReadOnlyList<TextDiffLine>? Differences =>
        IsSame ? null : [.. Lines.Where(static line => line.Kind != DiffKind.Same)];
}
