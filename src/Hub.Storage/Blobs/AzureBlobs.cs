using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Hub.Domain.Organizations;
using Hub.Ports.Blobs;
using Microsoft.Extensions.Options;

namespace Hub.Storage.Blobs;

/// <summary>Blobs in a container of Azure Blob Storage, shared by any number of hubs.</summary>
internal sealed class AzureBlobs : IBlobStore, IDisposable
{
    /// <summary>So many bytes of a blob are in memory at a time, on the way in and out.</summary>
    private const int BlockSize = 4 * 1024 * 1024;

    private readonly AzureBlobOptions options;
    private readonly BlobContainerClient container;
    private readonly SemaphoreSlim opening = new(1);
    private bool isOpen;

    /// <param name="identity">Who the hub is when the options have no key; absent: whoever Azure says that it is.</param>
    public AzureBlobs(IOptions<AzureBlobOptions> options, TokenCredential? identity = null)
    {
        this.options = options.Value;
        var account = this.options.ConnectionString is { Length: > 0 } connection
            ? new BlobServiceClient(connection)
            : new BlobServiceClient(new Uri(this.options.Endpoint!), identity ?? OwnIdentity());
        container = account.GetBlobContainerClient(this.options.Container);
    }

    /// <summary>Blocks become a blob in one step at the end, so content that breaks off leaves none.</summary>
    public Task Write(BlobKey key, Stream content, CancellationToken cancellation) =>
        Do(
            () =>
                container
                    .GetBlobClient(key.ToString())
                    .UploadAsync(
                        content,
                        new BlobUploadOptions
                        {
                            TransferOptions = new StorageTransferOptions
                            {
                                InitialTransferSize = BlockSize,
                                MaximumTransferSize = BlockSize,
                                MaximumConcurrency = 1,
                            },
                        },
                        cancellation
                    ),
            cancellation
        );

    public async Task<Stream?> Open(BlobKey key, CancellationToken cancellation)
    {
        try
        {
            var read = new BlobOpenReadOptions(allowModifications: false) { BufferSize = BlockSize };
            return new AzureContent(
                await Do(() => container.GetBlobClient(key.ToString()).OpenReadAsync(read, cancellation), cancellation)
            );
        }
        catch (StorageException missing) when (missing.Code == 404)
        {
            return null;
        }
    }

    public Task Delete(BlobKey key, CancellationToken cancellation) =>
        Do(() => container.DeleteBlobIfExistsAsync(key.ToString(), cancellationToken: cancellation), cancellation);

    public Task DeleteGroup(OrganizationId organization, string group, CancellationToken cancellation) =>
        Do(
            async () =>
            {
                var prefix = BlobKey.FolderOf(organization, group);
                await foreach (
                    var blob in container.GetBlobsAsync(
                        BlobTraits.None,
                        BlobStates.None,
                        prefix,
                        cancellationToken: cancellation
                    )
                )
                    await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellation);
                return true;
            },
            cancellation
        );

    public void Dispose() => opening.Dispose();

    private async Task<T> Do<T>(Func<Task<T>> step, CancellationToken cancellation)
    {
        try
        {
            await Open(cancellation);
            return await step();
        }
        catch (RequestFailedException failure)
        {
            throw Outage(failure);
        }
        catch (AggregateException failure) when (failure.InnerException is RequestFailedException)
        {
            // So many tries were made, and each failed.
            throw Outage(failure.InnerException);
        }
    }

    public static StorageException Outage(Exception failure) =>
        new($"Azure Blob Storage failed: {failure.Message.Split('\n')[0].Trim()}", failure)
        {
            Code = (failure as RequestFailedException)?.Status ?? 0,
        };

    private async Task Open(CancellationToken cancellation)
    {
        if (Volatile.Read(ref isOpen))
            return;
        await opening.WaitAsync(cancellation);
        try
        {
            if (!isOpen && options.CreateContainer)
                await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
            Volatile.Write(ref isOpen, true);
        }
        finally
        {
            opening.Release();
        }
    }

    private DefaultAzureCredential OwnIdentity()
    {
        var settings = new DefaultAzureCredentialOptions();
        if (options.ManagedIdentityClientId is { Length: > 0 } id)
            settings.ManagedIdentityClientId = id;
        return new DefaultAzureCredential(settings);
    }
}
