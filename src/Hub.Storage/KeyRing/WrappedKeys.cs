using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hub.Storage.KeyRing;

/// <summary>
/// The key that the key ring is encrypted with, wherever the ring is kept: 32 bytes from a vault, given to the process as
/// a setting. Stands in for Azure.Extensions.AspNetCore.DataProtection.Keys.
/// </summary>
public sealed class KeyRingSecret(byte[] key)
{
    public const int Length = 32;

    internal byte[] Key => key;
}

public static class WrappedKeysSetup
{
    /// <summary>Encrypts new keys of the ring; those that were stored without are still read.</summary>
    public static IServiceCollection AddWrappedKeys(this IServiceCollection services, KeyRingSecret secret) =>
        services
            .AddSingleton(secret)
            .AddSingleton<IConfigureOptions<KeyManagementOptions>>(
                new ConfigureOptions<KeyManagementOptions>(options => options.XmlEncryptor = new KeyWrapper(secret))
            );
}

/// <summary>AES-256-GCM: nonce, tag and ciphertext, in base64.</summary>
internal static class Envelope
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int Overhead = NonceLength + TagLength;

    public static string Seal(KeyRingSecret secret, byte[] plain)
    {
        var envelope = new byte[Overhead + plain.Length];
        RandomNumberGenerator.Fill(envelope.AsSpan(0, NonceLength));
        using var cipher = new AesGcm(secret.Key, TagLength);
        cipher.Encrypt(
            envelope.AsSpan(0, NonceLength),
            plain,
            envelope.AsSpan(Overhead),
            envelope.AsSpan(NonceLength, TagLength)
        );
        return Convert.ToBase64String(envelope);
    }

    public static byte[] Open(KeyRingSecret secret, string text)
    {
        var envelope = Convert.FromBase64String(text);
        var plain = new byte[envelope.Length - Overhead];
        using var cipher = new AesGcm(secret.Key, TagLength);
        cipher.Decrypt(
            envelope.AsSpan(0, NonceLength),
            envelope.AsSpan(Overhead),
            envelope.AsSpan(NonceLength, TagLength),
            plain
        );
        return plain;
    }
}

internal sealed class KeyWrapper(KeyRingSecret secret) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        return new(new XElement("wrappedKey", Envelope.Seal(secret, plain)), typeof(KeyUnwrapper));
    }
}

/// <summary>Made by the framework, by the type's name in the ring.</summary>
internal sealed class KeyUnwrapper(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        services.GetService<KeyRingSecret>() is { } secret
            ? XElement.Parse(Encoding.UTF8.GetString(Envelope.Open(secret, encryptedElement.Value)))
            : throw new CryptographicException("The key ring is encrypted: Hub:KeyRingSecret is needed to read it.");
}
