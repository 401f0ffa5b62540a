using Hub.Ports.Store;

namespace Hub.Access;

/// <summary>Whom a token was found to be of.</summary>
/// <param name="Guessed">The token that there is, where the secret is another one.</param>
internal readonly record struct SignIn(Caller? Caller, TokenKey? Guessed = null);

/// <summary>Finds the caller of a request by a token that the hub keeps.</summary>
internal sealed class TokenSignIn(IStore store, TokenCache tokens, TokenUse use, TimeProvider clock)
{
    /// <summary>The usual case: a known token, answered without waiting for anything and without allocating.</summary>
    public Caller? TryKnown(TokenKind kind, string header) =>
        kind.TryRead(header, out var key) && tokens.Known(key) is { } known && kind.Matches(header, known.Token)
            ? Admit(key, known)
            : null;

    /// <summary>Everything else: tokens not seen lately, wrong ones. A wrong one costs the look for its token and no more.</summary>
    public async ValueTask<SignIn> Find(TokenKind kind, string header, CancellationToken cancellation)
    {
        if (!kind.TryRead(header, out var key))
            return default;
        var before = tokens.Changes;
        if (await kind.Find(store, key, cancellation) is not { } token)
            return default;
        if (!kind.Matches(header, token))
            return new SignIn(null, key);
        return await tokens.Load(key, token, before, cancellation) is { } known
            ? new SignIn(Admit(key, known))
            : default;
    }

    /// <summary>
    /// The token as it is now, for somebody who has proved before that it is theirs: its secret is not looked at. Nothing where
    /// it is revoked or has expired, or its agent is gone.
    /// </summary>
    public async ValueTask<KnownToken?> Resume(TokenKey key, CancellationToken cancellation)
    {
        var before = tokens.Changes;
        var known = tokens.Known(key);
        if (known is null && await key.Kind.Find(store, key, cancellation) is { } token)
            known = await tokens.Load(key, token, before, cancellation);
        return known is not null && Admit(key, known) is not null ? known : null;
    }

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
