using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Microsoft.AspNetCore.DataProtection;

namespace Hub.Delivery.Secrets;

/// <summary>A key of <see cref="HashKey"/> as it is stored: encrypted with the data protection keys.</summary>
public sealed record StoredHashKey(string Protected)
{
    public const string Partition = "hash-keys";

    public static readonly DocumentType<StoredHashKey> Document = new("hash_key", static () =>
        StoredHashKeyJson.Default.StoredHashKey
    );
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StoredHashKey))]
internal sealed partial class StoredHashKeyJson : JsonSerializerContext;

/// <summary>
/// The key of the hashes that stand for what nobody else is to learn, or to guess by hashing guesses. All hubs of a store have
/// the same, for as long as the data protection keys open it.
/// </summary>
public sealed class HashKey(IStore store, IDataProtectionProvider provider)
{
    private const int Length = 32;

    private readonly IDataProtector protector = provider.CreateProtector("Hub.HashKey");
    private byte[]? key;

    /// <summary>
    /// Reads the key, and makes one where there is none that opens. Those that do not open stay: with the data protection
    /// keys, what was hashed with them is found again.
    /// </summary>
    public async Task Open(CancellationToken cancellation)
    {
        while (key is null)
        {
            var stored = await store
                .All(
                    StoredHashKey.Document,
                    OrganizationId.Hub,
                    new Query { Partition = StoredHashKey.Partition },
                    cancellation
                )
                .ToListAsync(cancellation);
            key = stored
                .OrderBy(static one => one.Id, StringComparer.Ordinal)
                .Select(TryOpen)
                .FirstOrDefault(static one => one is not null);
            if (key is null)
                await Add(stored.Count + 1, cancellation);
        }
    }

    /// <param name="purpose">Hashes of one purpose say nothing of those of another.</param>
    /// <param name="parts">None of them holds a line end but the last.</param>
    /// <returns>HMAC-SHA256, 32 bytes.</returns>
    public byte[] Hash(string purpose, params ReadOnlySpan<string> parts) =>
        HMACSHA256.HashData(
            key ?? throw new InvalidOperationException("The key of hashes was not opened before its first use."),
            Encoding.UTF8.GetBytes($"{purpose}\n{string.Join('\n', parts)}")
        );

    /// <summary>Where another hub was quicker, its key is the one.</summary>
    private Task<CommitResult> Add(int number, CancellationToken cancellation)
    {
        var fresh = new StoredHashKey(
            Convert.ToBase64String(protector.Protect(RandomNumberGenerator.GetBytes(Length)))
        );
        return store.Commit(
            new Commit(OrganizationId.Hub, StoredHashKey.Partition)
            {
                Changes = [new Put<StoredHashKey>(StoredHashKey.Document, $"{number:D6}", fresh, Expected.Absent)],
            },
            cancellation
        );
    }

    private byte[]? TryOpen(Stored<StoredHashKey> stored)
    {
        try
        {
            return protector.Unprotect(Convert.FromBase64String(stored.Value.Protected));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
