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
