using System.Text.Json.Serialization;
using System.Xml.Linq;
using Hub.Domain.Documents;
using Hub.Domain.Organizations;
using Hub.Domain.Queries;
using Hub.Ports.Store;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hub.Storage.KeyRing;

/// <summary>One element of the data protection key ring, as XML.</summary>
internal sealed record StoredKey(string Xml)
{
    public const string Partition = "data-protection";

    public static readonly DocumentType<StoredKey> Document = new("data_protection_key", static () =>
        StoredKeyJson.Default.StoredKey
    );
}

[JsonSerializable(typeof(StoredKey))]
internal sealed partial class StoredKeyJson : JsonSerializerContext;

/// <summary>
/// The data protection keys kept in the store, so that every hub reads what another has encrypted. The framework asks from
/// synchronous code, at start and once a day.
/// </summary>
internal sealed class StoredKeyRing(IStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAll().GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) =>
        Write(element, friendlyName).GetAwaiter().GetResult();

    private async Task<IReadOnlyCollection<XElement>> ReadAll()
    {
        var query = new Query { Partition = StoredKey.Partition };
        return await store
            .All(StoredKey.Document, OrganizationId.Hub, query, CancellationToken.None)
            .Select(static stored => XElement.Parse(stored.Value.Xml))
            .ToListAsync();
    }

    private async Task Write(XElement element, string name)
    {
        var key = new StoredKey(element.ToString(SaveOptions.DisableFormatting));
        var commit = new Commit(OrganizationId.Hub, StoredKey.Partition)
        {
            Changes = [new Put<StoredKey>(StoredKey.Document, name, key, Expected.Anything)],
        };
        if (await store.Commit(commit, CancellationToken.None) is not CommitResult.Done)
            throw new StorageException("The data protection keys could not be stored.");
    }
}

/// <summary>Puts the key ring into the store.</summary>
internal static class StoredKeyRingSetup
{
    public static IServiceCollection AddStoredKeyRing(this IServiceCollection services) =>
        services
            .AddSingleton<StoredKeyRing>()
            .AddSingleton<IConfigureOptions<KeyManagementOptions>>(
                static provider => new ConfigureOptions<KeyManagementOptions>(options =>
                    options.XmlRepository = provider.GetRequiredService<StoredKeyRing>()
                )
            );
}
