using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hub.Domain.Organizations;
using Hub.Ports.Store;
using Hub.Wire;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Saml;

/// <summary>The key that an organization signs with, made when it is first needed.</summary>
internal sealed class SamlKeys(IStore store, IDataProtectionProvider protection, TimeProvider clock)
{
    private const int Bits = 2048;
    private const int Years = 20;

    private readonly IDataProtector seal = protection.CreateProtector("Hub.Saml.Key");

    public async Task<SamlKey> Of(Organization organization, CancellationToken cancellation)
    {
        if (await Find(organization.Id, cancellation) is { } kept)
            return kept;
        var commit = new Commit(organization.Id, SamlSettings.Partition)
        {
            Changes = [new Put<SamlKey>(SamlKey.Document, SamlKey.DocumentId, Make(organization), Expected.Absent)],
        };
        // Whoever makes one at the same time: the first that is written is everybody's.
        await store.Commit(commit, cancellation);
        return (await Find(organization.Id, cancellation))!;
    }

    /// <returns>Nothing where the key ring has lost what it was encrypted with. The caller disposes it.</returns>
    public RSA? Open(SamlKey key)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(seal.Unprotect(key.ProtectedKey)), out _);
            return rsa;
        }
        catch (CryptographicException)
        {
            rsa.Dispose();
            return null;
        }
    }

    private async ValueTask<SamlKey?> Find(OrganizationId organization, CancellationToken cancellation) =>
        (
            await store.Get(SamlKey.Document, organization, SamlSettings.Partition, SamlKey.DocumentId, cancellation)
        )?.Value;

    private SamlKey Make(Organization organization)
    {
        var now = clock.Now();
        using var rsa = RSA.Create(Bits);
        var request = new CertificateRequest(
            $"CN=Hub {organization.Prefix}",
            rsa,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
        return new SamlKey(
            seal.Protect(Convert.ToBase64String(rsa.ExportPkcs8PrivateKey())),
            Convert.ToBase64String(certificate.RawData),
            now
        );
    }
}
