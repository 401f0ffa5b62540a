namespace Hub.Access;

/// <summary>Finds the caller of a request by a token that the hub keeps.</summary>
internal sealed class TokenSignIn(TokenCache tokens, TokenUse use, TimeProvider clock)
{
    /// <summary>The usual case: a known token, answered without waiting for anything and without allocating.</summary>
    public Caller? TryKnown(TokenKind kind, string header) =>
        kind.TryRead(header, out var key) && tokens.Known(key) is { } known && kind.Matches(header, known.Token)
            ? Admit(key, known)
            : null;

    /// <summary>Everything else: tokens not seen lately, wrong ones.</summary>
    public async ValueTask<Caller?> Find(TokenKind kind, string header, CancellationToken cancellation) =>
        kind.TryRead(header, out var key)
        && await tokens.Load(key, cancellation) is { } known
        && kind.Matches(header, known.Token)
            ? Admit(key, known)
            : null;

    private Caller? Admit(TokenKey key, KnownToken known)
    {
        var now = clock.GetUtcNow();
        if (known.HasExpired(now))
            return null;
        if (known.MarkUsed(now))
            use.Note(key, now);
        return known.Caller;
    }
}
