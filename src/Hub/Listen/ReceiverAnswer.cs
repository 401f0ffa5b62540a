namespace Hub.Listen;

/// <summary>What a delivery is answered with; a null status aborts the connection.</summary>
internal sealed record ReceiverAnswer(int? Status, bool OnPurpose = false, bool BadSignature = false)
{
    /// <summary>Why there was no answer after all; nothing when it was given.</summary>
    public string? Unsaid { get; init; }

    public bool IsPlain => Status == StatusCodes.Status200OK && Unsaid is null;

    /// <summary>
    /// Misbehaviour comes first, for it is what the sender is to be tested with. A receiver that has a secret refuses what
    /// is not signed with it, as the examples of the published contracts do.
    /// </summary>
    public static ReceiverAnswer To(SignatureVerdict verdict, ReceiverOptions options)
    {
        var bad = verdict == SignatureVerdict.Bad || (verdict == SignatureVerdict.None && options.Secret is not null);
        if (Happens(options.Drop))
        {
            return new(null, OnPurpose: true, bad);
        }
        if (Happens(options.Fail))
        {
            return new(options.Status, OnPurpose: true, bad);
        }
        return new(bad ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK, BadSignature: bad);
    }

    public string Body =>
        (OnPurpose, Status) switch
        {
            (true, _) => """{"error":"failed on purpose"}""",
            (_, StatusCodes.Status200OK) => """{"ok":true}""",
            _ => """{"error":"invalid signature"}""",
        };

    public override string ToString() =>
        Unsaid is { } why ? $"no answer, {why}"
        : OnPurpose ? $"{Status?.ToString() ?? "dropped"} on purpose"
        : $"{Status}";

    private static bool Happens(double probability) => Random.Shared.NextDouble() < probability;
}
