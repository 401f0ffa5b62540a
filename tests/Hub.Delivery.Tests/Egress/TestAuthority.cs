using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Delivery.Tests.Egress;

/// <summary>Certificates for a receiver: from an authority that a test may trust, or from nobody.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestAuthority()
    {
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Issue(string name) =>
        Issue(name, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));

    public X509Certificate2 Issue(string name, DateTimeOffset from, DateTimeOffset to)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = RequestFor(name, own).Create(Root, from, to, [1, 2, 3, 4]);
        return issued.CopyWithPrivateKey(own);
    }

    public static X509Certificate2 SelfSigned(string name)
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return RequestFor(name, own)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
    }

    public void Dispose()
    {
        Root.Dispose();
        key.Dispose();
    }

    private static CertificateRequest RequestFor(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }
}
