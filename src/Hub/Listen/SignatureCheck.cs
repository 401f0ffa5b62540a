using Hub.Delivery.Dialects;

namespace Hub.Listen;

internal enum SignatureVerdict
{
    /// <summary>The request carries none.</summary>
    None,

    /// <summary>There is one, and no secret to check it with.</summary>
    Unchecked,

    Ok,
    Bad,
}

/// <summary>Checks a delivery's signature as receivers of its dialect do.</summary>
internal static class SignatureCheck
{
    public static IReadOnlyList<Dialect> Dialects { get; } = new DialectCatalogue().All;

    public static Dialect? Find(string? name) => Dialects.FirstOrDefault(one => one.Name == name);

    public static SignatureVerdict Of(Delivery delivery, ReceiverOptions options)
    {
        var dialect = options.Dialect ?? Detect(delivery);
        if (dialect is null || string.IsNullOrEmpty(delivery.Header(dialect.Headers.Signature)))
        {
            return SignatureVerdict.None;
        }
        if (options.Secret is not { } secret)
        {
            return SignatureVerdict.Unchecked;
        }
        var isSigned = dialect.Verify(new Received(delivery.Header, delivery.Body), secret);
        return isSigned ? SignatureVerdict.Ok : SignatureVerdict.Bad;
    }

    private static Dialect? Detect(Delivery delivery) =>
        Dialects.FirstOrDefault(one => delivery.Header(one.Headers.Signature) is not null);
}
