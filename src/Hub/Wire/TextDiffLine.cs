using Hub.Domain.Text;

namespace Hub.Wire;

/// <summary>A line of two texts that are compared.</summary>
/// <param name="Kind">Where it is.</param>
/// <param name="Text">What it says.</param>
internal sealed record TextDiffLine(DiffKind Kind, string Text);
