using Hub.Delivery.Egress;

namespace Hub.Delivery.Targets;

/// <summary>An answer after which nothing will be taken at an address any more.</summary>
/// <param name="Status">The status.</param>
/// <param name="Advice">What the owner must do, in sentences.</param>
internal sealed record FinalAnswer(int Status, string Advice)
{
    /// <summary>What the body says then; anything when absent.</summary>
    public string? Saying { get; init; }

    /// <summary>What the first of the answers that fits advises.</summary>
    public static Func<EgressResult, string?> Of(params FinalAnswer[] answers) =>
        result => answers.FirstOrDefault(one => one.Fits(result))?.Advice;

    private bool Fits(in EgressResult result) =>
        result.StatusCode == Status
        && (Saying is null || result.Snippet.Contains(Saying, StringComparison.OrdinalIgnoreCase));
}
