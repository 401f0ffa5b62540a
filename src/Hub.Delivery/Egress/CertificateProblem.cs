using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Delivery.Egress;

/// <summary>Why a receiver's certificate is not accepted, in a sentence that a page can tell by its beginning.</summary>
public static class CertificateProblem
{
    /// <summary>Followed by the day, as in 2026-11-27.</summary>
    public const string Expired = "Its certificate expired on ";

    /// <summary>Followed by the day.</summary>
    public const string NotYet = "Its certificate is not valid before ";

    /// <summary>Followed by the names.</summary>
    public const string OtherName = "Its certificate is for another name: ";

    /// <summary>Followed by what is wrong with its chain.</summary>
    public const string Unknown = "Its certificate is of no known authority: ";

    private const int MostNames = 5;

    /// <exception cref="AuthenticationException">It is not accepted; the message says why.</exception>
    internal static bool Accept(object _, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None ? true : throw new AuthenticationException(WhyNot(certificate, chain, errors));

    private static string WhyNot(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 own)
            return "It shows no certificate.";
        var statuses = chain?.ChainStatus.Select(static one => one.Status).ToHashSet() ?? [];
        var now = DateTime.UtcNow;
        return statuses.Contains(X509ChainStatusFlags.NotTimeValid) && own.NotAfter.ToUniversalTime() < now
                ? $"{Expired}{Day(own.NotAfter)}."
            : statuses.Contains(X509ChainStatusFlags.NotTimeValid) && own.NotBefore.ToUniversalTime() > now
                ? $"{NotYet}{Day(own.NotBefore)}."
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
                ? $"{OtherName}{string.Join(", ", NamesOf(own))}."
            : $"{Unknown}{string.Join(", ", statuses)}.";
    }

    private static string Day(DateTime time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<string> NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        return names?.EnumerateDnsNames().Take(MostNames) ?? [certificate.GetNameInfo(X509NameType.DnsName, false)];
    }
}
